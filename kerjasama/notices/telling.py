"""Telling people what waits for them: derived from how a thing stands now, and compared with what
was told of that thing.

A source finds what waits under some keys of its topic (the cases, for us). It is asked only for
what changed (`changes`), for what a date touched, and once a night for everything; so a missed
run loses and a doubled one doubles nothing.
"""

import logging
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property, partial
from itertools import islice
from typing import Any, NamedTuple, TypeVar

from django.db import connection, transaction
from django.utils import timezone

from .models import Changed, Delivery, Kind, Notice
from .preferences import Wishes, available_channels

log = logging.getLogger(__name__)
LOCK = 642_220
CHUNK = 100
COMPARED = ("user_id", "key", "subject", "text", "url", "bundle_id", "about")


class Many(NamedTuple):
    """The words of the line that sums up a burst, after its number, and the list that it leads to."""  # noqa: E501

    words: str
    url: Callable[[], str]


@dataclass(frozen=True)
class Task:
    """Something that waits for these people. `key` names it for ever: nobody is told of it twice.
    `text` is asked for when it is told.
    """

    kind: str
    key: str
    people: frozenset[int]
    subject: str
    text: Callable[[], str]
    url: str
    about: str = ""
    # To whom it is no news, though it waits for them: it stands in their list, and no message
    # leaves.
    quiet_for: frozenset[int] = frozenset()

    @cached_property
    def words(self) -> str:
        return self.text()


Find = Callable[[Collection[int]], Iterable[Task]]


class TaskSource(NamedTuple):
    """Finds the tasks of one sort; their keys begin with `prefix`, and no other's do."""

    prefix: str
    topic: str
    find: Find
    many: Many | None


class Mark(NamedTuple):
    """One change of a thing, and the entry in its log that tells of it, if one does."""

    pk: int
    key: int
    event: int | None


Report = Callable[[Collection[Mark]], Iterable[Task]]
# Of what stands under no key: asked for by each run, so it must be cheap.
ALONE = ""
_sources: list[TaskSource] = []
_reports: dict[str, Report] = {}
_kinds: set[str] = set()


def register_task_source(
    prefix: str, kind: str, topic: str = ALONE, many: Many | None = None
) -> Callable[[Find], Find]:
    """Register what finds the tasks of one sort under given keys of a topic. `many` sums up a burst
    of them.
    """

    def register(find: Find) -> Find:
        if any(
            prefix.startswith(found.prefix) or found.prefix.startswith(prefix) for found in _sources
        ):
            raise ValueError(f"{prefix}: another source has these keys")
        _sources.append(TaskSource(prefix, topic, find, many))
        _kinds.add(kind)
        return find

    return register


def register_outcomes(topic: str, *of: str) -> Callable[[Report], Report]:
    """Register what finds the messages about entries in the log of a topic. They are told once, and
    done when read.

    One that is found again before it was read says it in its new words; no second message leaves.
    """

    def register(find: Report) -> Report:
        _reports[topic] = find
        _kinds.update(of)
        return find

    return register


def notice_kinds() -> list[Kind]:
    """What there is to choose from: the kinds that some source tells of, and the digest."""
    return [kind for kind in Kind if kind in _kinds or kind is Kind.DIGEST]


def notice_topics() -> list[str]:
    return sorted({*_reports, *(found.topic for found in _sources)} - {ALONE})


def topic_address(topic: str, key: int) -> str:
    return f"{topic}/{key}"


def send_notice(
    users: Iterable[int], kind: str, key: str, subject: str, text: str, url: str
) -> int:
    """Tell these people something that no state shows; it is done when read. Returns how many had
    not been told before.
    """
    return len(
        _write([Task(kind, key, frozenset(users), subject, lambda: text, url)], is_task=False)
    )


def update_notices_now(topic: str, key: int) -> None:
    """At once after an act, unless it is told already. It waits for nobody: what is being told of
    just now is left to the minute's job.
    """
    if not Changed.objects.filter(topic=topic, key=key).exists():
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '250ms'")
        update_notices(topic, [key], at_once=True)


@transaction.atomic
def update_standalone_notices() -> None:
    """What stands under no key."""
    with _sharing():
        for found in _sources:
            if found.topic == ALONE:
                rows = Notice.objects.filter(
                    done_at=None, is_task=True, key__startswith=found.prefix
                )
                _carefully(
                    found.prefix,
                    partial(
                        _compare, found, (), list(rows.only(*COMPARED)), defaultdict(set), True
                    ),
                )


@transaction.atomic
def update_notices(topic: str, keys: Collection[int], at_once: bool = False) -> int:
    """Close what is done under these keys, tell what is new, and forget their marks. Returns of how
    many, for some may be told of by another process just now. What comes in bursts waits for
    `announce`, unless it is told `at_once`.
    """
    mine = _claim(topic, keys)
    marks = [
        Mark(*row)
        for row in (
            Changed.objects.filter(topic=topic, key__in=mine)
            .order_by("pk")
            .values_list("pk", "key", "event")
        )
    ]
    with _sharing():
        try:
            with transaction.atomic():
                _update_notices_of(topic, mine, marks, at_once, _plainly)
        except Exception:
            log.warning("something about %s fails; each source alone", topic)
            _update_notices_of(topic, mine, marks, at_once, _carefully)
    Changed.objects.filter(pk__in=[mark.pk for mark in marks]).delete()
    return len(mine)


def _update_notices_of(
    topic: str, keys: list[int], marks: list[Mark], at_once: bool, do: Callable
) -> None:
    rows = Notice.objects.filter(
        done_at=None, is_task=True, about__in=[topic_address(topic, key) for key in keys]
    )
    shown: dict[str, list[Notice]] = defaultdict(list)
    for row in rows.only(*COMPARED):
        shown[prefix_of(row.key)].append(row)
    fresh: dict[str, set[int]] = defaultdict(set)
    for found in _sources:
        if found.topic == topic:
            do(found.prefix, partial(_compare, found, keys, shown[found.prefix], fresh, at_once))
    told = [mark for mark in marks if mark.event is not None]
    if topic in _reports and told:
        do(
            f"outcomes of {topic}",
            lambda: _write(_besides(_reports[topic](told), fresh), is_task=False),
        )


def _compare(
    found: TaskSource,
    keys: Collection[int],
    rows: list[Notice],
    fresh: dict[str, set[int]],
    at_once: bool,
) -> None:
    """Compare what a source finds with what is told of it."""
    for row in sync_notices(rows, found.find(keys), is_announced=at_once or found.many is None):
        fresh[row.about].add(row.user_id)


def _plainly(what: str, act: Callable[[], object]) -> None:
    act()


def _carefully(what: str, act: Callable[[], object]) -> None:
    """One that fails holds up no other, and closes nothing."""
    try:
        with transaction.atomic():
            act()
    except Exception:
        log.exception("no notices from %s", what)


_shared: ContextVar[dict[Any, Any] | None] = ContextVar("shared", default=None)
Kept = TypeVar("Kept")


@contextmanager
def _sharing() -> Iterator[None]:
    token = _shared.set({})
    try:
        yield
    finally:
        _shared.reset(token)


def read_shared(kind: Callable[[], Kept]) -> Kept:
    """Such a table (of seats, of days), read once for all sources that are asked together."""
    kept = _shared.get()
    if kept is None:
        return kind()
    if kind not in kept:
        kept[kind] = kind()
    return kept[kind]


def _claim(topic: str, keys: Collection[int]) -> list[int]:
    """Those that nobody else tells of until this transaction ends."""
    number = LOCK + sum(map(ord, topic))
    with connection.cursor() as cursor:
        sql = (
            "SELECT key FROM unnest(%s::bigint[]) key WHERE pg_try_advisory_xact_lock(%s, (key %%"
            " 2000000000)::int)"
        )
        cursor.execute(sql, [sorted(set(keys)), number])
        return [key for (key,) in cursor.fetchall()]


def _besides(tasks: Iterable[Task], fresh: dict[str, set[int]]) -> list[Task]:
    """Messages for those who did not just get a task about the same thing, which tells them better."""  # noqa: E501
    return [replace(task, people=task.people - fresh.get(task.about, set())) for task in tasks]


def sync_notices(
    rows: Iterable[Notice], tasks: Iterable[Task], is_announced: bool = True
) -> list[Notice]:
    """Among the open `rows` these tasks are all that waits: close what is done, say anew what
    changed its words, tell what is new.

    Returns those that are new, or open again.
    """
    waiting = {(user, task.key): task for task in tasks for user in task.people}
    shown = {(row.user_id, row.key): row for row in rows}
    _close([row for pair, row in shown.items() if pair not in waiting])
    _reword([(row, waiting[pair]) for pair, row in shown.items() if pair in waiting])
    # Two tasks may share a key, as of those who judge side by side: whoever has both is told once,
    # each in the words of his own.
    missing: dict[int, tuple[Task, set[int]]] = {}
    for pair in sorted(waiting.keys() - shown.keys()):
        task = waiting[pair]
        missing.setdefault(id(task), (task, set()))[1].add(pair[0])
    new = [replace(task, people=frozenset(users)) for task, users in missing.values()]
    return _write(new, is_announced=is_announced) if new else []


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
        said = _said(task)
        if (row.subject, row.text, row.url) != (said["subject"], said["text"], said["url"]):
            row.subject, row.text, row.url = said["subject"], said["text"], said["url"]
            changed.append(row)
    if changed:
        Notice.objects.bulk_update(changed, ["subject", "text", "url"], batch_size=500)


def _write(tasks: list[Task], is_task: bool = True, is_announced: bool = True) -> list[Notice]:
    """Write the notices that were never written, with their deliveries. What was done and waits
    again is shown again, not told again.
    """
    now, wanted = timezone.now(), {(user, task.key): task for task in tasks for user in task.people}
    known = {
        (row.user_id, row.key): row
        for row in Notice.objects.filter(key__in={task.key for task in tasks})
    }
    again = (
        [row for pair, row in known.items() if pair in wanted and row.done_at] if is_task else []
    )
    _reword(
        [
            (row, wanted[pair])
            for pair, row in known.items()
            if pair in wanted and row.done_at is None
        ]
    )
    _reopen([(row, wanted[row.user_id, row.key]) for row in again])
    missing = [(user, wanted[user, key]) for user, key in sorted(wanted.keys() - known.keys())]
    new = [
        _notice(user, task, now, is_task=is_task, is_announced=is_announced)
        for user, task in missing
    ]
    new = Notice.objects.bulk_create(new, batch_size=1000)
    if is_announced:
        send_out([row for row in new if row.read_at is None])
    return [*again, *new]


def _notice(user: int, task: Task, now: datetime, **how: bool) -> Notice:
    known = now if user in task.quiet_for else None
    return Notice(user_id=user, created_at=now, read_at=known, **how, **_said(task))


def _reopen(pairs: list[tuple[Notice, Task]]) -> None:
    for row, task in pairs:
        row.done_at = None
        for name, value in _said(task).items():
            setattr(row, name, value)
    if pairs:
        rows = [row for row, _ in pairs]
        Notice.objects.bulk_update(
            rows, ["done_at", "kind", "subject", "text", "url", "about"], batch_size=500
        )
        Notice.objects.filter(pk__in={row.bundle_id for row in rows if row.bundle_id}).update(
            done_at=None
        )


def _said(task: Task) -> dict[str, str]:
    subject = " ".join(task.subject.split())[:320]
    return {
        "kind": task.kind,
        "key": task.key,
        "about": task.about,
        "subject": subject,
        "text": task.words,
        "url": task.url,
    }


def send_out(notices: Collection[Notice]) -> None:
    """Put them on their way to whoever wants them so."""
    now, wishes = timezone.now(), Wishes(notice.user_id for notice in notices)
    rows = [
        Delivery(
            notice=notice, user_id=notice.user_id, channel=channel, created_at=now, next_at=now
        )
        for notice in notices
        for channel in available_channels()
        if wishes.wants(notice.user_id, notice.kind, channel)
    ]
    Delivery.objects.bulk_create(rows, batch_size=1000)


def sums_up(key: str) -> Many | None:
    """How a burst of tasks with such keys is summed up."""
    return next((found.many for found in _sources if key.startswith(found.prefix)), None)


def prefix_of(key: str) -> str:
    return next((found.prefix for found in _sources if key.startswith(found.prefix)), "")


def in_chunks(keys: Iterable[int]) -> Iterable[tuple[int, ...]]:
    rest = iter(keys)
    while chunk := tuple(islice(rest, CHUNK)):
        yield chunk
