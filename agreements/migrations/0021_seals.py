import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [migrations.swappable_dependency(settings.AUTH_USER_MODEL), ("agreements", "0020_progress")]

    operations = [
        migrations.AddField("document", "seal", models.JSONField(default=dict)),
        migrations.AddField("evidence", "signatures", models.JSONField(default=dict)),
        migrations.CreateModel(
            "SignedPaper",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sha256", models.CharField(max_length=64)),
                ("signatures", models.JSONField(default=dict)),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("agreement", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="signed_papers", to="agreements.agreement")),
                ("by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("document", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="signed", to="agreements.document")),
            ],
            options={"ordering": ["pk"]},
        ),
    ]
