import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

# Whose turn things are may change anywhere when a seat, an account or the successor of a unit does.
MARK = """
CREATE FUNCTION mark_everything() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN INSERT INTO notices_changed (topic, key) VALUES ('semua', 0); RETURN NULL; END $$;
CREATE TRIGGER seats_are_told AFTER INSERT OR UPDATE OR DELETE ON accounts_membership
FOR EACH STATEMENT EXECUTE FUNCTION mark_everything();
CREATE TRIGGER accounts_are_told AFTER UPDATE OF is_active ON accounts_user
FOR EACH ROW WHEN (OLD.is_active IS DISTINCT FROM NEW.is_active) EXECUTE FUNCTION mark_everything();
CREATE TRIGGER successors_are_told AFTER UPDATE OF successor_id ON accounts_unit
FOR EACH ROW WHEN (OLD.successor_id IS DISTINCT FROM NEW.successor_id) EXECUTE FUNCTION mark_everything();
"""
UNMARK = """
DROP TRIGGER seats_are_told ON accounts_membership;
DROP TRIGGER accounts_are_told ON accounts_user;
DROP TRIGGER successors_are_told ON accounts_unit;
DROP FUNCTION mark_everything();
"""
# What waited before is compared by the first run: what still waits is then shown again under its key, and told to nobody anew.
CLOSE = "UPDATE notices_notice SET done_at = now() WHERE done_at IS NULL AND is_task;"

KINDS = [
    ("tugas", "Giliran Anda"),
    ("tenggat", "Lewat tenggat"),
    ("kewajiban", "Kewajiban"),
    ("berlaku", "Masa berlaku"),
    ("hasil", "Hasil kiriman Anda"),
    ("kabar", "Kabar"),
    ("ringkasan", "Ringkasan harian"),
]


class Migration(migrations.Migration):
    dependencies = [("notices", "0001_initial"), ("accounts", "0005_assistant")]
    operations = [
        migrations.CreateModel(
            name="Changed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("topic", models.CharField(max_length=20)),
                ("key", models.BigIntegerField(default=0)),
                ("event", models.PositiveIntegerField(null=True)),
            ],
            options={"indexes": [models.Index(fields=["topic", "key"], name="changed_what")]},
        ),
        migrations.CreateModel(
            name="Round",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(null=True)),
                ("compared_on", models.DateField(null=True)),
                ("compared_to", models.BigIntegerField(default=0)),
            ],
        ),
        migrations.AddField("notice", "about", models.CharField(max_length=40, blank=True, default=""), preserve_default=False),
        migrations.AddField("notice", "is_announced", models.BooleanField(default=True)),
        migrations.AddField(
            "notice",
            "bundle",
            models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name="members", to="notices.notice"),
        ),
        migrations.AlterField("notice", "kind", models.CharField(choices=KINDS, max_length=15)),
        migrations.AlterField("preference", "kind", models.CharField(choices=KINDS, max_length=15)),
        migrations.AddIndex("notice", models.Index(condition=Q(done_at=None), fields=["about"], name="notice_open_about")),
        migrations.AddIndex("notice", models.Index(condition=Q(is_announced=False), fields=["user"], name="notice_unannounced")),
        migrations.RunSQL(CLOSE, migrations.RunSQL.noop),
        migrations.RunSQL(MARK, UNMARK),
    ]
