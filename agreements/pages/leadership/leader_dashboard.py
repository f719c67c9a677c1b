"""The dasbor of Bupati, Sekda and Asisten: what holds, what waits for them, what is at risk, and
what came of it.
"""

from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta
from django.utils import timezone
from django.utils.formats import date_format

from agreements.models import Agreement
from agreements.models.agreement_queries import AgreementQuerySet
from agreements.monitoring.duties.freshness import newest_change
from agreements.monitoring.leadership import figures, trends
from agreements.monitoring.leadership.trends import Standing
from agreements.pages.kept_parts import Parts, keep_parts
from agreements.pages.leadership.brought import (
    IndicatorLine,
    MoneyLine,
    count_indicators,
    find_indicators,
    find_money,
)
from agreements.pages.leadership.course_of_cases import find_course_of_cases
from agreements.pages.leadership.decisions import DECIDERS, OWN, Decisions, find_decisions
from agreements.pages.leadership.figures import CaseLine, Headline, Linked, listed
from agreements.pages.leadership.months import Months
from agreements.pages.leadership.pace import StageLine
from agreements.pages.leadership.place_map import PlaceMap, find_places
from agreements.pages.mapping.years import count_planned
from agreements.workflow.deadlines import Calendar
from kerjasama.accounts.models import Role, User

READERS = (*DECIDERS, Role.LEADERSHIP)


@dataclass(frozen=True)
class LeaderDashboard:
    today: date
    summary: list[Linked]
    decisions: Decisions
    risks: list[CaseLine]
    risk_lists: list[Linked]
    headlines: list[Headline]
    stages: list[StageLine]
    road_lists: list[Linked]
    months: Months
    places: PlaceMap | None
    indicators: list[IndicatorLine]
    indicator_lists: list[Linked]
    year: int
    money: list[MoneyLine]
    planned: list[Linked]


def build_leader_dashboard(user: User) -> LeaderDashboard:
    """All that a leader sees at once."""
    today, calendar = timezone.localdate(), Calendar()
    as_of, until = newest_change(), first_month_after(today)
    seen = Agreement.objects.visible_to(user)
    kept = keep_parts(
        "leader", user, seen, today, as_of, lambda: _build_parts(user, seen, today, calendar, as_of)
    )
    decisions = find_decisions(user, seen, today, calendar)
    summary = summarise(kept.pop("standing"), decisions, today, until)
    return LeaderDashboard(today=today, summary=summary, decisions=decisions, **kept)


def _build_parts(
    user: User, seen: AgreementQuerySet, today: date, calendar: Calendar, as_of: int
) -> Parts:
    """What does not depend on what somebody was told, and how the cases stand for the rest."""
    standing = trends.count_standing(seen, today, calendar, first_month_after(today), as_of)
    realised = figures.sum_realised(seen, today.year, as_of, trends.quarter_begins(today))
    return find_course_of_cases(seen, today, calendar, standing, realised, as_of) | {
        "places": find_places(seen, today, as_of),
        "indicators": find_indicators(seen, as_of),
        "indicator_lists": count_indicators(seen, as_of),
        "year": today.year,
        "money": find_money(realised),
        "planned": count_planned(user, today.year),
    }


def first_month_after(today: date) -> date:
    """The first day of the month after the next six whole ones."""
    return today.replace(day=1) + relativedelta(months=7)


def summarise(standing: Standing, decisions: Decisions, today: date, until: date) -> list[Linked]:
    """The sentence on top."""
    last = until - trends.ONE_DAY
    ends = f"berakhir_dari={today}&berakhir_sampai={last}"
    waiting = "perlu keputusan Anda;" if decisions.title == OWN else "menunggu pimpinan;"
    if not decisions.count:
        waiting = f"yang {waiting}"
    ending = f"berakhir sebelum {date_format(until, 'F Y')}."
    if not standing.ending:
        ending = f"yang {ending}"
    return [
        Linked(standing.in_force, "kerja sama berlaku;", listed("status=berlaku")),
        Linked(decisions.count, waiting, "#keputusan"),
        Linked(standing.ending, ending, listed(ends)),
    ]
