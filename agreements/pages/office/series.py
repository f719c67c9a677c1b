"""The series of numbers: all of them with a number as each prints it, and one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from agreements.documents import numbering
from agreements.forms.series import SeriesForm, StartForm
from agreements.models import NumberSeries, NumberStart


@dataclass(frozen=True)
class SeriesRow:
    """A series with a number as it prints it."""

    series: NumberSeries
    example: str


@dataclass(frozen=True)
class AllSeriesPage:
    """All series, and the form for one of a unit."""

    rows: list[SeriesRow]
    form: SeriesForm


@dataclass(frozen=True)
class SeriesPage:
    """One series: its forms, from which numbers its years began, and its next number unless its
    pattern is being changed.
    """

    series: NumberSeries
    form: SeriesForm
    start: StartForm
    starts: Sequence[NumberStart]
    next_number: str


def build_all_series_page(form: SeriesForm, today: date) -> AllSeriesPage:
    """The page with the form as it was typed."""
    rows = NumberSeries.objects.select_related("unit")
    return AllSeriesPage([SeriesRow(row, numbering.text_of(row, 7, today)) for row in rows], form)


def build_series_page(
    row: NumberSeries, form: SeriesForm, start: StartForm, today: date
) -> SeriesPage:
    """The page with both forms as they were typed."""
    next_number = ""
    if not form.is_bound:
        next_number = numbering.text_of(row, numbering.next_urut(row, today.year), today)
    return SeriesPage(row, form, start, list(row.starts.select_related("by")), next_number)
