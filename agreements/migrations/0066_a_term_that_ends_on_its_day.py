import datetime

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("agreements", "0065_candidates_for_the_mitra")]

    operations = [
        migrations.AddField(
            model_name="agreement",
            name="ends_on_its_day",
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.RemoveIndex(model_name="agreement", name="agreement_holding"),
        migrations.RemoveField(model_name="agreement", name="holds_until"),
        migrations.AddField(
            model_name="agreement",
            name="holds_until",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Case(
                    models.When(terminated=True, then="ends_on"),
                    models.When(
                        models.Q(
                            models.Q(("ends_on_its_day", False), ("renews_itself", True)),
                            models.Q(("ends_on__isnull", True), ("open_ended", True)),
                            _connector="OR",
                        ),
                        effective_on__isnull=False,
                        then=models.Value(datetime.date(9999, 12, 31)),
                    ),
                    default="ends_on",
                ),
                output_field=models.DateField(null=True),
            ),
        ),
        migrations.AddIndex(
            model_name="agreement",
            index=models.Index(fields=["holds_until"], name="agreement_holding"),
        ),
    ]
