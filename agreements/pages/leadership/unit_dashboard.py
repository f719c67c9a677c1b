"""The dasbor of an OPD: what it promised, what it makes, and what ends."""

from dataclasses import dataclass, replace
from datetime import date

from django.urls import reverse
from django.utils import timezone

from agreements.models import Agreement
from agreements.models.agreement_queries import AgreementQuerySet
from agreements.models.in_force import in_force_phrase_of
from agreements.monitoring.duties import ledger
from agreements.monitoring.duties.freshness import newest_change
from agreements.monitoring.duties.ledger import Due, DutyStatus
from agreements.monitoring.leadership import figures, trends
from agreements.monitoring.leadership.trends import Standing
from agreements.monitoring.leadership.urgent_matters import TOLD
from agreements.monitoring.turns import page_of_case
from agreements.pages.days import NO_DAY, DaysLeft, count_days, tell_term
from agreements.pages.kept_parts import Parts, keep_parts
from agreements.pages.leadership.brought import (
    IndicatorLine,
    MoneyLine,
    count_indicators,
    find_indicators,
    find_money,
)
from agreements.pages.leadership.figures import (
    CaseLine,
    Headline,
    Linked,
    listed,
    shorten,
)
from agreements.pages.leadership.headlines import find_headlines
from agreements.pages.leadership.months import Months, find_months
from agreements.workflow.deadlines import Calendar
from kerjasama.accounts.models import User
from kerjasama.accounts.policy import OPD_ROLES
from kerjasama.narrowing import require

READERS = OPD_ROLES
MOST_LINES = 6
A_YEAR, SOON = 365, 90


@dataclass(frozen=True)
class UnitDashboard:
    today: date
    summary: list[Linked]
    promises: list[CaseLine]
    promise_lists: list[Linked]
    running: list[CaseLine]
    running_lists: list[Linked]
    headlines: list[Headline]
    ends: list[CaseLine]
    end_lists: list[Linked]
    months: Months
    indicators: list[IndicatorLine]
    indicator_lists: list[Linked]
    year: int
    money: list[MoneyLine]


def build_unit_dashboard(user: User) -> UnitDashboard:
    """All that an OPD sees of its own cases at once."""
    today, calendar, as_of = timezone.localdate(), Calendar(), newest_change()
    seen = Agreement.objects.visible_to(user)
    kept = keep_parts(
        "unit", user, seen, today, as_of, lambda: _build_parts(user, seen, today, calendar, as_of)
    )
    return UnitDashboard(today=today, **kept)


def _build_parts(
    user: User, seen: AgreementQuerySet, today: date, calendar: Calendar, as_of: int
) -> Parts:
    standing = trends.count_standing(seen, today, calendar, today, as_of)
    promised = _count_promises(seen, today, calendar, as_of)
    held = Linked(seen.held_by(user).count(), "menunggu Anda", listed("tugas=saya"))
    realised = figures.sum_realised(seen, today.year, as_of, trends.quarter_begins(today))
    soon = Linked(standing.ending_soon, "berakhir 90 hari", listed("tugas=berakhir"))
    return {
        "summary": _summarise(standing, held, promised[0]),
        "promises": _find_promises(seen, today, calendar, as_of),
        "promise_lists": promised,
        "running": _find_running(seen, today, calendar),
        "running_lists": [
            Linked(standing.on_their_way, "berproses", listed("status=berjalan")),
            held,
            Linked(standing.late, "lewat tenggat", listed("tugas=lewat")),
        ],
        "headlines": find_headlines(seen, today, standing, realised, as_of),
        "ends": _find_ends(seen, today),
        "end_lists": [soon],
        "months": find_months(seen, today),
        "indicators": find_indicators(seen, as_of),
        "indicator_lists": count_indicators(seen, as_of),
        "year": today.year,
        "money": find_money(realised),
    }


def _summarise(standing: Standing, held: Linked, late: Linked) -> list[Linked]:
    waiting = "menunggu Anda;" if held.count else "yang menunggu Anda;"
    owed = "kewajiban terlambat." if late.count else "kewajiban yang terlambat."
    return [
        Linked(standing.in_force, "kerja sama berlaku;", listed("status=berlaku")),
        Linked(held.count, waiting, held.address),
        Linked(late.count, owed, late.address),
    ]


def _count_promises(
    seen: AgreementQuerySet, today: date, calendar: Calendar, as_of: int
) -> list[Linked]:
    """How many duties are late, and how many fall due soon."""
    units = ledger.due_soon(seen, today, calendar=calendar).by_unit(as_of).values()
    words = {DutyStatus.LATE: "terlambat", DutyStatus.OPEN: "segera jatuh tempo"}
    return [
        Linked(
            sum(counts.get(status, 0) for counts in units),
            word,
            f"{reverse('kewajiban')}?status={status}",
        )
        for status, word in words.items()
    ]


def _find_promises(
    seen: AgreementQuerySet, today: date, calendar: Calendar, as_of: int
) -> list[CaseLine]:
    """The duties whose day has passed or comes next."""
    dues = ledger.due_soon(seen, today, calendar=calendar).first(MOST_LINES, as_of)
    cases = Agreement.objects.only("title").in_bulk({due.agreement_id for due in dues})
    return [_line_of_due(due, cases[due.agreement_id]) for due in dues]


def _line_of_due(due: Due, case: Agreement) -> CaseLine:
    address = reverse("penuhi-kewajiban", args=[case.pk, due.duty.code, str(due.period)])
    title = shorten(f"{due.duty.text}, {due.label}")
    return CaseLine(title, shorten(case.title), count_days(due.left), address)


def _find_running(seen: AgreementQuerySet, today: date, calendar: Calendar) -> list[CaseLine]:
    """What is being made, the longest in its stage first."""
    rows = seen.on_their_way(today).select_related("owner")
    rows = rows.only(*TOLD).order_by("stage_entered_at", "pk")
    return [
        CaseLine(
            shorten(case.title),
            " · ".join(filter(None, (case.stage.name, case.holder_names))),
            tell_term(calendar.of(case, today), today),
            page_of_case(case.pk),
        )
        for case in rows[:MOST_LINES]
    ]


def _find_ends(seen: AgreementQuerySet, today: date) -> list[CaseLine]:
    """What ends next, and what was decided of it."""
    rows = seen.changeable(today).filter(ends_on__gte=today).with_ending()
    rows = rows.select_related("owner").only(*TOLD).with_partner_names()
    return [
        CaseLine(
            shorten(case.title),
            " · ".join(filter(None, (case.partners_in_short, in_force_phrase_of(case, today)))),
            _days_to_end(case, today),
            page_of_case(case.pk),
        )
        for case in rows.order_by("ends_on", "pk")[:MOST_LINES]
    ]


def _days_to_end(case: Agreement, today: date) -> DaysLeft:
    left = (require(case.ends_on, "only what ends is listed") - today).days
    if left > A_YEAR:
        return NO_DAY
    return replace(count_days(left), is_soon=left <= SOON)
