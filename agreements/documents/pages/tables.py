"""The rows that papers print: indicators, activities with their time and money, and the papers made
before.
"""

from collections.abc import Iterable
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from agreements.documents import signers
from agreements.documents.text import indonesian
from agreements.models import Activity, Agreement, DocumentState, Evidence
from agreements.models.activity import MONEY, SOURCES
from kerjasama.writing.figures import format_money

QUARTERS = ("I", "II", "III", "IV")
NOTHING = "–"


class IndicatorRow(NamedTuple):
    """An indicator of public service, its figures as papers write them."""

    name: str
    unit: str
    baseline: str
    target: str


class Known(NamedTuple):
    """What is known of a paper or record that exists: its number, where it bears one, and its
    date.
    """

    number: str
    date: str


class CostedActivity(NamedTuple):
    """An activity with its quarters; `amounts` as `total_costs_of` tells them."""

    activity: Activity
    when: str
    amounts: list[str]
    sources: list[tuple[str, str]]


class YearOfPlan(NamedTuple):
    """The activities of one year, and what they cost together."""

    year: int
    rows: list[CostedActivity]
    amounts: list[str]


class CalendarLine(NamedTuple):
    """An activity, and for each quarter of the calendar whether it is carried out in it."""

    name: str
    slots: list[bool]


class QuarterCalendar(NamedTuple):
    """The quarters of all years of a plan; `width` is that of one quarter, as CSS."""

    years: list[int]
    lines: list[CalendarLine]
    width: str


def indicator_rows_of(agreement: Agreement) -> list[IndicatorRow]:
    """The indicators of the case, as papers list them."""
    return [
        IndicatorRow(
            row.name, row.unit, indonesian.decimal(row.baseline), indonesian.decimal(row.target)
        )
        for row in agreement.indicators.all()
    ]


def finished_papers_of(agreement: Agreement) -> dict[str, Known]:
    """The newest finished paper of each kind: its number and date."""
    ready = agreement.documents.filter(state=DocumentState.READY, draft=False).order_by("pk")
    return {
        paper.kind: Known(paper.number, indonesian.short_date(signers.day_of(paper)))
        for paper in ready
    }


def recorded_day_of(record: Evidence | None) -> str:
    """The day of a record in words; empty when it is not there, or recorded without its day."""
    if record is None:
        return ""
    return indonesian.day_if_known(record.decided_on)


def quarters_of_activity(activity: Activity) -> str:
    """ "triwulan II–III"."""
    first, last = QUARTERS[activity.quarter_from - 1], QUARTERS[activity.quarter_to - 1]
    if first == last:
        return f"triwulan {first}"
    return f"triwulan {first}–{last}"


def format_amount(amount: Decimal | int | None) -> str:
    """An amount in a table; a dash where there is none."""
    if not amount:
        return NOTHING
    return indonesian.decimal(amount)


def total_costs_of(activities: Iterable[Activity]) -> list[str]:
    """What the activities cost together: by region, partner and other source, and in all."""
    rows = list(activities)
    shares = [sum(getattr(row, field) for row in rows) for field in MONEY]
    return [format_amount(share) for share in (*shares, sum(shares))]


def activities_with_costs(activities: Iterable[Activity]) -> list[CostedActivity]:
    """Each activity with its quarters, costs and sources."""
    return [
        CostedActivity(
            row, quarters_of_activity(row), total_costs_of([row]), sources_of_activity(row)
        )
        for row in activities
    ]


def sources_of_activity(row: Activity) -> list[tuple[str, str]]:
    """What the activity is paid with, in money and in kind."""
    known = [(row.source_called(name), getattr(row, name)) for name in SOURCES]
    told = {}
    if row.in_kind:
        told["Barang/jasa"] = f" ({row.in_kind})"
    return [
        (label + told.get(label, ""), format_money(amount)) for label, amount in known if amount
    ]


def by_year(activities: list[Activity]) -> list[YearOfPlan]:
    """Each year's activities with their costs and the year's sums."""
    years = [(year, list(rows)) for year, rows in groupby(activities, lambda row: row.year)]
    return [
        YearOfPlan(year, activities_with_costs(rows), total_costs_of(rows)) for year, rows in years
    ]


def quarter_calendar_of(activities: list[Activity]) -> QuarterCalendar:
    """The quarters of all years, and for each activity those in which it is carried out; one name
    in several years is one line.
    """
    busy: dict[str, set[tuple[int, int]]] = {}
    for row in activities:
        busy.setdefault(row.name, set()).update(_slots_of(row))
    years = _years_of(activities)
    slots = [(year, quarter) for year in years for quarter in range(1, 5)]
    lines = []
    for name, taken in busy.items():
        lines.append(CalendarLine(name, [slot in taken for slot in slots]))
    width = min(0.55, 9 / max(1, len(slots)))
    return QuarterCalendar(years, lines, f"{width:.2f}cm")


def _slots_of(row: Activity) -> list[tuple[int, int]]:
    """(year, quarter) of those in which it is carried out."""
    return [(row.year, quarter) for quarter in range(row.quarter_from, row.quarter_to + 1)]


def _years_of(activities: list[Activity]) -> list[int]:
    """All from the first year to the last, those without activities too."""
    if not activities:
        return []
    years = [row.year for row in activities]
    return list(range(min(years), max(years) + 1))
