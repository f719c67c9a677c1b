"""The dasbor of the TKKSD, of Bagian Hukum and of administrators: what waits for them, what is at
risk, and where it is stuck.
"""

from dataclasses import dataclass, replace
from datetime import date

from django.utils import timezone

from agreements.models import Agreement
from agreements.models.agreement_queries import AgreementQuerySet
from agreements.monitoring.duties.freshness import newest_change
from agreements.monitoring.leadership import figures, trends
from agreements.monitoring.leadership.leaders_sheet import READERS as SHEET_READERS
from agreements.monitoring.leadership.trends import Standing
from agreements.pages.kept_parts import Parts, keep_parts
from agreements.pages.leadership.course_of_cases import find_course_of_cases
from agreements.pages.leadership.decisions import find_held
from agreements.pages.leadership.figures import CaseLine, Headline, Linked, listed
from agreements.pages.leadership.months import Months
from agreements.pages.leadership.pace import StageLine
from agreements.workflow.deadlines import Calendar
from kerjasama.accounts.models import Role, User

# Those whose turn a case can be; an administrator's it never is.
HOLDERS = (Role.TKKSD, Role.LEGAL)
READERS = (*HOLDERS, Role.ADMIN)


@dataclass(frozen=True)
class OversightDashboard:
    today: date
    summary: list[Linked]
    sees_sheets: bool
    may_hold_cases: bool
    held: list[CaseLine]
    held_lists: list[Linked]
    risks: list[CaseLine]
    risk_lists: list[Linked]
    headlines: list[Headline]
    stages: list[StageLine]
    road_lists: list[Linked]
    months: Months


def build_oversight_dashboard(user: User) -> OversightDashboard:
    """All that whoever examines the cases or keeps the program sees at once."""
    today, calendar, as_of = timezone.localdate(), Calendar(), newest_change()
    seen = Agreement.objects.visible_to(user)
    kept = keep_parts(
        "oversight", user, seen, today, as_of, lambda: _build_parts(seen, today, calendar, as_of)
    )
    standing, may_hold = kept.pop("standing"), bool(user.roles & set(HOLDERS))
    lists: list[Linked] = []
    lines: list[CaseLine] = []
    if may_hold:
        held = seen.held_by(user)
        lists = [Linked(held.count(), "kerja sama", listed("tugas=saya"))]
        lines = find_held(held, user, today, calendar)
    return OversightDashboard(
        today=today,
        summary=_summarise(standing, lists),
        sees_sheets=bool(user.roles & set(SHEET_READERS)),
        may_hold_cases=may_hold,
        held=lines,
        held_lists=lists,
        **kept,
    )


def _build_parts(seen: AgreementQuerySet, today: date, calendar: Calendar, as_of: int) -> Parts:
    """What does not depend on what somebody was told, and how the cases stand for the rest."""
    standing = trends.count_standing(seen, today, calendar, today, as_of)
    realised = figures.sum_realised(seen, today.year, as_of, trends.quarter_begins(today))
    return find_course_of_cases(seen, today, calendar, standing, realised, as_of)


def _summarise(standing: Standing, held: list[Linked]) -> list[Linked]:
    """The sentence on top; `held` is empty for whoever never has a turn."""
    late = "lewat tenggat." if standing.late else "yang lewat tenggat."
    return [
        Linked(standing.in_force, "kerja sama berlaku;", listed("status=berlaku")),
        *(replace(row, words=_waiting(row.count)) for row in held),
        Linked(standing.late, late, listed("tugas=lewat")),
    ]


def _waiting(count: int) -> str:
    return "menunggu Anda;" if count else "yang menunggu Anda;"
