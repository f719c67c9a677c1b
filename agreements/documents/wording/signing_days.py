"""On which day and where each party signed, in words."""

from datetime import date

from agreements.documents.text import indonesian
from agreements.models import Agreement, PartySigning
from kerjasama.accounts.models import RegionProfile


def day_and_place(day: date, place: str) -> str:
    """ "12 Maret 2026 di Samarinda"."""
    said = indonesian.short_date(day)
    return f"{said} di {indonesian.flatten_name(place)}" if place else said


def own_days_of_parties(agreement: Agreement, kind: str) -> list[tuple[str, str]]:
    """The name of each party with its day and place; empty while no party has any of its own."""
    rows = PartySigning.objects.of_naskah(agreement, kind)
    if not rows:
        return []
    region = RegionProfile.current().name
    named = [
        (region if party.is_region else indonesian.flatten_name(party.name), rows.get(party.pk))
        for party in agreement.parties.all()
    ]
    return [(name, day_and_place(row.day, row.place)) for name, row in named if row]
