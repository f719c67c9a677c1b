import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# In the transaction of whatever changes a case, so that nobody has to remember it: who does what next is told from these marks.
MARK = """
CREATE FUNCTION mark_events() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO notices_changed (topic, key, event) SELECT 'kasus', agreement_id, number FROM fresh;
    -- What is under way under an agreement decides what is still asked for it.
    INSERT INTO notices_changed (topic, key)
    SELECT 'kasus', parent_id FROM agreements_agreement WHERE parent_id IS NOT NULL AND id IN (SELECT agreement_id FROM fresh);
    RETURN NULL;
END $$;
CREATE TRIGGER events_are_told AFTER INSERT ON agreements_stageevent REFERENCING NEW TABLE AS fresh
FOR EACH STATEMENT EXECUTE FUNCTION mark_events();

CREATE FUNCTION mark_case() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN INSERT INTO notices_changed (topic, key) VALUES ('kasus', NEW.id); RETURN NULL; END $$;
CREATE TRIGGER turns_are_told AFTER UPDATE ON agreements_agreement FOR EACH ROW
WHEN ((OLD.title, OLD.owner_id, OLD.state, OLD.stage_code, OLD.holders, OLD.term_key, OLD.term_from, OLD.effective_on, OLD.ends_on,
    OLD.terminated, OLD.track_code) IS DISTINCT FROM (NEW.title, NEW.owner_id, NEW.state, NEW.stage_code, NEW.holders, NEW.term_key,
    NEW.term_from, NEW.effective_on, NEW.ends_on, NEW.terminated, NEW.track_code))
EXECUTE FUNCTION mark_case();

CREATE FUNCTION mark_case_of_row() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN INSERT INTO notices_changed (topic, key) VALUES ('kasus', NEW.agreement_id); RETURN NULL; END $$;
CREATE TRIGGER papers_are_told AFTER INSERT OR UPDATE OF state ON agreements_document
FOR EACH ROW EXECUTE FUNCTION mark_case_of_row();
CREATE TRIGGER mails_are_told AFTER UPDATE OF state ON agreements_mailing
FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION mark_case_of_row();
CREATE TRIGGER originals_are_told AFTER UPDATE ON agreements_original
FOR EACH ROW WHEN ((OLD.state, OLD.due_on) IS DISTINCT FROM (NEW.state, NEW.due_on)) EXECUTE FUNCTION mark_case_of_row();

CREATE TRIGGER terms_are_told AFTER INSERT OR UPDATE OR DELETE ON agreements_termsetting
FOR EACH STATEMENT EXECUTE FUNCTION mark_everything();
CREATE TRIGGER days_off_are_told AFTER INSERT OR UPDATE OR DELETE ON agreements_dayoff
FOR EACH STATEMENT EXECUTE FUNCTION mark_everything();
CREATE TRIGGER ladders_are_told AFTER INSERT OR UPDATE OR DELETE ON agreements_ladder
FOR EACH STATEMENT EXECUTE FUNCTION mark_everything();
"""
UNMARK = """
DROP TRIGGER ladders_are_told ON agreements_ladder;
DROP TRIGGER days_off_are_told ON agreements_dayoff;
DROP TRIGGER terms_are_told ON agreements_termsetting;
DROP TRIGGER originals_are_told ON agreements_original;
DROP TRIGGER mails_are_told ON agreements_mailing;
DROP TRIGGER papers_are_told ON agreements_document;
DROP FUNCTION mark_case_of_row();
DROP TRIGGER turns_are_told ON agreements_agreement;
DROP FUNCTION mark_case();
DROP TRIGGER events_are_told ON agreements_stageevent;
DROP FUNCTION mark_events();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0032_system_acts"),
        ("notices", "0002_changes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.AddField(
            "document",
            "ordered_by",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.RunSQL(MARK, UNMARK),
    ]
