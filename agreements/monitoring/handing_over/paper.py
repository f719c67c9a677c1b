"""The Berita Acara Serah Terima Tugas, printed from what the act recorded."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils import timezone

from agreements.documents import plain_pages
from agreements.documents.text import indonesian
from agreements.models import HandoverLine, Sort, TaskHandover
from kerjasama.accounts.models import Official, RegionProfile, Unit, User

from .holding import full_name_of

SECRETARIAT = "Sekretariat Daerah"


@dataclass(frozen=True)
class Signing:
    """One who signs: the name, and what is known of rank and place."""

    name: str
    nip: str
    rank: str
    place: str


@dataclass(frozen=True)
class LinesOfSort:
    """The lines of one kind, each with its number in the whole list."""

    title: str
    lines: list[tuple[int, HandoverLine]]


def render_handover(handover_id: int) -> None:
    """Make a queued Berita Acara. Run twice, it leaves one file."""
    row = TaskHandover.objects.select_related("person", "successor", "by").get(pk=handover_id)
    plain_pages.render_plain_page(row, "documents/task_handover.html", lambda: context_of(row))


def context_of(row: TaskHandover) -> dict[str, Any]:
    """What it prints; who the two are follows from the seats that passed."""
    region, day = RegionProfile.current(), timezone.localdate(row.at)
    lines = list(row.lines.select_related("successor", "unit").order_by("pk"))
    seats = [line for line in lines if line.sort == Sort.SEAT]
    held = [line.what for line in seats]
    passed = [line.what for line in seats if line.successor_id == row.successor_id]
    unit = _unit_of(seats)
    numbered = enumerate(lines, 1)
    groups = groupby(numbered, lambda pair: pair[1].sort)
    return {
        "handover": row,
        "region": region,
        "demo": region.is_demo,
        "second": str(unit or SECRETARIAT),
        "office": unit if unit and unit.address else None,
        "blank": indonesian.BLANK,
        "opening": indonesian.date_in_words(day),
        "since": indonesian.short_date(row.since),
        "ordered_on": indonesian.day_if_known(row.order_date),
        "short_date": indonesian.short_date(day),
        "giver": _signing(row.person, held),
        "taker": _signing(row.successor, [f"Penerus {what}" for what in passed]),
        "groups": [LinesOfSort(Sort(sort).label, list(pairs)) for sort, pairs in groups],
    }


def _unit_of(seats: list[HandoverLine]) -> Unit | None:
    """Whose kop it bears: that of the one unit of the seats, else the Sekretariat Daerah's."""
    units = {line.unit for line in seats if line.unit}
    unit = units.pop() if len(units) == 1 else None
    is_part = unit is not None and SECRETARIAT.casefold() in unit.name.casefold()
    return None if is_part else unit


def _signing(person: User, places: list[str]) -> Signing:
    known = Official.objects.filter(user=person).order_by("-since", "-pk").first() or Official()
    name = known.name or full_name_of(person) or person.username
    return Signing(name, known.nip, known.rank, "; ".join(places))
