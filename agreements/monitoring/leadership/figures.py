"""What the cooperations come to, summed in SQL: for the dasbor and the Lembar Pimpinan. Each figure
has a list that it opens.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import Count, Q

from agreements.models import Origin, ProgressState, ReportState
from agreements.models.activity import SOURCES
from agreements.models.agreement_queries import AgreementQuerySet
from agreements.monitoring.duties.derived import Derived, fetch_kept, keys_of, words_of
from agreements.monitoring.ending import deciding
from agreements.monitoring.implementation.progress import Money
from agreements.regulations import expiry
from agreements.workflow.deadlines import Calendar

# Up to how many days before the end; each window begins where the one before ends.
WINDOWS = (30, 60, 90, 180)


class Window(NamedTuple):
    """Agreements that end within these days from today."""

    first: int
    last: int

    @property
    def label(self) -> str:
        return f"{self.first}–{self.last} hari lagi" if self.first else f"Dalam {self.last} hari"

    def narrow(self, rows: AgreementQuerySet, today: date) -> AgreementQuerySet:
        return rows.expiring(today + timedelta(self.first), today + timedelta(self.last))


LADDER = tuple(
    Window(before + 1 if before else 0, days)
    for before, days in zip((0, *WINDOWS), WINDOWS, strict=False)
)


def count_expiring(
    seen: AgreementQuerySet, today: date, calendar: Calendar
) -> tuple[list[tuple[Window, int]], int]:
    """How many end in each window, and of how many that was to be decided by now and is not;
    counted together.
    """
    ends = {
        f"n{w.last}": Count(
            "pk", Q(ends_on__range=(today + timedelta(w.first), today + timedelta(w.last)))
        )
        for w in LADDER
    }
    ends["undecided"] = Count(
        "pk", Q(pk__in=deciding.awaited_decisions(seen, today, calendar).order_by().values("pk"))
    )
    longest = max(WINDOWS[-1], *(deciding.days_before(term, calendar) for term in expiry.TERMS))
    found = (
        seen.order_by().filter(ends_on__range=(today, today + timedelta(longest))).aggregate(**ends)
    )
    return [(window, found[f"n{window.last}"]) for window in LADDER], found["undecided"]


@dataclass(frozen=True)
class Realised:
    """The plans of one year against what was verified."""

    year: int
    agreements: int
    activities: int
    percent: int
    sources: list[Money]
    before: Decimal

    @property
    def percent_before(self) -> int:
        """How much of the plan had been realised then; 0 where nothing was planned."""
        return Money("", self.total.planned, self.before).percent or 0

    @property
    def total(self) -> Money:
        planned = sum((source.planned for source in self.sources), Decimal(0))
        realised = sum((source.realised for source in self.sources), Decimal(0))
        return Money("Jumlah", planned, realised)


REALISED = """
SELECT count(DISTINCT a.agreement_id), count(*), coalesce(avg(coalesce(done.percent, 0)), 0),
    coalesce(sum(done.before), 0), {planned}, {realised}
FROM agreements_activity a
LEFT JOIN LATERAL (
    SELECT (array_agg(percent ORDER BY quarter DESC))[1] AS percent, {sums},
        sum({each}) FILTER (WHERE coalesce(judged_at, '-infinity') < %(then)s) AS before
    FROM agreements_progress
    WHERE activity_id = a.id AND state = %(verified)s
) done ON true
WHERE a.year = %(year)s AND a.agreement_id IN ({visible})
"""


def sum_realised(
    seen: AgreementQuerySet, year: int, as_of: int | None = None, then: datetime | None = None
) -> Realised:
    """Money and progress under what is signed. Only what was verified counts; `before` is what had
    been verified by `then`.
    """
    visible = keys_of(seen.with_plan_of(year))
    parts = {
        "visible": visible.sql,
        "planned": ", ".join(f"coalesce(sum(a.{name}), 0)" for name in SOURCES),
        "realised": ", ".join(f"coalesce(sum(done.{name}), 0)" for name in SOURCES),
        "each": " + ".join(SOURCES),
        "sums": ", ".join(f"sum({name}) AS {name}" for name in SOURCES),
    }
    asked = {"verified": ProgressState.VERIFIED.value, "year": year, "then": then}
    ((agreements, activities, percent, before, *amounts),) = fetch_kept(
        REALISED.format(**parts), visible.params | asked, as_of
    )
    planned, realised = amounts[: len(SOURCES)], amounts[len(SOURCES) :]
    sources = [Money(*row) for row in zip(SOURCES.values(), planned, realised, strict=True)]
    with_money = [row for row in sources if row.planned or row.realised]
    return Realised(year, agreements, activities, round(percent), with_money, before)


class Outcome(StrEnum):
    REACHED = "tercapai"
    MISSED = "belum"
    UNMEASURED = "belum-diukur"


OUTCOMES = {
    Outcome.REACHED: "Tercapai",
    Outcome.MISSED: "Belum tercapai",
    Outcome.UNMEASURED: "Belum diukur",
}


class LatestMeasure(NamedTuple):
    """An indicator as the newest accepted report that measured it tells; `period` is that of the
    report.
    """

    agreement_id: int
    name: str
    unit: str
    baseline: Decimal
    target: Decimal
    realised: Decimal | None
    outcome: Outcome
    period: date
    duty_code: str

    @property
    def label(self) -> str:
        return OUTCOMES[self.outcome]

    @property
    def is_reached(self) -> bool:
        return self.outcome == Outcome.REACHED

    @property
    def is_missed(self) -> bool:
        return self.outcome == Outcome.MISSED


# A target below where it stood is reached from above: the rule of `indicators.Series.is_reached`.
INDICATORS = """
WITH told AS (
    SELECT DISTINCT ON (r.agreement_id, i.id) r.agreement_id, i.id, i.name, i.unit,
        i.baseline::numeric, i.target::numeric, nullif(i.realised, '')::numeric AS realised,
        r.period, r.duty_code
    FROM agreements_report r
    CROSS JOIN LATERAL jsonb_to_recordset(r.indicators)
        AS i (id bigint, name text, unit text, baseline text, target text, realised text)
    WHERE r.state = %(accepted)s AND r.agreement_id IN ({visible})
    ORDER BY r.agreement_id, i.id, i.realised = '', r.period DESC, r.id DESC
), judged AS (
    SELECT told.*,
        CASE
            WHEN realised IS NULL THEN %(outcome_unmeasured)s
            WHEN target >= baseline AND realised >= target THEN %(outcome_reached)s
            WHEN target < baseline AND realised <= target THEN %(outcome_reached)s
            ELSE %(outcome_missed)s
        END AS outcome
    FROM told
)
SELECT {wanted} FROM judged WHERE outcome = ANY (%(outcomes)s)
"""


class Indicators(Derived[LatestMeasure]):
    """The indicators of accepted reports, narrowed to some outcomes."""

    sql = INDICATORS
    columns = "agreement_id, name, unit, baseline, target, realised, outcome, period, duty_code"
    order = "period DESC, agreement_id, id"

    def __init__(
        self, seen: AgreementQuerySet, outcomes: tuple[Outcome, ...] = tuple(Outcome)
    ) -> None:
        asked = {
            "accepted": ReportState.ACCEPTED.value,
            "outcomes": [outcome.value for outcome in outcomes],
        }
        super().__init__(seen, words_of(Outcome, "outcome") | asked)

    def row(self, *values: Any) -> LatestMeasure:
        told = LatestMeasure(*values)
        return told._replace(outcome=Outcome(told.outcome))

    def by_outcome(self, as_of: int | None = None) -> dict[Outcome, int]:
        found = dict(self.kept("outcome, count(*)", " GROUP BY outcome", as_of))
        return {outcome: found.get(outcome, 0) for outcome in Outcome}


class TrackTime(NamedTuple):
    track_code: str
    cases: int
    median_days: float


SIGNED_AFTER = """
SELECT track_code, count(*),
    percentile_cont(0.5) WITHIN GROUP (
        ORDER BY effective_on - (created_at AT TIME ZONE %(zone)s)::date
    )
FROM agreements_agreement WHERE id IN ({visible}) GROUP BY track_code ORDER BY 2 DESC, 1
"""


def days_to_signature(seen: AgreementQuerySet, as_of: int | None = None) -> list[TrackTime]:
    """Per track, the median days from the proposal to the signing of the last naskah, of what was
    proposed here.
    """
    visible = keys_of(seen.signed().filter(origin=Origin.SYSTEM))
    statement = SIGNED_AFTER.format(visible=visible.sql)
    rows = fetch_kept(statement, visible.params | {"zone": settings.TIME_ZONE}, as_of)
    return [TrackTime(*row) for row in rows]
