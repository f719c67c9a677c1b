from django.db import migrations

# Read as in kerjasama/web/kept_settings.py when this was written.
ENTRIES_OF_SETTINGS = """
CREATE INDEX entries_of_settings ON logbook_logentry (id) WHERE
stream IN ('accounts_regionprofile', 'accounts_unit', 'agreements_dayoff',
    'agreements_localnormchoice', 'agreements_radarsetting', 'agreements_termsetting')
"""


class Migration(migrations.Migration):
    dependencies = [("logbook", "0005_done_at_the_server")]
    operations = [migrations.RunSQL(ENTRIES_OF_SETTINGS, "DROP INDEX entries_of_settings")]
