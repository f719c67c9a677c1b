from django.db import migrations, models

import agreements.models.document


def give_each_its_own(apps, schema_editor):
    documents = apps.get_model("agreements", "Document").objects.filter(token=None)
    for document in documents.iterator():
        document.token = agreements.models.document.new_token()
        document.save(update_fields=["token"])


class Migration(migrations.Migration):
    dependencies = [("agreements", "0012_archive")]

    operations = [
        migrations.AddField("document", "token", models.CharField(editable=False, max_length=20, null=True)),
        migrations.RunPython(give_each_its_own, migrations.RunPython.noop, elidable=True),
        migrations.AlterField(
            "document",
            "token",
            models.CharField(default=agreements.models.document.new_token, editable=False, max_length=20, unique=True),
        ),
    ]
