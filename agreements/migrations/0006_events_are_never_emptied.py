from django.db import migrations

# TRUNCATE passes by triggers on rows; this one stops it, also where it comes by CASCADE from another table.
REFUSE = """
CREATE TRIGGER stage_events_are_never_emptied BEFORE TRUNCATE ON agreements_stageevent
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""
ALLOW = "DROP TRIGGER stage_events_are_never_emptied ON agreements_stageevent;"


class Migration(migrations.Migration):
    dependencies = [("agreements", "0005_standing_index")]
    operations = [migrations.RunSQL(REFUSE, ALLOW)]
