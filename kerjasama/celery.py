import os
import time
from typing import Any

from celery import Celery, signals

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


@signals.worker_ready.connect
@signals.heartbeat_sent.connect
def show_life(**_: Any) -> None:
    """Now and then, as the worker's own heart beats, even while its processes are at long jobs."""
    global _last_sign
    if time.monotonic() - _last_sign < SIGN_SECONDS:
        return
    _last_sign = time.monotonic()
    from kerjasama.web.heartbeat import give_sign  # needs the apps, which are not ready yet

    give_sign()
