"""Sending what is due. Rows are locked while they are sent, so that two runs side by side send
nothing twice.
"""

import logging
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from kerjasama.accounts.models import User

from .channels import WAYS, Message, MessageChannel, NeverArrives, Unreachable
from .models import Delivery, DeliveryState, Digest, Kind, Notice, Reach
from .preferences import Wishes, available_channels, quiet_until

log = logging.getLogger(__name__)
DIGEST_AT = time(7, 30)
# With waits of 1, 2, 4, 8, 16, 32 and then 60 minutes, a server may be away for a day.
MOST_ATTEMPTS = 30
LONGEST_WAIT = timedelta(minutes=60)
# A digest names some and counts the others; more than this it does not even count.
MOST_IN_DIGEST = 500
# One run must not keep papers waiting for long; the next minute goes on.
MOST_A_RUN = 50


@transaction.atomic
def prepare_digests(now: datetime) -> int:
    """From 07.30 on, prepare the digest of the day for everybody for whom something waits. Late or
    repeated, it is prepared once.
    """
    local = timezone.localtime(now)
    if local.time() < DIGEST_AT:
        return 0
    day, is_new = Digest.objects.get_or_create(day=local.date())
    if not is_new:
        return 0
    waiting = Notice.objects.filter(done_at=None, is_announced=True, is_task=True).values("user")
    people = User.objects.filter(pk__in=waiting, is_active=True).values_list("pk", flat=True)
    wishes = Wishes(people)
    rows = [
        Delivery(digest=day, user_id=user, channel=channel, created_at=now, next_at=now)
        for user in people
        for channel in available_channels()
        if wishes.wants(user, Kind.DIGEST, channel)
    ]
    return len(Delivery.objects.bulk_create(rows, batch_size=1000))


def deliver_due(now: datetime) -> int:
    """Send what is due over each channel, one message per person. Returns how many were sent."""
    return sum(_deliver_over(channel, now) for channel in available_channels())


def _deliver_over(channel: str, now: datetime) -> int:
    due = Delivery.objects.due(now).filter(channel=channel)
    # What one person is told at the same time makes one message; the digest is one of its own.
    groups = list(dict.fromkeys(due.values_list("user_id", "digest_id")))[:MOST_A_RUN]
    if not groups:
        return 0
    way, sent = WAYS[channel](), 0
    try:
        for user, digest_id in groups:
            way.open()
            sent += _deliver(way, channel, user, digest_id, now)
    except Unreachable as error:
        put_off(due, str(error), now)
    finally:
        way.close()
    return sent


@transaction.atomic
def put_off(due: QuerySet, error: str, now: datetime) -> None:
    """One vain call is enough for all who wait; the next run asks again."""
    try_later(list(due.select_for_update(skip_locked=True)), error, now)


@transaction.atomic
def _deliver(
    way: MessageChannel, channel: str, user_id: int, digest_id: int | None, now: datetime
) -> int:
    """Send one person what is due over one channel; returns how many messages left."""
    mine = Delivery.objects.due(now).filter(channel=channel, user_id=user_id, digest_id=digest_id)
    rows = list(mine.select_related("notice").select_for_update(skip_locked=True, of=("self",)))
    if not rows:
        return 0
    user = User.objects.get(pk=user_id)
    reach = Reach.objects.filter(user_id=user_id).first()
    until = quiet_until(reach, now)
    if until:
        _rows_of(rows).update(next_at=until)
        return 0
    rows = _still_wanted(rows, user)
    notices = _notices_of(rows, user, is_digest=digest_id is not None)
    address = way.address(user, reach)
    if not (rows and notices and address and user.is_active):
        error = "" if address else "Tidak ada alamat."
        _rows_of(rows).update(state=DeliveryState.DROPPED, error=error)
        return 0
    message = way.compose(user, notices, is_digest=digest_id is not None, key=_key(rows))
    return int(_send(way, address, message, rows, now))


def _notices_of(rows: list[Delivery], user: User, *, is_digest: bool) -> list[Notice]:
    """What the message tells of: for a digest all that waits, else what these deliveries bring."""
    if is_digest:
        return list(Notice.objects.open_for(user).filter(is_task=True)[:MOST_IN_DIGEST])
    return [row.notice for row in rows if row.notice]


def _send(
    way: MessageChannel, address: str, message: Message, rows: list[Delivery], now: datetime
) -> bool:
    """Send the message and note what became of it. Returns whether it left."""
    try:
        way.send(address, message)
    except NeverArrives as error:
        _rows_of(rows).update(state=DeliveryState.FAILED, error=str(error)[:300])
        return False
    except Exception as error:
        # The words of a server repeat addresses, and those of a gateway what it was given.
        told = rows[0].user_id, rows[0].channel, type(error).__name__
        log.warning("message to user %s over %s did not leave: %s", *told)
        way.close()
        try_later(rows, f"{type(error).__name__}: {error}", now)
        return False
    _rows_of(rows).update(state=DeliveryState.SENT, sent_at=now, error="")
    return True


def _still_wanted(rows: list[Delivery], user: User) -> list[Delivery]:
    """Those whose work is not done meanwhile and that the person still wants; the others are
    dropped.
    """
    wishes = Wishes([user.pk])
    wanted: list[Delivery] = []
    dropped: list[Delivery] = []
    for row in rows:
        if row.is_open and wishes.wants(user.pk, row.kind, row.channel):
            wanted.append(row)
        else:
            dropped.append(row)
    if dropped:
        _rows_of(dropped).update(state=DeliveryState.DROPPED)
    return wanted


def _key(rows: list[Delivery]) -> str:
    """The same for the same rows, so that a mail server can tell a repetition."""
    return sha256(repr(sorted(row.pk for row in rows)).encode()).hexdigest()[:32]


def try_later(rows: Sequence[Any], error: str, now: datetime) -> None:
    """Note why these deliveries did not leave, and when each is tried again; after MOST_ATTEMPTS
    they are given up.
    """
    for row in rows:
        row.attempts += 1
        row.error = error[:300]
        row.next_at = now + min(timedelta(minutes=2 ** min(row.attempts - 1, 10)), LONGEST_WAIT)
        if row.attempts >= MOST_ATTEMPTS:
            row.state = DeliveryState.FAILED
    if rows:
        type(rows[0])._default_manager.bulk_update(
            rows, ["attempts", "error", "next_at", "state"], batch_size=1000
        )


def _rows_of(rows: list[Delivery]) -> QuerySet[Delivery]:
    return Delivery.objects.filter(pk__in=[row.pk for row in rows])


def retry_delivery(delivery_id: int) -> bool:
    """Queue a failed delivery again. Returns whether it had failed."""
    failed = Delivery.objects.filter(pk=delivery_id, state=DeliveryState.FAILED)
    return bool(
        failed.update(state=DeliveryState.QUEUED, attempts=0, error="", next_at=timezone.now())
    )


def give_up_delivery(delivery_id: int) -> bool:
    """Let a failed delivery be; its notice stays in the list. Returns whether it had failed."""
    failed = Delivery.objects.filter(pk=delivery_id, state=DeliveryState.FAILED)
    return bool(failed.update(state=DeliveryState.DROPPED))
