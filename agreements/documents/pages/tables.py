"""The rows that papers print: indicators, activities with their time and money, and the papers made
before.
"""

from collections.abc import Iterable
from datetime import date
from itertools import groupby

from agreements.documents.text import indonesian
from agreements.models import Activity, Agreement, DocumentState, Evidence
from agreements.models.activity import MONEY, SOURCES
from kerjasama.writing.figures import format_money

QUARTERS = ("I", "II", "III", "IV")


def indicator_rows_of(agreement: Agreement) -> list[dict]:
    return [
        {
            "name": row.name,
            "unit": row.unit,
            "baseline": indonesian.decimal(row.baseline),
            "target": indonesian.decimal(row.target),
        }
        for row in agreement.indicators.all()
    ]


def finished_papers_of(agreement: Agreement) -> dict[str, dict]:
    """The newest finished paper of each kind: its number and date."""
    ready = agreement.documents.filter(state=DocumentState.READY, draft=False).order_by("pk")
    return {
        p.kind: {
            "number": p.number,
            "date": indonesian.short_date(date.fromisoformat(p.context["date"])),
        }
        for p in ready
    }


def recorded_day_of(record: Evidence | None) -> str:
    """The day of a record in words; empty when it is not there, or recorded without its day."""
    return indonesian.short_date(record.decided_on) if record and record.decided_on else ""


def quarters_of_activity(activity: Activity) -> str:
    first, last = QUARTERS[activity.quarter_from - 1], QUARTERS[activity.quarter_to - 1]
    return f"triwulan {first}" if first == last else f"triwulan {first}–{last}"


def total_costs_of(activities: Iterable[Activity]) -> list[str]:
    """What the activities cost together: by region, partner and other source, and in all."""
    rows = list(activities)
    shares = [sum(getattr(row, field) for row in rows) for field in MONEY]
    return [indonesian.decimal(share) if share else "–" for share in (*shares, sum(shares))]


def activities_with_costs(activities: Iterable[Activity]) -> list[dict]:
    return [
        {
            "activity": row,
            "when": quarters_of_activity(row),
            "amounts": total_costs_of([row]),
            "sources": sources_of_activity(row),
        }
        for row in activities
    ]


def sources_of_activity(row: Activity) -> list[tuple[str, str]]:
    """What the activity is paid with, in money and in kind."""
    known = [(label, getattr(row, name)) for name, label in SOURCES.items()]
    told = {"Barang/jasa": f" ({row.in_kind})" if row.in_kind else ""}
    return [
        (label + told.get(label, ""), format_money(amount)) for label, amount in known if amount
    ]


def by_year(activities: list[Activity]) -> list[dict]:
    """Each year's activities with their costs and the year's sums."""
    years = [(year, list(rows)) for year, rows in groupby(activities, lambda row: row.year)]
    return [
        {"year": year, "rows": activities_with_costs(rows), "amounts": total_costs_of(rows)}
        for year, rows in years
    ]


def quarter_calendar_of(activities: list[Activity]) -> dict:
    """The quarters of all years, and for each activity those in which it is carried out; one name
    in several years is one line.
    """
    years = sorted({row.year for row in activities})
    span = list(range(years[0], years[-1] + 1)) if years else []
    busy: dict[str, set] = {}
    for row in activities:
        busy.setdefault(row.name, set()).update(
            (row.year, quarter) for quarter in range(row.quarter_from, row.quarter_to + 1)
        )
    slots = [(year, quarter) for year in span for quarter in range(1, 5)]
    lines = [
        {"name": name, "slots": [slot in taken for slot in slots]} for name, taken in busy.items()
    ]
    return {"years": span, "lines": lines, "width": f"{min(0.55, 9 / max(1, len(slots))):.2f}cm"}
