from django.db import migrations, models

# What waits already gets its day from the next run of the minute's job, which compares everything.
ASK = """
INSERT INTO notices_changed (topic, key)
SELECT 'semua', 0 WHERE EXISTS (SELECT FROM notices_notice WHERE done_at IS NULL);
"""


class Migration(migrations.Migration):
    dependencies = [("notices", "0004_course_as_wished")]
    operations = [
        migrations.AddField("notice", "due_on", models.DateField(null=True)),
        migrations.RunSQL(ASK, migrations.RunSQL.noop),
    ]
