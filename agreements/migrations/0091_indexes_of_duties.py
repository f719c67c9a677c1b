from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0014_seats_of_offices"),
        ("agreements", "0090_files_of_annexes"),
        ("partners", "0008_likeness_is_dear"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="agreement",
            index=models.Index(
                condition=models.Q(("effective_on__isnull", False)),
                fields=["effective_on"],
                include=(
                    "id",
                    "track_code",
                    "owner",
                    "ends_on",
                    "holds_until",
                    "owed_from",
                    "state",
                    "stage_code",
                    "terminated",
                    "origin",
                ),
                name="agreement_signed",
            ),
        ),
        migrations.AddIndex(
            model_name="evidence",
            index=models.Index(
                condition=models.Q(("void", False)),
                fields=["agreement", "requirement_code"],
                include=("at", "decided_on", "fulfilment"),
                name="evidence_standing",
            ),
        ),
    ]
