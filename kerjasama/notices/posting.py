"""Writes notices: what waits is compared with what people were told, what is done is closed, what
changed its words is said anew, and what is new is put on its way.
"""

from collections.abc import Collection, Iterable
from dataclasses import replace

from django.utils import timezone

from .models import Delivery, Notice
from .preferences import Wishes, available_channels
from .sources import Quieten, Task

COMPARED = ("user_id", "key", "subject", "text", "url", "due_on", "bundle_id", "about")
SHOWN = ("kind", "subject", "text", "url", "due_on", "about")
Pair = tuple[int, str]  # the key of a person and the key of a task


def send_notice(
    users: Iterable[int], kind: str, key: str, subject: str, text: str, url: str
) -> int:
    """Tell these people something that no state shows; it is done when read. Returns how many had
    not been told before.
    """
    return len(write_messages([Task(kind, key, frozenset(users), subject, lambda: text, url)]))


def sync_notices(
    rows: Iterable[Notice], tasks: Collection[Task], quieten: Quieten, *, is_announced: bool = True
) -> list[Notice]:
    """Among the open `rows` these tasks are all that waits: close what is done, say anew what
    changed its words, tell what is new.

    Returns those that are new, or open again.
    """
    waiting = _by_person(tasks)
    shown: dict[Pair, Notice] = {(row.user_id, row.key): row for row in rows}
    _close([row for pair, row in shown.items() if pair not in waiting])
    _reword([(row, waiting[pair]) for pair, row in shown.items() if pair in waiting])
    new = sorted(waiting.keys() - shown.keys())
    if not new:
        return []
    told = _tasks_of_pairs(_by_person(quieten(tasks)), new)
    return _write_tasks(told, is_announced=is_announced)


def _by_person(tasks: Iterable[Task]) -> dict[Pair, Task]:
    return {(user, task.key): task for task in tasks for user in task.people}


def _tasks_of_pairs(waiting: dict[Pair, Task], pairs: Iterable[Pair]) -> list[Task]:
    """The tasks of these pairs, each only for its people among them. Two tasks may share a key, as
    of those who judge side by side: whoever has both is told once, each in the words of his own.
    """
    found: dict[int, tuple[Task, set[int]]] = {}
    for user, key in pairs:
        task = waiting[user, key]
        found.setdefault(id(task), (task, set()))[1].add(user)
    return [replace(task, people=frozenset(users)) for task, users in found.values()]


def _close(rows: list[Notice]) -> None:
    if not rows:
        return
    now = timezone.now()
    Notice.objects.filter(pk__in=[row.pk for row in rows]).update(done_at=now)
    bundles = {row.bundle_id for row in rows if row.bundle_id}
    if bundles:
        left = Notice.objects.filter(bundle__in=bundles, done_at=None).values("bundle")
        Notice.objects.filter(pk__in=bundles).exclude(pk__in=left).update(done_at=now)


def _reword(pairs: Iterable[tuple[Notice, Task]]) -> None:
    """What still waits may have come to another act: the list names that one; no second message
    leaves.
    """
    changed = []
    for row, task in pairs:
        said = (_subject_of(task), task.words, task.url, task.due_on)
        if (row.subject, row.text, row.url, row.due_on) != said:
            row.subject, row.text, row.url, row.due_on = said
            changed.append(row)
    if changed:
        Notice.objects.bulk_update(changed, ["subject", "text", "url", "due_on"], batch_size=500)


def write_messages(tasks: list[Task]) -> list[Notice]:
    """Write what people are told once, which is done when read. Returns what is new; what is known
    and not yet read says its new words.
    """
    wanted, known = _wanted_and_known(tasks)
    _reword_open(known, wanted)
    new = _create_missing(wanted, known, is_task=False, is_announced=True)
    send_out([row for row in new if row.read_at is None])
    return new


def _write_tasks(tasks: list[Task], *, is_announced: bool) -> list[Notice]:
    """Write the tasks that were never written, with their deliveries when `is_announced`. What was
    done and waits again is shown again, not told again.
    """
    wanted, known = _wanted_and_known(tasks)
    again = [row for pair, row in known.items() if pair in wanted and row.done_at]
    _reword_open(known, wanted)
    _reopen([(row, wanted[row.user_id, row.key]) for row in again])
    new = _create_missing(wanted, known, is_task=True, is_announced=is_announced)
    if is_announced:
        send_out([row for row in new if row.read_at is None])
    return [*again, *new]


def _wanted_and_known(tasks: list[Task]) -> tuple[dict[Pair, Task], dict[Pair, Notice]]:
    """By person and key: what is to be told, and what was written under these keys before."""
    rows = Notice.objects.filter(key__in={task.key for task in tasks})
    return _by_person(tasks), {(row.user_id, row.key): row for row in rows}


def _reword_open(known: dict[Pair, Notice], wanted: dict[Pair, Task]) -> None:
    still_open = [pair for pair, row in known.items() if pair in wanted and row.done_at is None]
    _reword([(known[pair], wanted[pair]) for pair in still_open])


def _create_missing(
    wanted: dict[Pair, Task], known: dict[Pair, Notice], *, is_task: bool, is_announced: bool
) -> list[Notice]:
    now = timezone.now()
    rows = []
    for user, key in sorted(wanted.keys() - known.keys()):
        task = wanted[user, key]
        row = Notice(user_id=user, key=key, created_at=now)
        row.is_task, row.is_announced = is_task, is_announced
        row.read_at = now if user in task.quiet_for else None
        _fill(row, task)
        rows.append(row)
    return Notice.objects.bulk_create(rows, batch_size=1000)


def _reopen(pairs: list[tuple[Notice, Task]]) -> None:
    if not pairs:
        return
    for row, task in pairs:
        row.done_at = None
        _fill(row, task)
    rows = [row for row, _ in pairs]
    Notice.objects.bulk_update(rows, ["done_at", *SHOWN], batch_size=500)
    bundles = {row.bundle_id for row in rows if row.bundle_id}
    Notice.objects.filter(pk__in=bundles).update(done_at=None)


def _fill(row: Notice, task: Task) -> None:
    """Let the notice say what the task says now (SHOWN)."""
    row.kind = task.kind
    row.subject = _subject_of(task)
    row.text = task.words
    row.url = task.url
    row.due_on = task.due_on
    row.about = task.about


def _subject_of(task: Task) -> str:
    return " ".join(task.subject.split())[:320]


def send_out(notices: Collection[Notice]) -> None:
    """Put them on their way to whoever wants them so."""
    now = timezone.now()
    wishes = Wishes(notice.user_id for notice in notices)
    rows = [
        Delivery(
            notice=notice, user_id=notice.user_id, channel=channel, created_at=now, next_at=now
        )
        for notice in notices
        for channel in available_channels()
        if wishes.wants(notice.user_id, notice.kind, channel)
    ]
    Delivery.objects.bulk_create(rows, batch_size=1000)
