"""The queue of work as a value: what waits for a person or for a unit, by urgency, and what waits
for others.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import (
    Count,
    F,
    Min,
    OuterRef,
    Subquery,
)
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from agreements.models import Agreement, Clock
from agreements.models.agreement_queries import AgreementQuerySet
from agreements.models.assignment import attach_handlers
from agreements.monitoring.task_sources import OWED
from agreements.monitoring.turns import case_in_name
from agreements.pages.days import DaysLeft, tell_days_left
from agreements.pages.leadership.figures import listed
from agreements.workflow.deadlines import Calendar
from kerjasama.accounts import policy
from kerjasama.accounts.models import User
from kerjasama.notices.models import Notice, NoticeQuerySet
from kerjasama.web.compiled import Asked

from .questions import (
    FIRST_PLACE,
    LAST_PLACE,
    LATER,
    READER,
    SHOWN_OF_CASE,
    Urgency,
    list_urgencies,
    names_of_assigned,
    own_counts,
    own_tasks,
    placed,
    shown_cases,
)

# So many rows a part of the queue shows at home, and so many when it is asked for alone.
FIRST, ALL = 7, 200
FIRST_WAITING = 4
FIRST_PEOPLE = 2
# The scope of the queue in the address, where it is not one's own.
UNIT = "unit"
# Orders of more than one word; of any other task the first word of the act is its verb.
LONG_VERBS = ("Tanda tangani", "Buat ulang", "Kirim ulang")
OTHER_VERBS = {"Pemberitahuan": "Beri tahu"}


@dataclass(frozen=True)
class TaskRow:
    """One task: what to do, about which case and whose, until when, and where it is done."""

    key: int
    act: str
    case: str
    parties: str
    days: DaysLeft
    verb: str
    address: str
    peek: str
    is_open: bool = False
    people: str = ""
    handled: str = ""


@dataclass(frozen=True)
class QueuePart:
    """The tasks of one urgency. `count` is of all, `rows` are the first of them; `address` is empty
    where the part stands alone, on the `sheet` that is open.
    """

    code: str
    title: str
    count: int
    rows: tuple[TaskRow, ...]
    address: str
    is_folded: bool = False
    sheet: Page | None = None

    @property
    def rest(self) -> int:
        """How many are not shown."""
        return self.count - len(self.rows)


@dataclass(frozen=True)
class WaitingRow:
    """A case that others hold: who, since when, and how long they still have."""

    stage: str
    case: str
    holder: str
    days: DaysLeft
    address: str


@dataclass(frozen=True)
class WaitingPart:
    """What waits for others. `count` is of all, `rows` the first of them."""

    count: int
    rows: tuple[WaitingRow, ...]
    address: str

    @property
    def rest(self) -> int:
        """How many are not shown."""
        return self.count - len(self.rows)


class Queue:
    """The tasks among `work` for a reader, read in as many queries for many as for few; those of
    `units` say who has them.
    """

    def __init__(
        self,
        user: User,
        work: NoticeQuerySet,
        today: date,
        calendar: Calendar,
        units: frozenset[int],
    ) -> None:
        self.user = user
        self.work = work
        self.today = today
        self.calendar = calendar
        self.units = units
        self.query = f"&lingkup={UNIT}" if units else ""
        self.urgencies = list_urgencies(today)
        self.counts = self._count()

    def _count(self) -> dict[str, int]:
        codes = [row.code for row in self.urgencies]
        if self.units:
            counts = {row.code: Count("pk", filter=row.tasks) for row in self.urgencies}
            return self.work.aggregate(**counts)
        rows = own_counts(self.today).rows(self.user.pk, self.today)
        return dict(zip(codes, rows[0][1:] if rows else [0] * len(codes), strict=True))

    @property
    def count(self) -> int:
        """How many tasks there are in all."""
        return sum(self.counts.values())

    @property
    def whose(self) -> str:
        """Whose tasks these are."""
        return "unit Anda" if self.units else "Anda"

    def read_parts(self, only: str, open_task: int, number: int = 1) -> tuple[QueuePart, ...]:
        """The parts with their first rows, or one alone, sheet by sheet. The task `open_task` is
        marked as the one that lies open, or the first if there is no such task.
        """
        parts = [row for row in self.urgencies if only in ("", row.code)]
        sheet = self._sheet_of(only, number)
        places = (sheet.start_index(), sheet.end_index()) if sheet else (1, FIRST)
        tasks = self._tasks_at(parts, *places)
        cases = self._cases_of(tasks)
        people = self._people_with(tasks) if self.units else {}
        opened = find_open_task(tasks, open_task)
        return tuple(
            QueuePart(
                part.code,
                part.title,
                self.counts[part.code],
                tuple(
                    self._row(task, cases, people.get(task.key, ()), is_open=task == opened)
                    for task in tasks
                    if part.holds(task)
                ),
                "" if only else f"?bagian={part.code}{self.query}",
                not only and self._is_folded(part, opened),
                sheet,
            )
            for part in parts
        )

    def _sheet_of(self, only: str, number: int) -> Page | None:
        """Which sheet of a part that stands alone is open; the last where there are not so many."""
        if only not in self.counts:
            return None
        return Paginator(range(self.counts[only]), ALL).get_page(number)

    def _is_folded(self, part: Urgency, opened: Notice | None) -> bool:
        """Whether a part without a day that presses steps back behind a full queue."""
        is_open = opened is not None and part.holds(opened)
        return part.code == LATER and self.count > FIRST and not is_open

    def _tasks_at(self, parts: list[Urgency], first: int, last: int) -> list[Notice]:
        """The tasks at these places of each of the parts, in one query: those on cases that the
        reader handles first, and of these as of the others the most pressing.
        """
        codes = tuple(part.code for part in parts)
        if self.units:
            mine = names_of_assigned(self.user.pk)
            return list(placed(self.work, self.urgencies, codes, mine, first, last))
        told: dict[Asked, Asked] = {READER: self.user.pk, FIRST_PLACE: first, LAST_PLACE: last}
        return own_tasks(self.today, codes).rows(told)

    def _cases_of(self, tasks: Iterable[Notice]) -> dict[int, Agreement]:
        keys = {case_in_name(task.about) or 0 for task in tasks} - {0}
        found = shown_cases(policy.visible_agreements(self.user)).in_bulk(keys)
        attach_handlers(found.values())
        return found

    def _people_with(self, tasks: Iterable[Notice]) -> dict[str, list[str]]:
        """Who in the units has each of these tasks, by its key."""
        work = Notice.objects.work_of_people_in(self.units)
        rows = work.filter(key__in=[task.key for task in tasks]).select_related("user")
        found: dict[str, list[str]] = {}
        for row in rows.order_by("user__first_name", "user__username"):
            found.setdefault(row.key, []).append(str(row.user))
        return found

    def _row(
        self,
        task: Notice,
        cases: dict[int, Agreement],
        people: Sequence[str],
        *,
        is_open: bool,
    ) -> TaskRow:
        case = cases.get(case_in_name(task.about) or 0)
        is_mine = task.user_id == self.user.pk
        address = reverse("tugas-buka", args=[task.pk]) if is_mine else task.url
        return TaskRow(
            task.pk,
            name_act(task, case),
            case.title if case else "",
            name_parties(case) if case else task.text,
            tell_days_left(task.due_on, self.today, self.calendar),
            find_verb(task) if is_mine else "Buka",
            address,
            f"?tugas={task.pk}{self.query}",
            is_open,
            name_people(people),
            self._name_handlers(case) if case else "",
        )

    def _name_handlers(self, case: Agreement) -> str:
        """Who handles the case, the reader first of all."""
        people = [row.person for row in case.handlers]
        if any(person.is_same_person(self.user) for person in people):
            return "Ditugaskan kepada Anda"
        return f"Ditangani {' dan '.join(map(str, people))}" if people else ""


def find_open_task(tasks: list[Notice], asked: int) -> Notice | None:
    """The task that was asked for, or else the first."""
    chosen = (task for task in tasks if task.pk == asked)
    return next(chosen, tasks[0] if tasks else None)


def name_act(task: Notice, case: Agreement | None) -> str:
    """What is to be done, without the case that stands beside it."""
    if case is None:
        return task.subject
    title = " ".join(case.title.split())
    return task.subject.removesuffix(title).rstrip(" :,")


def name_parties(case: Agreement) -> str:
    """The OPD, and the partners once there are any."""
    return " · ".join(filter(None, (str(case.owner), case.partners_in_short)))


def name_people(people: Sequence[str]) -> str:
    """The first of them, and how many there are besides."""
    if len(people) > FIRST_PEOPLE:
        more = len(people) - FIRST_PEOPLE
        return f"Tugas {', '.join(people[:FIRST_PEOPLE])}, dan {more} orang lain"
    return f"Tugas {' dan '.join(people)}" if people else ""


def find_verb(task: Notice) -> str:
    """The word on the button of a task."""
    if task.key.startswith(OWED):
        return "Tulis laporan" if "/laporan/" in task.url else "Penuhi"
    for verb in LONG_VERBS:
        if task.subject.startswith(verb):
            return verb
    first = task.subject.split()[0]
    return OTHER_VERBS.get(first, first)


def read_waiting(
    seen: AgreementQuerySet, user: User, today: date, calendar: Calendar
) -> WaitingPart:
    """The running cases in which somebody else has the next act, those whose term runs
    longest first.
    """
    held = seen.held_by_others(user)
    since = Clock.objects.filter(agreement=OuterRef("pk"), ended_at=None).order_by()
    began = since.values("agreement").annotate(began=Min("started_at")).values("began")
    rows = held.select_related("owner").only(*SHOWN_OF_CASE, "stage_entered_at")
    by_term = F("term_from").asc(nulls_last=True)
    longest = rows.annotate(held_since=Subquery(began)).order_by(by_term, "stage_entered_at", "pk")
    return WaitingPart(
        held.order_by().count(),
        tuple(_waiting_row(case, today, calendar) for case in longest[:FIRST_WAITING]),
        listed("tugas=lain"),
    )


def _waiting_row(case: Agreement, today: date, calendar: Calendar) -> WaitingRow:
    term = calendar.of(case, today)
    began = getattr(case, "held_since", None) or case.stage_entered_at
    since = date_format(timezone.localdate(began), "j F Y")
    return WaitingRow(
        case.stage.name,
        case.title,
        f"Dipegang {case.holder_names} sejak {since}",
        tell_days_left(term.due if term else None, today, calendar),
        reverse("kerja-sama", args=[case.pk]),
    )
