"""Worker and calendar of jobs watch over each other. Where no worker is, the calendar itself tells
people what waits, first of all that no worker is there; where no calendar is, the worker does.
"""

import contextvars
import logging
import threading
import time
from functools import partial

from celery import current_app
from django.db import connections
from django.utils import timezone

from kerjasama.web import heartbeat
from kerjasama.web.heartbeat import Part

log = logging.getLogger(__name__)
NOTIFY = "kerjasama.notices.tasks.notify"
EVERY = 60  # seconds
_last = {Part.WORKER: float("-inf"), Part.BEAT: float("-inf")}
_under_way = threading.Lock()


def _is_time(part: Part) -> bool:
    if time.monotonic() - _last[part] < EVERY:
        return False
    _last[part] = time.monotonic()
    return heartbeat.is_silent(timezone.now(), part)


def stand_in_for_worker() -> None:
    """In the calendar, beside its own work, which must not wait for a mail server."""
    if _is_time(Part.WORKER):
        # The context knows below which address the program stands.
        told = partial(contextvars.copy_context().run, tell_people)
        threading.Thread(target=told, daemon=True).start()


def tell_people() -> None:
    """What the worker would do each minute; never two at once."""
    from kerjasama.notices import tasks

    if not _under_way.acquire(blocking=False):
        return
    try:
        tasks.notify()
    except Exception:
        log.exception("nobody could be told that no worker is there")
    finally:
        connections.close_all()  # this thread's own
        _under_way.release()


def stand_in_for_beat() -> None:
    """In the worker: order what the calendar would order, so that people are told that it is
    silent.
    """
    if not _is_time(Part.BEAT):
        return
    try:
        current_app.send_task(NOTIFY, expires=EVERY - 5)
    except Exception:
        log.warning("broker unreachable, nobody is told that the calendar is silent")
