"""The questions that the queue of work asks: what is in which part of it, and of one's own tasks
those that are written once a day.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db.models import (
    Case,
    CharField,
    Count,
    F,
    Q,
    QuerySet,
    Value,
    When,
    Window,
)
from django.db.models.functions import Cast, Concat, RowNumber

from agreements.models import Agreement, Assignment
from agreements.monitoring.turns import CASE
from agreements.pages.days import find_week
from kerjasama.accounts.models import User
from kerjasama.notices.models import Notice, NoticeQuerySet
from kerjasama.web.compiled import CompiledByKey, CompiledQuery, CompiledRows

# Stand in the question for one's own tasks for what is asked; no row bears them.
READER, FIRST_PLACE, LAST_PLACE = -7_340_243, -7_340_244, -7_340_245
# The part of what no near day ends.
LATER = "nanti"
SHOWN_OF_CASE = (
    *("title", "track_code", "track_version", "stage_code", "holders", "term_key", "term_from"),
    "owner__name",
)


@dataclass(frozen=True)
class Urgency:
    """A part of the queue before its rows are read."""

    code: str
    title: str
    tasks: Q

    def holds(self, task: Notice) -> bool:
        """Whether a task was read as one of this part."""
        return getattr(task, "part", "") == self.code


def list_urgencies(today: date) -> tuple[Urgency, ...]:
    """The parts of the queue. Every task is in one of them, in the last if no day ends it."""
    week = find_week(today)
    return (
        Urgency("terlambat", "Terlambat", Q(due_on__lt=today)),
        Urgency("dekat", week.title, Q(due_on__range=(today, week.last_day))),
        Urgency(LATER, "Nanti", Q(due_on=None) | Q(due_on__gt=week.last_day)),
    )


def names_of_assigned(user: int) -> QuerySet:
    """The cases that this person handles, under the names by which notices are about them."""
    mine = Q(person=user) | Q(person__merged_into=user)
    name = Concat(Value(f"{CASE}/"), Cast("agreement", CharField()))
    rows = Assignment.objects.standing().filter(mine).order_by()
    return rows.annotate(about=name).values("about")


def placed(
    work: NoticeQuerySet,
    urgencies: Iterable[Urgency],
    codes: Collection[str],
    assigned: QuerySet,
    first: int,
    last: int,
) -> NoticeQuerySet:
    """The tasks of these parts, each with its part, from one place in it to another."""
    order = ("-is_assigned", F("due_on").asc(nulls_last=True), "created_at", "pk")
    of_part = Case(
        *(When(part.tasks, then=Value(part.code)) for part in urgencies), output_field=CharField()
    )
    rows = work.annotate(part=of_part, is_assigned=Q(about__in=assigned)).filter(part__in=codes)
    place = Window(RowNumber(), partition_by=[F("part")], order_by=order)
    return rows.annotate(place=place).filter(place__range=(first, last)).order_by(*order)


@lru_cache(maxsize=8)
def own_tasks(today: date, codes: tuple[str, ...]) -> CompiledRows[Notice]:
    """`placed` of one's own; written once a day, for writing it costs more than asking it."""
    own = Notice.objects.work_of(User(pk=READER))
    mine = names_of_assigned(READER)
    return CompiledRows(placed(own, list_urgencies(today), codes, mine, FIRST_PLACE, LAST_PLACE))


@lru_cache(maxsize=8)
def own_counts(today: date) -> CompiledQuery:
    """How many tasks each part of one's own queue holds; no row where there is none."""
    counts = {row.code: Count("pk", filter=row.tasks) for row in list_urgencies(today)}
    return CompiledQuery(
        lambda user, _: (
            Notice.objects.work_of(User(pk=user)).order_by().values_list("user").annotate(**counts)
        )
    )


@lru_cache(maxsize=100)
def shown_cases(visible: Q) -> CompiledByKey[Agreement]:
    """What the queue tells of a case that is visible so."""
    seen = Agreement.objects.visible_by(visible)
    return CompiledByKey(seen.select_related("owner").only(*SHOWN_OF_CASE).with_partner_names())
