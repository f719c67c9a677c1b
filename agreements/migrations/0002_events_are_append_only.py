from django.db import migrations

REFUSE = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'stage events are append-only'; END $$;
CREATE TRIGGER stage_events_are_append_only BEFORE UPDATE OR DELETE ON agreements_stageevent
FOR EACH ROW EXECUTE FUNCTION refuse_change();
"""
ALLOW = "DROP TRIGGER stage_events_are_append_only ON agreements_stageevent; DROP FUNCTION refuse_change();"


class Migration(migrations.Migration):
    dependencies = [("agreements", "0001_initial")]
    operations = [migrations.RunSQL(REFUSE, ALLOW)]
