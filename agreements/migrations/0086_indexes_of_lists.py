from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0014_seats_of_offices"),
        ("agreements", "0085_task_handovers"),
        ("partners", "0007_kinds_of_their_own"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="agreement",
            name="agreement_standing",
        ),
        migrations.RemoveIndex(
            model_name="agreement",
            name="agreement_newest",
        ),
        migrations.AddIndex(
            model_name="agreement",
            index=models.Index(
                fields=["state", "stage_code", "track_code"],
                include=(
                    "id",
                    "owner",
                    "holders",
                    "term_key",
                    "term_from",
                    "urusan",
                    "origin",
                    "track_version",
                    "effective_on",
                    "ends_on",
                    "holds_until",
                    "terminated",
                ),
                name="agreement_standing",
            ),
        ),
        migrations.AddIndex(
            model_name="agreement",
            index=models.Index(
                fields=["-created_at", "-id"],
                include=(
                    "origin",
                    "state",
                    "stage_code",
                    "track_code",
                    "track_version",
                    "term_key",
                    "term_from",
                    "holds_until",
                    "terminated",
                ),
                name="agreement_newest",
            ),
        ),
        migrations.AddIndex(
            model_name="agreement",
            index=models.Index(
                fields=["title", "id"],
                include=(
                    "origin",
                    "state",
                    "stage_code",
                    "track_code",
                    "holds_until",
                    "terminated",
                    "owner",
                ),
                name="agreement_titled",
            ),
        ),
        migrations.AddIndex(
            model_name="agreement",
            index=models.Index(
                condition=models.Q(("state", "berjalan")),
                fields=["term_from", "stage_entered_at", "id"],
                include=("origin", "holders", "owner", "track_version", "term_key"),
                name="agreement_waiting",
            ),
        ),
    ]
