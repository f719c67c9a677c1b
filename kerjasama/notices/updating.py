"""Updates what people are told: derived from how a thing stands now, and compared with what they
were told of it.

What changed is marked (`Changed`); a run takes the marks, asks the sources of the topic, and
forgets them.
"""

import logging
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from functools import partial
from itertools import islice

from django.db import connection, transaction

from .models import Changed, Notice
from .posting import COMPARED, sync_notices, write_messages
from .sources import (
    ALONE,
    Mark,
    Report,
    Task,
    TaskSource,
    prefix_of,
    quietening_of_topic,
    report_of_topic,
    share_tables,
    sources_of_topic,
    topic_address,
)

log = logging.getLogger(__name__)
LOCK = 642_220
CHUNK = 100


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
    with share_tables():
        for source in sources_of_topic(ALONE):
            rows = Notice.objects.filter(done_at=None, is_task=True, key__startswith=source.prefix)
            compare = partial(_compare, source, (), list(rows.only(*COMPARED)), {}, at_once=True)
            _log_failure(source.prefix, compare)


@transaction.atomic
def update_notices(topic: str, keys: Collection[int], *, at_once: bool = False) -> int:
    """Close what is done under these keys, tell what is new, and forget their marks. Returns of how
    many, for some may be told of by another process just now. What comes in bursts waits for
    `announce`, unless it is told `at_once`.
    """
    mine = _claim(topic, keys)
    changes = Changed.objects.filter(topic=topic, key__in=mine).order_by("pk")
    marks = [Mark(*row) for row in changes.values_list("pk", "key", "event")]
    with share_tables():
        try:
            with transaction.atomic():
                _update_notices_of(topic, mine, marks, at_once=at_once, run=_let_fail)
        except Exception:
            log.warning("something about %s fails; each source alone", topic)
            _update_notices_of(topic, mine, marks, at_once=at_once, run=_log_failure)
    Changed.objects.filter(pk__in=[mark.pk for mark in marks]).delete()
    return len(mine)


def _update_notices_of(
    topic: str,
    keys: list[int],
    marks: list[Mark],
    *,
    at_once: bool,
    run: Callable[[str, Callable[[], object]], None],
) -> None:
    """Ask each source of the topic, then for the messages. `run` decides what a failure does."""
    rows = Notice.objects.filter(
        done_at=None, is_task=True, about__in=[topic_address(topic, key) for key in keys]
    )
    shown: dict[str, list[Notice]] = defaultdict(list)
    for row in rows.only(*COMPARED):
        shown[prefix_of(row.key)].append(row)
    fresh: dict[str, set[int]] = {}
    for source in sources_of_topic(topic):
        compare = partial(_compare, source, keys, shown[source.prefix], fresh, at_once=at_once)
        run(source.prefix, compare)
    report = report_of_topic(topic)
    logged = [mark for mark in marks if mark.event is not None]
    if report is not None and logged:
        run(f"outcomes of {topic}", partial(_write_outcomes, report, logged, fresh))


def _compare(
    source: TaskSource,
    keys: Collection[int],
    rows: list[Notice],
    fresh: dict[str, set[int]],
    *,
    at_once: bool,
) -> None:
    """Compare what a source finds with what is told of it; note in `fresh` who got a task about
    which thing.
    """
    is_announced = at_once or source.many is None
    tasks, quieten = list(source.find(keys)), quietening_of_topic(source.topic)
    for row in sync_notices(rows, tasks, quieten, is_announced=is_announced):
        fresh.setdefault(row.about, set()).add(row.user_id)


def _write_outcomes(report: Report, marks: list[Mark], fresh: dict[str, set[int]]) -> None:
    write_messages(_besides(report(marks), fresh))


def _let_fail(what: str, act: Callable[[], object]) -> None:
    act()


def _log_failure(what: str, act: Callable[[], object]) -> None:
    """One that fails holds up no other, and closes nothing."""
    try:
        with transaction.atomic():
            act()
    except Exception:
        log.exception("no notices from %s", what)


def _claim(topic: str, keys: Collection[int]) -> list[int]:
    """Those that nobody else tells of until this transaction ends."""
    sql = (
        "SELECT key FROM unnest(%(keys)s::bigint[]) key"
        " WHERE pg_try_advisory_xact_lock(%(topic)s, (key %% 2000000000)::int)"
    )
    number = LOCK + sum(map(ord, topic))
    with connection.cursor() as cursor:
        cursor.execute(sql, {"keys": sorted(set(keys)), "topic": number})
        return [key for (key,) in cursor.fetchall()]


def _besides(tasks: Iterable[Task], fresh: dict[str, set[int]]) -> list[Task]:
    """Messages for those who did not just get a task about the same thing, which tells them better."""  # noqa: E501
    return [replace(task, people=task.people - fresh.get(task.about, set())) for task in tasks]


def in_chunks(keys: Iterable[int]) -> Iterable[tuple[int, ...]]:
    """The keys in portions of at most CHUNK, as one transaction takes them."""
    rest = iter(keys)
    while chunk := tuple(islice(rest, CHUNK)):
        yield chunk
