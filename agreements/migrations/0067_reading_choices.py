from django.db import migrations, models

APPEND_ONLY = """
CREATE FUNCTION refuse_change_of_reading_choice() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'choices of a reading are append-only'; END $$;
CREATE TRIGGER reading_choices_are_append_only BEFORE UPDATE OR DELETE ON agreements_readingchoice
FOR EACH ROW EXECUTE FUNCTION refuse_change_of_reading_choice();
"""
FREE = (
    "DROP TRIGGER reading_choices_are_append_only ON agreements_readingchoice;"
    " DROP FUNCTION refuse_change_of_reading_choice();"
)


class Migration(migrations.Migration):
    dependencies = [("agreements", "0066_a_term_that_ends_on_its_day")]

    operations = [
        migrations.RenameModel("ReadingSetting", "ReadingChoice"),
        migrations.RenameField("ReadingChoice", "changed_by", "by"),
        migrations.RenameField("ReadingChoice", "changed_at", "at"),
        migrations.AlterField("ReadingChoice", "at", models.DateTimeField(auto_now_add=True)),
        migrations.AlterField("ReadingChoice", "reading", models.CharField(max_length=30)),
        migrations.AddField(
            "ReadingChoice",
            "reason",
            models.TextField("alasan", default="Dipilih sebelum alasannya dicatat."),
            preserve_default=False,
        ),
        migrations.AlterModelOptions("ReadingChoice", {"ordering": ["pk"]}),
        migrations.AddConstraint(
            "ReadingChoice",
            models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="reading_has_a_reason"
            ),
        ),
        migrations.RunSQL(APPEND_ONLY, FREE),
    ]
