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
    """{series: {urut: who holds it}} of the naskah recorded with a number of that year."""
    rows = Agreement.objects.filter(origin=Origin.LEGACY, naskah_number__contains=str(year))
    found = list(rows.order_by("pk").values_list("pk", "title", "naskah_number"))
    default = ""
    if found:
        default = RegionProfile.current().number_pattern
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
    numbers = filter(None, SEVERAL.split(written))
    read = [(_place(series, number, default), number) for number in numbers]
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
    rows = Number.objects.filter(taken).select_related("agreement")
    rows = rows.only("text", "series", "urut", "year", "reserved_for", "agreement__title")
    if but:
        rows = rows.exclude(agreement=but)
    book = _Held(rows)
    found = {}
    for written in asked:
        for number in filter(None, SEVERAL.split(written.strip())):
            if hit := book.find(number):
                found[written] = hit
    return found


class _Held:
    """Numbers that are held, found by their text or by their place in a series."""

    def __init__(self, held: Iterable[Number]) -> None:
        self.by_text: dict[str, Number] = {}
        self.by_place: dict[tuple[int, int, int], Number] = {}
        for number in held:
            self.by_text[number.text.casefold()] = number
            self.by_place[number.series_id, number.urut, number.year] = number
        self.series = list(NumberSeries.objects.all())
        self.default = RegionProfile.current().number_pattern

    def find(self, written: str) -> Number | None:
        """The number that is written so, with whatever spaces and capitals."""
        if hit := self.by_text.get(" ".join(written.casefold().split())):
            return hit
        for one in self.series:
            place = _place(one, written, self.default)
            if place and (hit := self.by_place.get((one.pk, *place))):
                return hit
        return None


def _place(series: NumberSeries, number: str, default: str) -> tuple[int, int] | None:
    return patterns.place_in(
        series.pattern or default, number, series.code, series.classification, series.unit_code
    )


def hold_book() -> None:
    """Let nobody draw a number until the caller's transaction ends, so that none is drawn and
    recorded at once.
    """
    list(NumberSeries.objects.select_for_update().order_by("pk").values_list("pk"))
