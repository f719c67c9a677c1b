"""What the cooperations brought: indicators and rupiah against their targets."""

from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse

from agreements.models.agreement_queries import AgreementQuerySet
from agreements.monitoring.implementation.progress import Money
from agreements.monitoring.leadership.figures import (
    OUTCOMES,
    Indicators,
    LatestMeasure,
    Outcome,
    Realised,
)
from agreements.monitoring.turns import page_of_case
from agreements.pages.leadership import charts
from agreements.pages.leadership.charts import Bar
from agreements.pages.leadership.figures import Linked
from kerjasama.writing.figures import format_number

MOST_INDICATORS = 3
A_MILLION = 1_000_000


@dataclass(frozen=True)
class IndicatorLine:
    name: str
    told: str
    target: str
    bar: Bar
    address: str


@dataclass(frozen=True)
class MoneyLine:
    """Millions of rupiah by source."""

    label: str
    planned: str
    realised: str
    bar: Bar


def find_indicators(seen: AgreementQuerySet, as_of: int) -> list[IndicatorLine]:
    """Those that the newest accepted reports measured."""
    measured = Indicators(seen, (Outcome.REACHED, Outcome.MISSED))
    return [_line_of_indicator(row) for row in measured.first(MOST_INDICATORS, as_of)]


def count_indicators(seen: AgreementQuerySet, as_of: int) -> list[Linked]:
    """How many were reached, not reached, and not measured yet."""
    counts = Indicators(seen).by_outcome(as_of)
    return [
        Linked(counts[outcome], label.lower(), f"{reverse('indikator')}?hasil={outcome}")
        for outcome, label in OUTCOMES.items()
    ]


def _line_of_indicator(row: LatestMeasure) -> IndicatorLine:
    realised = row.realised or Decimal(0)
    tone = "" if row.outcome == Outcome.REACHED else "is-soon"
    return IndicatorLine(
        row.name,
        format_number(realised),
        f"{format_number(row.target)} {row.unit}",
        charts.make_bar(_progress(row), 1, tone),
        page_of_case(row.agreement_id),
    )


def _progress(row: LatestMeasure) -> float:
    """How much of the way from where it stood to its target; all of it when reached."""
    if row.outcome == Outcome.REACHED:
        return 1
    way = row.target - row.baseline
    if not way or row.realised is None:
        return 0
    return float((row.realised - row.baseline) / way)


def find_money(realised: Realised) -> list[MoneyLine]:
    """By source, and the sum of them when there are several."""
    sources = [*realised.sources]
    if len(sources) > 1:
        sources.append(realised.total)
    return [_line_of_money(row) for row in sources]


def _line_of_money(row: Money) -> MoneyLine:
    return MoneyLine(
        row.label,
        format_number(round(row.planned / A_MILLION)),
        format_number(round(row.realised / A_MILLION)),
        charts.make_bar(float(row.realised), float(row.planned)),
    )
