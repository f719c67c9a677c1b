from datetime import date

from django.db import migrations
from django.utils import timezone

OFFICES = {"SEKDA": "sekda", "HEAD_OF_REGION": "kepala_daerah"}
OF_UNIT = ("OPD_HEAD", "SECTION_HEAD", "LEGAL")


def tie_seats(apps, schema_editor):
    """Where a seat and an office are plainly of one person, by name and unit, they become one. No
    seat is made, ended or given a date.
    """
    today: date = timezone.localdate()
    officials = apps.get_model("accounts", "Official").objects
    for seat in apps.get_model("accounts", "Membership").objects.select_related("user"):
        if not seat.user.is_active or seat.role not in (*OFFICES, *OF_UNIT):
            continue
        rows = officials.filter(
            office=OFFICES.get(seat.role, "kepala_unit"),
            unit=seat.unit_id if seat.role in OF_UNIT else None,
            name__iexact=f"{seat.user.first_name} {seat.user.last_name}".strip(),
            capacity__in=("definitif", "Pj."),
            since__lte=today,
            user=None,
        ).exclude(until__lt=today)
        official = rows.first()
        if official is None:
            continue
        official.user = seat.user
        official.acts_as = seat.role if seat.role in OF_UNIT[1:] else ""
        official.save(update_fields=["user", "acts_as"])
        seat.official = official
        seat.save(update_fields=["official"])


class Migration(migrations.Migration):
    dependencies = [("accounts", "0013_seats_with_dates")]

    operations = [migrations.RunPython(tie_seats, migrations.RunPython.noop)]
