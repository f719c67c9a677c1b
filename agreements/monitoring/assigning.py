"""Naming who handles cases: what would be written of each, then all of it at once; whoever gets a
case and whoever had it is told in one message each.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from agreements.models import Agreement, Assignment, Desk
from agreements.monitoring.turns import case_name_of, page_of_case
from agreements.workflow.handling import Fitness, name_handler, why_not_assign
from kerjasama.accounts.models import User
from kerjasama.notices.models import Kind
from kerjasama.notices.posting import write_messages
from kerjasama.notices.sources import Task

MOST = 200
# So many cases are named in a message.
MOST_TITLES = 10
ALREADY = "Sudah ditangani {person}."
NOBODY_YET = "Belum ditugaskan kepada siapa pun."


@dataclass(frozen=True)
class Planned:
    """A case that passes from one person to another, nobody where one is None."""

    case: Agreement
    former: User | None
    person: User | None


@dataclass(frozen=True)
class LeftAsIs:
    """A case whose person stays, and why."""

    case: Agreement
    why: str


@dataclass(frozen=True)
class AssignmentPlan:
    """What would be written now, and what would not."""

    rows: list[Planned]
    left: list[LeftAsIs]


def plan_assignment(
    by: User, cases: Sequence[Agreement], desk: Desk, person: User | None
) -> AssignmentPlan:
    """Of each case whether the person may handle it; None takes it from whoever handles it."""
    keys = [case.pk for case in cases]
    now = Assignment.objects.filter(agreement__in=keys, desk=desk).select_related("person")
    formers = {row.agreement_id: row.person for row in now}
    fitness = Fitness(keys)
    plan = AssignmentPlan([], [])
    for case in cases:
        former = formers.get(case.pk)
        if why := why_not_assign(by, case, desk) or _why_not(fitness, case, desk, former, person):
            plan.left.append(LeftAsIs(case, why))
        else:
            plan.rows.append(Planned(case, former, person))
    return plan


def _why_not(
    fitness: Fitness, case: Agreement, desk: Desk, former: User | None, person: User | None
) -> str:
    if person is None:
        return "" if former else NOBODY_YET
    if former == person:
        return ALREADY.format(person=person)
    return fitness.why_not_handle(person, case, desk)


@transaction.atomic
def assign(
    by: User, keys: Collection[int], desk: Desk, person: User | None, words: str
) -> AssignmentPlan:
    """Write it of all these cases, each with an entry of its log, and tell whom it concerns."""
    rows = Agreement.objects.select_for_update(of=("self",)).filter(pk__in=keys)
    cases = list(rows.select_related("owner").order_by("-pk"))
    plan = plan_assignment(by, cases, desk, person)
    for row in plan.rows:
        name_handler(row.case, by, desk, person, words)
    write_messages(list(_messages(by, plan.rows, person, words)))
    return plan


def _messages(by: User, rows: Sequence[Planned], person: User | None, words: str) -> Iterable[Task]:
    """To whoever handles them now, and to those who did; nobody is told what he did himself."""
    lost: dict[User, list[Agreement]] = defaultdict(list)
    for row in rows:
        if row.former:
            lost[row.former].append(row.case)
    if rows and person and person != by:
        gained = [row.case for row in rows]
        yield _message(person, gained, "Anda ditugaskan menangani", f"Oleh {by}.", words)
    for former, cases in lost.items():
        if former != by:
            to = f"Kini ditangani {person}." if person else "Belum ada penggantinya."
            yield _message(former, cases, "Tidak lagi Anda tangani:", f"{to} Dicatat {by}.", words)


def _message(person: User, cases: Sequence[Agreement], act: str, whence: str, words: str) -> Task:
    """One message, however many cases it is about."""
    only = cases[0] if len(cases) == 1 else None
    what = only.title if only else f"{len(cases)} kerja sama"
    titles = [f"– {case.title}" for case in cases[:MOST_TITLES]] if not only else []
    if len(cases) > MOST_TITLES:
        titles.append(f"dan {len(cases) - MOST_TITLES} lainnya.")
    lines = [words, whence, *titles]
    return Task(
        Kind.TASK,
        f"penugasan/{person.pk}/{cases[0].pk}/{timezone.now().isoformat()}",
        frozenset({person.pk}),
        f"{act} {what}",
        lambda: "\n".join(filter(None, lines)),
        page_of_case(only.pk) if only else f"{reverse('daftar')}?penangan=saya",
        case_name_of(only.pk) if only else "",
    )
