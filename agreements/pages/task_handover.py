"""The pages of a handover of tasks: whose it may be, what is held, and what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.core.paginator import Page
from django.db.models import Count
from django.forms.boundfield import BoundField

from agreements.forms.task_handover import TaskHandoverForm
from agreements.models import HandoverLine, Sort, TaskHandover
from agreements.models.task_handover import TaskHandoverQuerySet
from agreements.monitoring.handing_over.handing import active_people_led_by
from agreements.monitoring.handing_over.holding import Held, mark_of
from kerjasama.accounts import policy
from kerjasama.accounts.models import Role, User

MOST_WORK = 30  # of tasks and duties so many are named; all of them are recorded


@dataclass(frozen=True)
class HeldRow:
    """A line of the form: the thing, and where it goes; without a field it follows something."""

    held: Held
    field: BoundField | None


@dataclass(frozen=True)
class HeldGroup:
    """The lines of one kind, the first of many."""

    title: str
    count: int
    rows: tuple[HeldRow, ...]

    @property
    def rest(self) -> int:
        """How many are not named."""
        return self.count - len(self.rows)


@dataclass(frozen=True)
class HandoverPage:
    """What one person holds, with the form by which it passes on."""

    person: User
    form: TaskHandoverForm
    groups: tuple[HeldGroup, ...]
    seats: tuple[str, ...]
    mark: str


@dataclass(frozen=True)
class RecordGroup:
    """What became of the lines of one kind."""

    title: str
    lines: tuple[HandoverLine, ...]


@dataclass(frozen=True)
class RecordPage:
    """One handover as it was recorded."""

    row: TaskHandover
    groups: tuple[RecordGroup, ...]
    is_waiting: bool


def build_handover_page(
    person: User, held: tuple[Held, ...], form: TaskHandoverForm
) -> HandoverPage:
    """All that the person holds, by kind."""
    groups = []
    for sort, rows in groupby(held, lambda line: line.sort):
        lines = list(rows)
        shown = lines if lines[0].is_choosable else lines[:MOST_WORK]
        named = tuple(
            HeldRow(line, form[line.key] if line.is_choosable else None) for line in shown
        )
        groups.append(HeldGroup(Sort(sort).label, len(lines), named))
    seats = tuple(line.what for line in held if line.sort == Sort.SEAT)
    return HandoverPage(person, form, tuple(groups), seats, mark_of(held))


def build_record_page(row: TaskHandover) -> RecordPage:
    """Its lines by kind, in the order in which they were recorded."""
    lines = row.lines.select_related("successor").order_by("pk")
    groups = tuple(
        RecordGroup(Sort(sort).label, tuple(rows))
        for sort, rows in groupby(lines, lambda line: line.sort)
    )
    return RecordPage(row, groups, row.is_queued)


def handovers_seen_by(user: User) -> TaskHandoverQuerySet:
    """Those that this person may read, the newest first, each with how many lines it has."""
    rows = TaskHandover.objects.visible_to(
        user, policy.units_led_by(user), is_admin=Role.ADMIN in user.roles
    )
    counted = rows.annotate(count=Count("lines", distinct=True))
    return counted.select_related("person", "successor", "by").order_by("-pk")


def own_people_of(user: User) -> list[User]:
    """The active people of the units that this person heads, without himself."""
    people = active_people_led_by(user).exclude(pk=user.pk)
    return list(people.order_by("first_name", "last_name", "username"))


@dataclass(frozen=True)
class HandoversPage:
    """The handovers that its reader may read, and the people for whom one is begun here."""

    pages: Page
    people: Sequence[User]
    is_admin: bool

    @property
    def rows(self) -> Sequence[TaskHandover]:
        """Those of this page."""
        return list(self.pages)
