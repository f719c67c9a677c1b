"""How the figures move: against the end of the last quarter, from quarter to quarter, and by
stage.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from django.conf import settings
from django.db.models import Count, Q
from django.utils import timezone

from agreements.models import RESTING, Origin
from agreements.models.agreement_queries import AgreementQuerySet
from agreements.models.progress import first_day_of_quarter
from agreements.models.status import IMPLEMENTING, Status, where_status
from agreements.monitoring.duties.derived import fetch_kept, keys_of
from agreements.workflow.deadlines import Calendar

ONE_DAY, SOON = timedelta(1), timedelta(90)
ROMAN = ("I", "II", "III", "IV")
# How long what all clocks are read for is kept, whatever happens.
KEPT_SECONDS = 600
CARRIED_OUT = (Status.IN_FORCE, Status.OVER, Status.ENDED)


class Quarter(NamedTuple):
    year: int
    number: int

    @property
    def name(self) -> str:
        return f"triwulan {ROMAN[self.number - 1]}"

    @property
    def short_name(self) -> str:
        """ "III 26"."""
        return f"{ROMAN[self.number - 1]} {self.year % 100:02}"

    @property
    def first(self) -> date:
        return first_day_of_quarter(self.year, self.number)

    @property
    def last(self) -> date:
        return self.next.first - ONE_DAY

    @property
    def next(self) -> "Quarter":
        return quarter_of(self.first + timedelta(95))

    @property
    def before(self) -> "Quarter":
        return quarter_of(self.first - ONE_DAY)


def quarter_of(day: date) -> Quarter:
    """The quarter in which that day lies."""
    return Quarter(day.year, (day.month + 2) // 3)


def quarter_begins(day: date) -> datetime:
    """The moment at which the quarter of that day begins."""
    return timezone.make_aware(datetime.combine(quarter_of(day).first, time.min))


@dataclass(frozen=True)
class Standing:
    """How many cases hold, are made and are late today, and how many held and were made on the
    last day of the last quarter.
    """

    in_force: int
    in_force_before: int
    on_their_way: int
    on_their_way_before: int
    late: int
    ending: int
    ending_soon: int


HELD_THEN = """
SELECT count(DISTINCT agreement_id) FROM agreements_clock
WHERE agreement_id IN ({visible}) AND owner <> ALL (%(resting)s)
    AND stage_code <> ALL (%(implementing)s)
    AND started_at < %(moment)s AND (ended_at IS NULL OR ended_at >= %(moment)s)
"""


def count_standing(
    seen: AgreementQuerySet, today: date, calendar: Calendar, until: date, as_of: int
) -> Standing:
    """`ending` are those that end before `until`."""
    then = quarter_of(today).before.last
    carried_out = Q()
    for status in CARRIED_OUT:
        carried_out |= where_status(status, today)
    held_then = carried_out & Q(effective_on__lte=then, holds_until__gte=then)
    found = seen.order_by().aggregate(
        in_force=Count("pk", where_status(Status.IN_FORCE, today)),
        in_force_before=Count("pk", held_then),
        on_their_way=Count("pk", where_status(Status.ON_ITS_WAY, today)),
        ending=Count("pk", Q(ends_on__gte=today, ends_on__lt=until)),
        ending_soon=Count("pk", Q(ends_on__range=(today, today + SOON))),
    )
    # The terms are many: counted apart, they are compiled once.
    late = seen.running().filter(calendar.overdue(today)).count()
    return Standing(**found, late=late, on_their_way_before=_count_on_their_way(seen, then, as_of))


def _count_on_their_way(seen: AgreementQuerySet, day: date, as_of: int) -> int:
    """How many somebody held at the end of that day, before all was signed."""
    visible = keys_of(seen)
    moment = timezone.make_aware(datetime.combine(day + ONE_DAY, time.min))
    asked = {"resting": [*RESTING], "implementing": sorted(IMPLEMENTING), "moment": moment}
    statement = HELD_THEN.format(visible=visible.sql)
    return fetch_kept(statement, visible.params | asked, as_of)[0][0]


SIGNED_WITHIN = """
SELECT count(*) FILTER (WHERE effective_on > %(year_ago)s AND effective_on <= %(today)s),
    {median} FILTER (WHERE effective_on > %(year_ago)s AND effective_on <= %(today)s),
    {median} FILTER (WHERE effective_on > %(year_before)s AND effective_on <= %(then)s)
FROM agreements_agreement WHERE id IN ({visible})
"""
SIGNED_BY_QUARTER = """
SELECT date_trunc('quarter', effective_on)::date, count(*), {median}
FROM agreements_agreement
WHERE id IN ({visible}) AND effective_on BETWEEN %(first)s AND %(today)s
GROUP BY 1 ORDER BY 1
"""
MEDIAN_DAYS = """percentile_cont(0.5) WITHIN GROUP (
        ORDER BY effective_on - (created_at AT TIME ZONE %(zone)s)::date
    )"""
A_YEAR = timedelta(365)


class SignatureTime(NamedTuple):
    """The median days from the proposal to the signature of a year's signings, and that of the year
    that ended with the last quarter; None where nothing was signed.
    """

    since: date
    signed: int
    median: int | None
    before: int | None


class QuarterTime(NamedTuple):
    quarter: Quarter
    signed: int
    median: int


def time_to_signature(seen: AgreementQuerySet, today: date, as_of: int) -> SignatureTime:
    """Of what was proposed here and signed within a year."""
    then = quarter_of(today).before.last
    dates = {
        "today": today,
        "year_ago": today - A_YEAR,
        "then": then,
        "year_before": then - A_YEAR,
    }
    ((signed, median, before),) = _signed_here(SIGNED_WITHIN, seen, dates, as_of)
    return SignatureTime(today - A_YEAR + ONE_DAY, signed, _whole(median), _whole(before))


def signature_quarters(
    seen: AgreementQuerySet, today: date, as_of: int, most: int = 8
) -> list[QuarterTime]:
    """The median of each of the last quarters in which something was signed."""
    first = quarter_of(today)
    for _ in range(most - 1):
        first = first.before
    dates = {"today": today, "first": first.first}
    rows = _signed_here(SIGNED_BY_QUARTER, seen, dates, as_of)
    return [QuarterTime(quarter_of(day), signed, round(median)) for day, signed, median in rows]


def _signed_here(
    statement: str, seen: AgreementQuerySet, dates: dict[str, date], as_of: int
) -> list[tuple]:
    visible = keys_of(seen.signed().filter(origin=Origin.SYSTEM))
    sql = statement.format(visible=visible.sql, median=MEDIAN_DAYS)
    return fetch_kept(sql, visible.params | dates | {"zone": settings.TIME_ZONE}, as_of)


def _whole(days: float | None) -> int | None:
    return None if days is None else round(days)


# As insights.MEDIANS, but over all tracks: the time in which anybody held a case in the stage.
STAGES = """
SELECT stage_code, count(*), {half} / 86400, {most} / 86400
FROM (
    SELECT stage_code,
        (SELECT extract(epoch FROM coalesce(sum(upper(span) - lower(span)), '0'))
            FROM unnest(held) span) AS took
    FROM (
        SELECT stage_code,
            range_agg(tstzrange(started_at, ended_at)) FILTER (WHERE owner <> ALL (%(resting)s))
                AS held
        FROM agreements_clock WHERE agreement_id IN ({visible})
        GROUP BY agreement_id, track_code, stage_code HAVING bool_and(ended_at IS NOT NULL)
    ) visits
) per_case
GROUP BY stage_code
"""


class StagePace(NamedTuple):
    """How many finished a stage, and in how many calendar days half and nine in ten of them did."""

    cases: int
    half: int
    most: int


def stage_paces(seen: AgreementQuerySet) -> dict[str, StagePace]:
    """By the code of the stage, over all tracks; kept for a while, as all clocks are read for
    it.
    """
    visible = keys_of(seen)
    half, most = (
        f"percentile_cont({part}) WITHIN GROUP (ORDER BY took)" for part in ("0.5", "0.9")
    )
    statement = STAGES.format(visible=visible.sql, half=half, most=most)
    params = visible.params | {"resting": [*RESTING]}
    rows = fetch_kept(statement, params, as_of=0, seconds=KEPT_SECONDS)
    return {code: StagePace(cases, round(half), round(most)) for code, cases, half, most in rows}
