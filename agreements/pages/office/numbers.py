"""Buku nomor: the numbers of a year by series, what became of each, and what is missing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page
from django.utils import timezone

from agreements.documents import numbering
from agreements.documents.kinds import KINDS
from agreements.documents.recorded_numbers import Recorded
from agreements.forms.numbers import ReserveForm
from agreements.models import Agreement, Number, NumberSeries

MOST_RECORDED = 50


@dataclass(frozen=True)
class NumberRow:
    """A number with the paper that bears it, or what it is reserved for."""

    number: Number
    purpose: str


@dataclass(frozen=True)
class SummaryRow:
    """A series in a year: how many numbers are in which state, and how many are missing."""

    counts: Mapping[str, Any]
    missing: int


@dataclass(frozen=True)
class Gaps:
    """The numbers of the chosen series that nothing here holds: missing ones, those recorded
    outside, and from which number the year goes on.
    """

    missing: Sequence[int] = ()
    recorded: Sequence[Recorded] = ()
    start: int = 1

    @property
    def begins_late(self) -> bool:
        """Whether the year goes on from a number given elsewhere."""
        return self.start > 1


@dataclass(frozen=True)
class NumberBookPage:
    """The book of one year, of all series or the chosen one; `agreement` is the case for whose
    paper a number is to be reserved, `shows_summary` says which list leaves as a file.
    """

    year: int
    years: list[int]
    series: NumberSeries | None
    summary: list[SummaryRow]
    numbers: list[NumberRow]
    pages: Page
    gaps: Gaps
    reserve_form: ReserveForm
    agreement: Agreement | None
    shows_summary: bool

    @property
    def rows(self) -> Sequence[NumberRow | SummaryRow]:
        """The list that leaves as a file."""
        return self.summary if self.shows_summary else self.numbers

    @property
    def opens_reserving(self) -> bool:
        """Whether the form that reserves a number stands open."""
        return self.reserve_form.is_bound or self.agreement is not None


def build_number_book(
    year: int,
    series: int,
    pages: Page,
    form: ReserveForm,
    agreement: Agreement | None,
    *,
    shows_summary: bool,
) -> NumberBookPage:
    """The book of a year; `series` is the key of the chosen one, 0 for all."""
    counts = list(numbering.count_numbers_by_year())
    unheld = numbering.unheld_numbers_of(year)
    return NumberBookPage(
        year=year,
        years=sorted({row["year"] for row in counts} | {timezone.localdate().year}, reverse=True),
        series=NumberSeries.objects.select_related("unit").filter(pk=series).first(),
        summary=[
            SummaryRow(row, len(unheld[row["series"]].missing))
            for row in counts
            if row["year"] == year
        ],
        numbers=[NumberRow(number, purpose_of(number)) for number in pages],
        pages=pages,
        gaps=_gaps_of(unheld.get(series)),
        reserve_form=form,
        agreement=agreement,
        shows_summary=shows_summary,
    )


def purpose_of(number: Number) -> str:
    """The paper that bears the number, or what it is reserved for."""
    if number.document is None:
        return number.reserved_for
    return f"{KINDS[number.document.kind].title} revisi {number.document.revision}"


def _gaps_of(unheld: numbering.Places | None) -> Gaps:
    if unheld is None:
        return Gaps()
    recorded = sorted(unheld.recorded.values(), key=lambda number: number.urut)
    return Gaps(unheld.missing, recorded[:MOST_RECORDED], unheld.start)
