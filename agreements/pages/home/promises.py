"""What the units of an OPD promised: their agreements in force, how far each has come, when it
ends, and the next reports.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse

from agreements.models import Agreement
from agreements.models.agreement_queries import AgreementQuerySet
from agreements.models.status import Status
from agreements.monitoring.duties.ledger import UNMET, Due, Ledger
from agreements.monitoring.implementation.indicators import Series, first_indicators_of
from agreements.monitoring.task_sources import NOTICE
from agreements.pages.days import DaysLeft, short_day, tell_days_left
from agreements.pages.leadership.figures import listed
from agreements.workflow.deadlines import Calendar
from kerjasama.accounts.models import User
from kerjasama.accounts.policy import OPD_ROLES
from kerjasama.writing.figures import format_number

FIRST_PROMISES, FIRST_DUES = 5, 3
SOON = timedelta(90)
# What is due sooner is a task already; what is due later than this is no concern yet.
AHEAD = timedelta(240)


@dataclass(frozen=True)
class Promise:
    """An agreement in force: what it measured of what it promised, and its last day."""

    case: str
    address: str
    measured: str
    share: int | None
    ends: str
    ends_soon: bool


@dataclass(frozen=True)
class DueRow:
    """A duty that is no task yet."""

    text: str
    case: str
    days: DaysLeft
    address: str


@dataclass(frozen=True)
class Promises:
    """What the own units carry out. `count` is of all agreements in force."""

    count: int
    rows: tuple[Promise, ...]
    address: str
    dues: tuple[DueRow, ...]

    @property
    def rest(self) -> int:
        """How many are not shown."""
        return self.count - len(self.rows)


def read_promises(user: User, today: date, calendar: Calendar, as_of: int) -> Promises | None:
    """The promises of an OPD; None for everybody else, who has the dashboard for it."""
    if user.roles - set(OPD_ROLES):
        return None
    seen = Agreement.objects.visible_to(user)
    own = seen.with_status(Status.IN_FORCE, today)
    rows = list(
        own.order_by("holds_until", "pk").only(
            *("title", "ends_on", "terminated", "effective_on", "open_ended"),
            *("renews_itself", "ends_on_its_day"),
        )[:FIRST_PROMISES]
    )
    measures = first_indicators_of([case.pk for case in rows])
    return Promises(
        own.order_by().count(),
        tuple(_promise(case, measures.get(case.pk), today) for case in rows),
        listed(f"status={Status.IN_FORCE}"),
        _next_dues(seen.implementing(today), today, calendar, as_of),
    )


def _promise(case: Agreement, measure: Series | None, today: date) -> Promise:
    last = case.last_day
    ends = "Tanpa tanggal berakhir"
    if last and last != date.max:
        ends = short_day(last, today)
    return Promise(
        case.title,
        reverse("kerja-sama", args=[case.pk]),
        _tell_measure(measure),
        _share_of(measure),
        ends,
        bool(last and last <= today + SOON),
    )


def _tell_measure(measure: Series | None) -> str:
    if measure is None:
        return "Tanpa indikator"
    target = f"{format_number(measure.target)} {measure.unit}"
    if measure.latest is None:
        return f"Belum dilaporkan, target {target}"
    return f"{format_number(measure.latest)} dari {target}"


def _share_of(measure: Series | None) -> int | None:
    share = measure.share if measure else None
    return None if share is None else min(100, max(0, share))


def _next_dues(
    own: AgreementQuerySet, today: date, calendar: Calendar, as_of: int
) -> tuple[DueRow, ...]:
    since, until = today + NOTICE + timedelta(1), today + AHEAD
    rows = Ledger(own, today, UNMET, since, until, calendar=calendar).first(FIRST_DUES, as_of)
    titles = Agreement.objects.only("title").in_bulk({due.agreement_id for due in rows})
    return tuple(_due_row(due, titles[due.agreement_id], today, calendar) for due in rows)


def _due_row(due: Due, case: Agreement, today: date, calendar: Calendar) -> DueRow:
    days = tell_days_left(due.due_on, today, calendar)
    address = reverse("kerja-sama", args=[case.pk])
    return DueRow(f"{due.duty.text}, {due.label}", case.title, days, address)
