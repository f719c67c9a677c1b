from django.db import migrations

# Before, the course of a case was told as an outcome: whoever chose where that is told, chose it for this too.
COPY = """
INSERT INTO notices_preference (user_id, kind, channel, is_on)
SELECT user_id, 'perkembangan', channel, is_on FROM notices_preference WHERE kind = 'hasil'
ON CONFLICT DO NOTHING;
"""


class Migration(migrations.Migration):
    dependencies = [("notices", "0003_course_of_a_case")]
    operations = [migrations.RunSQL(COPY, migrations.RunSQL.noop)]
