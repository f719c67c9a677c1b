"""Handing work to the worker. Whatever is wrong with the broker, a row stays queued and a sweep hands it over later."""

import logging
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

from celery import current_app
from django.utils import timezone

log = logging.getLogger(__name__)
PATIENCE = timedelta(seconds=30)
MOST_ATTEMPTS = 6
NO_WORKER = "Pembuat dokumen tidak menjawab. Coba lagi atau hubungi administrator."


def hand_over(task: str, key: int) -> bool:
    """Whether the broker took it."""
    try:
        current_app.send_task(f"agreements.tasks.{task}", [key])
    except Exception:
        log.warning("broker unreachable, %s %s waits for the sweep", task, key)
        return False
    return True


def sweep(queued: Iterable[Any], send: Callable[[int], bool], give_up: Callable[[Any], object]) -> None:
    """Send again what is not there yet, each time after a longer wait; give up after MOST_ATTEMPTS.

    A broker that did not take one row is not asked to take the others, so that the sweep ends in time.
    """
    broker_answers = True
    for row in queued:
        waited = timezone.now() - (row.sent_at or row.requested_at)
        if row.attempts >= MOST_ATTEMPTS and waited > PATIENCE * 2**row.attempts:
            give_up(row)
        elif broker_answers and waited > PATIENCE * 2**row.attempts / 2:
            broker_answers = send(row.pk)
