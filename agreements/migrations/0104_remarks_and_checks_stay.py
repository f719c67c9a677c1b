from django.db import migrations

STAY = """
CREATE FUNCTION refuse_change_of_outside_check() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'checks of a naskah from outside are append-only'; END $$;
CREATE TRIGGER outside_checks_are_append_only BEFORE UPDATE OR DELETE ON agreements_outsidecheck
FOR EACH ROW EXECUTE FUNCTION refuse_change_of_outside_check();
CREATE FUNCTION refuse_delete_of_remark() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'remarks are never deleted'; END $$;
CREATE TRIGGER remarks_are_never_deleted BEFORE DELETE ON agreements_remark
FOR EACH ROW EXECUTE FUNCTION refuse_delete_of_remark();
"""
FREE = """
DROP TRIGGER remarks_are_never_deleted ON agreements_remark;
DROP FUNCTION refuse_delete_of_remark();
DROP TRIGGER outside_checks_are_append_only ON agreements_outsidecheck;
DROP FUNCTION refuse_change_of_outside_check();
"""


class Migration(migrations.Migration):
    dependencies = [("agreements", "0103_signed_letters")]

    operations = [migrations.RunSQL(STAY, FREE)]
