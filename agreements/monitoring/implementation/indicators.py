"""What the accepted reports measured: each indicator of an agreement with its values by period, and
how far it has come.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from agreements.models import Agreement, Indicator, Report, ReportState


class Point(NamedTuple):
    """One measured value, with the name of its period."""

    label: str
    value: Decimal


@dataclass(frozen=True)
class Series:
    """An indicator from its baseline to its target, with what was measured since in the order of
    time.
    """

    name: str
    unit: str
    baseline: Decimal
    target: Decimal
    points: tuple[Point, ...]

    @property
    def direction(self) -> str:
        """Whether the value is to rise, to fall or to stay."""
        if self.target == self.baseline:
            return "bertahan"
        return "naik" if self.target > self.baseline else "turun"

    @property
    def latest(self) -> Decimal | None:
        """The value measured last."""
        if not self.points:
            return None
        return self.points[-1].value

    @property
    def is_reached(self) -> bool:
        """Whether the last value holds or betters the target, as the dasbor counts it; a level to
        be kept is bettered upwards.
        """
        if self.latest is None:
            return False
        if self.target >= self.baseline:
            return self.latest >= self.target
        return self.latest <= self.target

    @property
    def share(self) -> int | None:
        """How much of the way to the target is done, in percent; below zero where it got worse.
        None while that cannot be said.
        """
        if self.latest is None or self.target == self.baseline:
            return None
        return int(100 * (self.latest - self.baseline) / (self.target - self.baseline))

    def told(self) -> dict[str, Any]:
        """As text, to be kept."""
        points = [{"label": point.label, "value": str(point.value)} for point in self.points]
        known = {
            "name": self.name,
            "unit": self.unit,
            "baseline": str(self.baseline),
            "target": str(self.target),
            "points": points,
        }
        return known | {"direction": self.direction, "reached": self.is_reached}


def indicators_of(agreement: Agreement) -> list[Series]:
    """The indicators of this agreement, in two queries."""
    points = _points([agreement.pk])
    rows = Indicator.objects.filter(agreement=agreement).order_by("pk")
    return [
        Series(row.name, row.unit, row.baseline, row.target, tuple(points[row.pk])) for row in rows
    ]


def first_indicators_of(agreements: Collection[int]) -> dict[int, Series]:
    """The first indicator of each agreement that has one, in two queries for any number of them."""
    points = _points(agreements)
    rows = Indicator.objects.filter(agreement__in=agreements).order_by("agreement_id", "pk")
    return {
        row.agreement_id: Series(
            row.name, row.unit, row.baseline, row.target, tuple(points[row.pk])
        )
        for row in rows.distinct("agreement_id")
    }


def _points(agreements: Collection[int]) -> dict[int, list[Point]]:
    """What was measured, by indicator."""
    reports = Report.objects.filter(agreement__in=agreements, state=ReportState.ACCEPTED).only(
        "duty_code", "period", "indicators"
    )
    points = defaultdict(list)
    for report in sorted(reports, key=_in_time):
        for row in report.indicators:
            if row["realised"]:
                points[row["id"]].append(Point(report.label, Decimal(row["realised"])))
    return points


def _in_time(report: Report) -> tuple[date, int]:
    return report.period, report.pk
