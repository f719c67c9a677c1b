import logging.config
import os
import time
from typing import Any

from celery import Celery, Task, signals

from kerjasama.web import request_ids

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kerjasama.settings")
app = Celery("kerjasama")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.autodiscover_tasks(["agreements.demo"])
SIGN_SECONDS = 10
_last_sign = float("-inf")


@signals.celeryd_init.connect
@signals.beat_init.connect
def serve_as_the_program(**_: Any) -> None:
    """Neither worker nor beat begins as the owner of the tables."""
    from django.core.exceptions import ImproperlyConfigured

    from kerjasama.database.serving import refuse_owner

    try:
        refuse_owner()
    except ImproperlyConfigured as refusal:  # Celery would log it and go on
        raise SystemExit(str(refusal)) from refusal


@signals.setup_logging.connect
def write_lines(loglevel: int | str | None = None, **_: Any) -> None:
    """Worker and beat write their lines as the web does, from the level that is asked for."""
    from django.conf import settings

    logging.config.dictConfig(settings.LOGGING)
    if loglevel:
        logging.getLogger().setLevel(loglevel)


@signals.before_task_publish.connect
def name_request(headers: dict[str, Any], **_: Any) -> None:
    """A job works for the request that ordered it."""
    request_ids.send_along(headers)


@signals.task_prerun.connect
def begin_job(task: Task, **_: Any) -> None:
    """Its lines bear the name of that request, and what it takes is counted."""
    from kerjasama.health import counting

    request_ids.take_over(task)
    counting.begin_job(task)


@signals.task_postrun.connect
def end_job(task: Task, state: str | None = None, **_: Any) -> None:
    """Count how it ended."""
    from kerjasama.health import counting

    counting.end_job(task, state or "")


@signals.worker_ready.connect
@signals.heartbeat_sent.connect
def show_life(**_: Any) -> None:
    """Now and then, as the worker's own heart beats, even while its processes are at long jobs."""
    global _last_sign
    if time.monotonic() - _last_sign < SIGN_SECONDS:
        return
    _last_sign = time.monotonic()
    # These need the apps, which are not ready yet.
    from kerjasama.health import standing_in
    from kerjasama.web.heartbeat import give_sign

    give_sign()
    standing_in.stand_in_for_beat()
