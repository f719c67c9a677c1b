"""Home as a value: the queue, the task that lies open, what waits for others, what is watched, and
what the own unit promised.
"""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone

from agreements import insights
from agreements.models import Agreement
from agreements.models.agreement_queries import AgreementQuerySet
from agreements.monitoring.duties import ledger
from agreements.monitoring.duties.freshness import newest_change
from agreements.pages.kept_parts import Parts, keep_parts
from agreements.workflow.deadlines import Calendar
from kerjasama.accounts.models import User
from kerjasama.notices.models import Notice, NoticeQuerySet

from .peek import TaskPeek, build_peek
from .promises import Promises, read_promises
from .queue import FIRST, UNIT, Queue, QueuePart, WaitingPart, read_waiting
from .setting_up import Checklist, build_checklist
from .unit_work import HEADS, read_unit_work

# The counters of home besides the tasks, as the list of cases knows them.
WATCHED = ("lewat", "berakhir")


@dataclass(frozen=True)
class Asked:
    """What the address of home asks for: a scope, one part of the queue and which sheet of it, an
    open task.
    """

    scope: str = ""
    part: str = ""
    task: int = 0
    sheet: int = 1


@dataclass(frozen=True)
class Scope:
    """Whose tasks are shown, as a chip."""

    title: str
    count: int
    address: str
    is_current: bool


@dataclass(frozen=True)
class Watched:
    """A number of cases or duties to keep an eye on, and the list that holds exactly these."""

    title: str
    count: int
    address: str


@dataclass(frozen=True)
class HomePage:
    """Home of one person. `count` is of the tasks in the scope that is shown."""

    today: date
    summary: str
    count: int
    parts: tuple[QueuePart, ...]
    scopes: tuple[Scope, ...]
    peek: TaskPeek | None
    waiting: WaitingPart
    watched: tuple[Watched, ...]
    promises: Promises | None
    checklist: Checklist | None
    is_whole: bool
    whole_address: str

    @property
    def folds_waiting(self) -> bool:
        """Whether there is so much to do that what waits for others is folded."""
        return self.count > FIRST

    @property
    def is_calm(self) -> bool:
        """Whether nothing waits in this scope."""
        return not self.count


def build_home_page(user: User, asked: Asked) -> HomePage:
    """All of home, in as many queries for many tasks as for few."""
    today, calendar = timezone.localdate(), Calendar()
    mine, units = Notice.objects.work_of(user), user.units_as(*HEADS)
    shows_unit = bool(units) and asked.scope == UNIT
    in_units = read_unit_work(user)
    work = in_units if shows_unit else mine
    queue = Queue(user, work, today, calendar, units if shows_unit else frozenset())
    parts = queue.read_parts(asked.part, asked.task, asked.sheet)
    scopes: tuple[Scope, ...] = ()
    if units:
        hidden = mine if shows_unit else in_units
        scopes = _list_scopes(queue.count, hidden, shows_unit=shows_unit)
    seen = Agreement.objects.visible_to(user)
    as_of = newest_change()
    kept = keep_parts(
        "home", user, seen, today, as_of, lambda: _build_parts(user, seen, today, calendar, as_of)
    )
    return HomePage(
        today,
        summarize(queue),
        queue.count,
        parts,
        scopes,
        _open_peek(user, parts, today, calendar),
        kept["waiting"],
        kept["watched"],
        kept["promises"],
        build_checklist(user, today),
        not asked.part,
        address_of_scope(shows_unit=shows_unit),
    )


def _build_parts(
    user: User, seen: AgreementQuerySet, today: date, calendar: Calendar, as_of: int
) -> Parts:
    """What stands beside the tasks, and follows from the cases alone."""
    duties = ledger.due_soon(seen, today, calendar=calendar).count_as_of(as_of)
    return {
        "waiting": read_waiting(seen, user, today, calendar),
        "watched": (*_list_watched(user, today, calendar), _watch_duties(duties)),
        "promises": read_promises(user, today, calendar, as_of),
    }


def build_open_task(user: User, asked: Asked) -> TaskPeek | None:
    """The one task that is asked for, if it is this person's or one of a unit that he leads."""
    work = Notice.objects.work_of(user) | read_unit_work(user)
    task = work.filter(pk=asked.task).first()
    return build_peek(user, task, timezone.localdate(), Calendar()) if task else None


def _open_peek(
    user: User, parts: tuple[QueuePart, ...], today: date, calendar: Calendar
) -> TaskPeek | None:
    opened = next((row.key for part in parts for row in part.rows if row.is_open), None)
    task = Notice.objects.filter(pk=opened or 0).first()
    return build_peek(user, task, today, calendar) if task else None


def summarize(queue: Queue) -> str:
    """In a sentence what is late and what is planned for now."""
    late, near = queue.counts["terlambat"], queue.counts["dekat"]
    week = queue.urgencies[1].title.lower()
    if not queue.count:
        return f"Tidak ada yang menunggu tindakan {queue.whose}."
    if late and near:
        return f"{late} tugas terlambat, {near} jatuh {week}."
    if late:
        return f"{late} tugas terlambat."
    if near:
        return f"Tidak ada yang terlambat. {near} tugas jatuh {week}."
    return "Tidak ada yang terlambat."


def _list_scopes(shown: int, other: NoticeQuerySet, *, shows_unit: bool) -> tuple[Scope, ...]:
    hidden = other.count()
    mine, unit = (hidden, shown) if shows_unit else (shown, hidden)
    return (
        Scope("Tugas saya", mine, address_of_scope(shows_unit=False), not shows_unit),
        Scope("Unit saya", unit, address_of_scope(shows_unit=True), shows_unit),
    )


def address_of_scope(*, shows_unit: bool) -> str:
    """Where all tasks stand, one's own or those of the unit."""
    home = reverse("beranda")
    return f"{home}?lingkup={UNIT}" if shows_unit else home


def _list_watched(user: User, today: date, calendar: Calendar) -> list[Watched]:
    seen = Agreement.objects.visible_to(user).with_ending()
    listed = reverse("daftar")
    return [
        Watched(
            insights.TASKS[task],
            insights.task_list(seen, task, user, today, calendar).count(),
            f"{listed}?tugas={task}",
        )
        for task in WATCHED
    ]


def _watch_duties(count: int) -> Watched:
    return Watched("Kewajiban jatuh tempo", count, reverse("kewajiban"))
