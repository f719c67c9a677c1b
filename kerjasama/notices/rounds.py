"""The minute's job: tells of what changed and of what a day brought, one run at a time, for a
bounded time.

Once a night everything is compared, a stretch at a time, in case anything was missed.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from time import process_time

from django.db import connection, transaction
from django.utils import timezone

from . import bursts, sources, updating
from .models import Changed, Notice, Round

RUNNING = 642_220_24
# A mark of this topic says that whose turn things are may have changed anywhere: a seat, a term, a
# day off.
ALL = "semua"
# So much of a processor one run may take; the next goes on.
MOST_SECONDS = 0.6
# In the small hours a run compares so many things besides.
NIGHT, STRETCH = range(1, 5), 300

# A message closes by itself after this time, read or not.
UNREAD = timedelta(30)

Touched = Callable[[date, date], Iterable[int]]
Keys = Callable[[int, int], list[int]]
_touched: dict[str, list[Touched]] = {}
_keys: dict[str, Keys] = {}


def by_date(topic: str) -> Callable[[Touched], Touched]:
    """Register what finds the keys under which something became due, late or over after one day and
    up to another.
    """

    def register(find: Touched) -> Touched:
        _touched.setdefault(topic, []).append(find)
        return find

    return register


def register_key_lister(topic: str) -> Callable[[Keys], Keys]:
    """Register what lists so many keys of a topic after a given one, in their order."""

    def register(find: Keys) -> Keys:
        _keys[topic] = find
        return find

    return register


def run_round(now: datetime | None = None) -> bool:
    """One run. Returns whether it found something to do and time to end it; a run beside another
    does nothing.
    """
    with _alone() as is_alone:
        if not is_alone:
            return True
        until = process_time() + MOST_SECONDS
        local = timezone.localtime(now)
        _mark_dates(local.date())
        is_done = _publish_changes(until) and _compare(local, until)
        updating.update_standalone_notices()
        if is_done and Notice.objects.filter(is_announced=False).exists():
            bursts.announce_findings()
        return is_done


@contextmanager
def _alone() -> Iterator[bool]:
    """Whether no other run is under way; the lock goes with the connection, should this process
    die.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [RUNNING])
        is_alone = cursor.fetchone()[0]
        try:
            yield is_alone
        finally:
            if is_alone and not connection.needs_rollback:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [RUNNING])


@transaction.atomic
def _mark_dates(today: date) -> None:
    """Once a day, mark what the days since the last run touched; the first run of all compares
    everything.
    """
    state, _ = Round.objects.get_or_create(pk=1)
    if state.day == today:
        return
    if state.day is None:
        Changed.objects.create(topic=ALL)
    elif state.day < today:
        for topic, finders in _touched.items():
            touched = {key for find in finders for key in find(state.day, today)}
            Changed.objects.bulk_create(
                [Changed(topic=topic, key=key) for key in sorted(touched)], batch_size=1000
            )
    _forget_old_messages()
    Round.objects.update(day=today)


def _forget_old_messages() -> None:
    """What nobody read for so long is no news; the history of the case keeps it."""
    old = timezone.now() - UNREAD
    Notice.objects.filter(is_task=False, done_at=None, created_at__lt=old).update(
        done_at=timezone.now()
    )


def _publish_changes(until: float) -> bool:
    """Tell of what is marked, the oldest first. Returns whether that was all."""
    for topic in sources.notice_topics():
        # What is being told of elsewhere stays marked; so go on behind it.
        after = 0
        while keys := _marked(topic, after):
            for chunk in updating.in_chunks(keys):
                if process_time() > until:
                    return False
                updating.update_notices(topic, chunk)
            after = max(keys)
    return True


def _marked(topic: str, after: int) -> list[int]:
    rows = (
        Changed.objects.filter(topic=topic, key__gt=after)
        .order_by("key")
        .values_list("key", flat=True)
        .distinct()
    )
    return list(rows[: 5 * updating.CHUNK])


def _compare(local: datetime, until: float) -> bool:
    """Go on with comparing everything, if it is asked for or the night has come. Returns False
    while one that was asked for goes on.
    """
    if Changed.objects.filter(topic=ALL).delete()[0]:
        Round.objects.update(compared_on=None, compared_to=0)
    state = Round.objects.get(pk=1)
    is_asked = state.compared_on is None
    is_night = local.hour in NIGHT and state.compared_on != local.date()
    if not (is_asked or is_night):
        return True
    left = 100 if is_asked else STRETCH // updating.CHUNK
    while left and process_time() < until:
        left -= 1
        if not _compare_some(state, local.date()):
            return True
    return is_night and not is_asked


def _compare_some(state: Round, today: date) -> bool:
    """Returns whether there was something left to compare."""
    for topic, find in _keys.items():  # there is one topic today; a second needs a place of its own
        keys = find(state.compared_to, updating.CHUNK)
        if keys:
            updating.update_notices(topic, keys)
            state.compared_to = keys[-1]
            state.save()
            return True
    state.compared_to, state.compared_on = 0, today
    state.save()
    return False


def update_all_notices() -> None:
    """Compare everything at once, however long it takes."""
    _mark_dates(timezone.localdate())
    for topic, find in _keys.items():
        after = 0
        while keys := find(after, updating.CHUNK):
            updating.update_notices(topic, keys)
            after = keys[-1]
    updating.update_standalone_notices()
    bursts.announce_findings()
