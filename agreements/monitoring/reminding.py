"""Reminders that the office sends by hand: whoever is to act on a case, or owes a duty of it, is
told once more what the system told already, with words of the sender's own.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from django.db import transaction
from django.utils import timezone

from agreements.models import Agreement, StageEvent
from agreements.models.event import LogAction
from agreements.monitoring.task_sources import key_of_duty, owed_duty_tasks
from agreements.monitoring.turns import case_in_name, case_name_of, turn_tasks
from agreements.workflow.case_log import note_act
from kerjasama.accounts.models import User
from kerjasama.notices.posting import write_messages
from kerjasama.notices.sources import Task

# So many cases are reminded of at once; more is a circular letter.
MOST = 200
NOBODY = "Tidak menunggu siapa pun di aplikasi ini."
ONLY_YOU = "Menunggu Anda sendiri."
SETTLED = "Sudah dipenuhi, sudah diajukan, belum waktunya, atau ditanggung mitra."

# The case, the code and the first day of a duty that is due.
DueKey = tuple[int, str, str]


@dataclass(frozen=True)
class Reminder:
    """What waits in a case, and the people who are told of it once more."""

    case: Agreement
    tasks: tuple[Task, ...]
    people: tuple[User, ...]

    @property
    def subjects(self) -> list[str]:
        """What they are to do."""
        return list(dict.fromkeys(task.subject for task in self.tasks))


@dataclass(frozen=True)
class LeftOut:
    """A case of which nobody is told, and why."""

    case: Agreement
    why: str


@dataclass(frozen=True)
class ReminderPlan:
    """What would be sent now, and what would not."""

    reminders: list[Reminder]
    left_out: list[LeftOut]


def plan_for_turns(sender: User, cases: Sequence[Agreement]) -> ReminderPlan:
    """Of each case, whoever is to act on it now."""
    return _plan(sender, cases, turn_tasks([case.pk for case in cases]), NOBODY)


def plan_for_dues(
    sender: User, cases: Sequence[Agreement], dues: Collection[DueKey]
) -> ReminderPlan:
    """Of each case, whoever owes those of its duties that are still to be met."""
    wanted = {key_of_duty(*due) for due in dues}
    tasks = owed_duty_tasks([case.pk for case in cases])
    return _plan(sender, cases, (task for task in tasks if task.key in wanted), SETTLED)


@transaction.atomic
def remind_of_turns(sender: User, keys: Collection[int], words: str) -> ReminderPlan:
    """Send these reminders, all or none, and write each into the log of its case."""
    return _send(sender, plan_for_turns(sender, _locked(keys)), words)


@transaction.atomic
def remind_of_dues(sender: User, dues: Collection[DueKey], words: str) -> ReminderPlan:
    """The same for duties."""
    cases = _locked({case for case, *_ in dues})
    return _send(sender, plan_for_dues(sender, cases, dues), words)


def _locked(keys: Collection[int]) -> list[Agreement]:
    """Under their row locks, always in one order."""
    return list(Agreement.objects.select_for_update().filter(pk__in=keys).order_by("pk"))


def _plan(
    sender: User, cases: Sequence[Agreement], tasks: Iterable[Task], nothing_waits: str
) -> ReminderPlan:
    by_case: dict[int | None, list[Task]] = {}
    for task in tasks:
        by_case.setdefault(case_in_name(task.about), []).append(task)
    people = User.objects.in_bulk(_people_of(chain(*by_case.values())) - {sender.pk})
    before = _reminded_today([case.pk for case in cases])
    plan = ReminderPlan([], [])
    for case in cases:
        found = tuple(by_case.get(case.pk, ()))
        asked = _people_of(found)
        told = tuple(people[key] for key in sorted(asked & people.keys()))
        if case.pk in before:
            plan.left_out.append(LeftOut(case, f"Sudah diingatkan hari ini, {before[case.pk]}."))
        elif told:
            plan.reminders.append(Reminder(case, found, told))
        else:
            plan.left_out.append(LeftOut(case, ONLY_YOU if asked else nothing_waits))
    return plan


def _people_of(tasks: Iterable[Task]) -> set[int]:
    """The keys of all whom the tasks wait for."""
    return {person for task in tasks for person in task.people}


def _reminded_today(keys: Collection[int]) -> dict[int, str]:
    """Who reminded already, by case."""
    start = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    rows = StageEvent.objects.filter(
        agreement__in=keys, action=LogAction.REMINDED, at__gte=start
    ).select_related("by")
    return {event.agreement_id: f"oleh {event.actor_name}" for event in rows}


def _send(sender: User, plan: ReminderPlan, words: str) -> ReminderPlan:
    for reminder in plan.reminders:
        people = " dan ".join(map(str, reminder.people))
        detail = {"what": people, "people": [person.pk for person in reminder.people]}
        note_act(reminder.case, sender, LogAction.REMINDED, detail, words)
    today = timezone.localdate()
    write_messages(
        [
            _message_of(sender, reminder, words, f"pengingat/{reminder.case.pk}/{today}")
            for reminder in plan.reminders
        ]
    )
    return plan


def _message_of(sender: User, reminder: Reminder, words: str, key: str) -> Task:
    """One message of a case for all whom it concerns, however much waits in it."""
    first, lines = reminder.tasks[0], [words, *reminder.subjects, *_texts_of(reminder)]
    return Task(
        first.kind,
        key,
        frozenset(person.pk for person in reminder.people),
        f"Pengingat dari {sender}: {first.subject}",
        lambda: "\n".join(filter(None, lines)),
        first.url,
        case_name_of(reminder.case.pk),
        due_on=first.due_on,
    )


def _texts_of(reminder: Reminder) -> list[str]:
    return list(dict.fromkeys(task.words for task in reminder.tasks))
