"""What the accepted reports measured: each indicator of an agreement with its values by period, and how far it has come."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from agreements.models import Agreement, Indicator, Report, ReportState


class Point(NamedTuple):
    """One measured value, with the name of its period."""

    label: str
    value: Decimal


@dataclass(frozen=True)
class Series:
    """An indicator from its baseline to its target, with what was measured since in the order of time."""

    name: str
    unit: str
    baseline: Decimal
    target: Decimal
    points: tuple[Point, ...]

    @property
    def direction(self) -> str:
        if self.target == self.baseline:
            return "bertahan"
        return "naik" if self.target > self.baseline else "turun"

    @property
    def latest(self) -> Decimal | None:
        return self.points[-1].value if self.points else None

    @property
    def is_reached(self) -> bool:
        """Whether the last value holds or betters the target, as the dasbor counts it; a level to be kept is bettered upwards."""
        if self.latest is None:
            return False
        return self.latest >= self.target if self.target >= self.baseline else self.latest <= self.target

    @property
    def share(self) -> int | None:
        """How much of the way to the target is done, in percent; below zero where it got worse. None while that cannot be said."""
        if self.latest is None or self.target == self.baseline:
            return None
        return int(100 * (self.latest - self.baseline) / (self.target - self.baseline))

    def told(self) -> dict:
        """As text, to be kept."""
        points = [{"label": point.label, "value": str(point.value)} for point in self.points]
        known = {"name": self.name, "unit": self.unit, "baseline": str(self.baseline), "target": str(self.target), "points": points}
        return known | {"direction": self.direction, "reached": self.is_reached}


class Reached(NamedTuple):
    """Of all indicators those that were measured, and of these those that reached their target."""

    reached: int
    measured: int
    total: int


def indicators_of(agreement: Agreement) -> list[Series]:
    return by_agreement([agreement.pk])[agreement.pk]


def by_agreement(agreements: Iterable[int]) -> dict[int, list[Series]]:
    """The indicators of each of these agreements, by primary key, in two queries."""
    keys = list(agreements)
    points = _points(keys)
    found: dict[int, list[Series]] = {key: [] for key in keys}
    for row in Indicator.objects.filter(agreement__in=keys).order_by("pk"):
        found[row.agreement_id].append(Series(row.name, row.unit, row.baseline, row.target, tuple(points[row.agreement_id, row.pk])))
    return found


def count_reached(agreements: Iterable[int]) -> Reached:
    rows = [row for series in by_agreement(agreements).values() for row in series]
    return Reached(sum(row.is_reached for row in rows), sum(row.latest is not None for row in rows), len(rows))


def _points(keys: list[int]) -> dict[tuple[int, int], list[Point]]:
    """What was measured, by agreement and indicator."""
    reports = Report.objects.filter(agreement__in=keys, state=ReportState.ACCEPTED).only(
        "agreement_id", "duty_code", "period", "indicators"
    )
    points = defaultdict(list)
    for report in sorted(reports, key=_in_time):
        for row in report.indicators:
            if row["realised"]:
                points[report.agreement_id, row["id"]].append(Point(report.label, Decimal(row["realised"])))
    return points


def _in_time(report: Report) -> tuple[date, int]:
    return report.period, report.pk
