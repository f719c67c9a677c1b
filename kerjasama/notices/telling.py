"""Telling people what waits for them. What waits is derived anew each time, so a missed run loses and a doubled one doubles nothing."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from django.db import connection, transaction
from django.utils import timezone

from .models import Delivery, Kind, Notice
from .preferences import Wishes, channels

log = logging.getLogger(__name__)
LOCK = 642_220_21


@dataclass(frozen=True)
class Task:
    """Something that waits for these people. `key` names it for ever: nobody is told of it twice. `text` is asked for when it is told."""

    kind: str
    key: str
    people: frozenset[int]
    subject: str
    text: Callable[[], str]
    url: str

    @cached_property
    def words(self) -> str:
        return self.text()


Source = Callable[[], Iterable[Task]]
AnySource = TypeVar("AnySource", bound=Source)
_sources: dict[str, Source] = {}
_kinds: set[str] = set()


def source(prefix: str, kind: str) -> Callable[[AnySource], AnySource]:
    """Register what finds all tasks of one sort; their keys begin with `prefix`, and no other's do."""

    def register(find: AnySource) -> AnySource:
        _sources[prefix] = find
        _kinds.add(kind)
        return find

    return register


def kinds() -> list[Kind]:
    """What there is to choose from: the kinds that some source tells of, and the digest."""
    return [kind for kind in Kind if kind in _kinds or kind is Kind.DIGEST]


def tell(users: Iterable[int], kind: str, key: str, subject: str, text: str, url: str) -> int:
    """Tell these people something that no state shows; it is done when read. Returns how many had not been told before."""
    return _tell([Task(kind, key, frozenset(users), subject, lambda: text, url)], is_task=False)


def tell_what_is_new() -> None:
    """Ask all sources. One that fails holds up no other."""
    for prefix, find in _sources.items():
        try:
            keep_told(prefix, find())
        except Exception:
            log.exception("no notices from %s", prefix)


def keep_told(prefix: str, tasks: Iterable[Task]) -> int:
    """Among the keys that begin with `prefix`, these tasks are all that waits: tell what is new, close what is done."""
    waiting = {(user, task.key): task for task in tasks for user in task.people}
    rows = Notice.objects.filter(key__startswith=prefix, done_at=None).values_list("pk", "user_id", "key")
    shown = {(user, key): pk for pk, user, key in rows}
    done = [pk for pair, pk in shown.items() if pair not in waiting]
    if done:
        Notice.objects.filter(pk__in=done).update(done_at=timezone.now())
    missing: dict[str, set[int]] = {}
    for user, key in waiting.keys() - shown.keys():
        missing.setdefault(key, set()).add(user)
    unique = {task.key: task for task in waiting.values()}
    return _tell([_for(unique[key], users) for key, users in sorted(missing.items())]) if missing else 0


def _for(task: Task, users: set[int]) -> Task:
    return Task(task.kind, task.key, frozenset(users), task.subject, task.text, task.url)


@transaction.atomic
def _tell(tasks: list[Task], is_task: bool = True) -> int:
    """Write the notices that were never written, with their deliveries. What was done and waits again is shown again, not told again."""
    _one_at_a_time()
    now = timezone.now()
    known = Notice.objects.filter(key__in=[task.key for task in tasks])
    if is_task:
        again = {(user, task.key) for task in tasks for user in task.people}
        closed = known.exclude(done_at=None).values_list("pk", "user_id", "key")
        Notice.objects.filter(pk__in=[pk for pk, user, key in closed if (user, key) in again]).update(done_at=None)
    told = set(known.values_list("user_id", "key"))
    new = [
        Notice(user_id=user, is_task=is_task, created_at=now, **_said(task))
        for task in tasks
        for user in sorted(task.people)
        if (user, task.key) not in told
    ]
    _send_out(Notice.objects.bulk_create(new, batch_size=1000), now)
    return len(new)


def _said(task: Task) -> dict[str, str]:
    return {"kind": task.kind, "key": task.key, "subject": " ".join(task.subject.split())[:320], "text": task.words, "url": task.url}


def _send_out(notices: list[Notice], now) -> None:
    wishes = Wishes(notice.user_id for notice in notices)
    rows = [
        Delivery(notice=notice, user_id=notice.user_id, channel=channel, created_at=now, next_at=now)
        for notice in notices
        for channel in channels()
        if wishes.wants(notice.user_id, notice.kind, channel)
    ]
    Delivery.objects.bulk_create(rows, batch_size=1000)


def _one_at_a_time() -> None:
    """Until the transaction ends; so that two who look for what is missing do not both write it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
