"""Numbers that naskah recorded from outside bear: the book never gives them again, and says why it
passes them over.

They are read from the records themselves, so that a correction, a record taken back and a new
pattern are seen at once.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from agreements.models import Agreement, Number, NumberSeries, NumberState, Origin
from kerjasama.accounts import patterns
from kerjasama.accounts.models import RegionProfile

SEVERAL = re.compile(r"\s*[;\n]\s*|\s*,\s+|\s+(?:dan|&)\s+")


@dataclass(frozen=True)
class Recorded:
    """A place of a series that a recorded naskah holds."""

    urut: int
    text: str
    agreement_id: int
    title: str


def recorded_numbers_of_year(
    series: Iterable[NumberSeries], year: int
) -> dict[int, dict[int, Recorded]]:
    """{series: {urut: who holds it}} of the naskah that were recorded with a number of that year."""  # noqa: E501
    rows = Agreement.objects.filter(
        origin=Origin.LEGACY, naskah_number__contains=str(year)
    ).order_by("pk")
    found = list(rows.values_list("pk", "title", "naskah_number"))
    default = RegionProfile.current().number_pattern if found else ""
    held: dict[int, dict[int, Recorded]] = {}
    for one in series:
        mine = held.setdefault(one.pk, {})
        for pk, title, written in found:
            for urut, text in _places_in(one, written, year, default):
                mine.setdefault(urut, Recorded(urut, text, pk, title))
    return held


def _places_in(
    series: NumberSeries, written: str, year: int, default: str
) -> list[tuple[int, str]]:
    read = [
        (_place(series, number, default), number) for number in SEVERAL.split(written) if number
    ]
    return [(place[0], number) for place, number in read if place and place[1] == year]


def given_to_papers(written: str, but: int | None = None) -> Number | None:
    """The number of the book that a naskah to be recorded bears, where a paper or another case has
    it; `but` is its own case.
    """
    return all_given([written], but).get(written)


def all_given(numbers: Iterable[str], but: int | None = None) -> dict[str, Number]:
    """Of the numbers of naskah to be recorded those that the book gave to a paper or holds for a
    case; in three queries.
    """
    asked = {number for number in numbers if number.strip()}
    if not asked:
        return {}
    taken = Q(state=NumberState.ISSUED, document__isnull=False) | Q(
        state=NumberState.RESERVED, agreement__isnull=False
    )
    rows = (
        Number.objects.filter(taken)
        .select_related("agreement")
        .only("text", "series", "urut", "year", "reserved_for", "agreement__title")
    )
    held = list(rows.exclude(agreement=but) if but else rows)
    by_text = {number.text.casefold(): number for number in held}
    by_place = {(number.series_id, number.urut, number.year): number for number in held}
    series, default = list(NumberSeries.objects.all()), RegionProfile.current().number_pattern
    found = {}
    for written in asked:
        for number in filter(None, SEVERAL.split(written.strip())):
            place = (
                by_place.get((one.pk, *at))
                for one in series
                if (at := _place(one, number, default))
            )
            if hit := by_text.get(" ".join(number.casefold().split())) or next(
                filter(None, place), None
            ):
                found[written] = hit
    return found


def _place(series: NumberSeries, number: str, default: str) -> tuple[int, int] | None:
    return patterns.place_in(
        series.pattern or default, number, series.code, series.classification, series.unit_code
    )


def hold_book() -> None:
    """Let nobody draw a number until the caller's transaction ends, so that none is drawn and
    recorded at once.
    """
    list(NumberSeries.objects.select_for_update().order_by("pk").values_list("pk"))
