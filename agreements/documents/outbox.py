"""Handing work to the worker. Whatever is wrong with the broker, a row stays queued and a sweep
hands it over later.
"""

import logging
from collections.abc import Callable, Iterable
from datetime import timedelta
from enum import StrEnum
from typing import Any

from celery import current_app
from celery.exceptions import SoftTimeLimitExceeded
from django.utils import timezone

from kerjasama.files.faults import Unreachable


class Job(StrEnum):
    """The jobs that rows wait for, by the names under which `agreements.tasks` registers them."""

    RENDER_DOCUMENT = "agreements.tasks.render_document"
    RENDER_RECAP = "agreements.tasks.render_recap"
    RENDER_LEADERS_SHEET = "agreements.tasks.render_leaderssheet"
    RENDER_MAPPING_PAPER = "agreements.tasks.render_mappingpaper"
    RENDER_TEAM_REPORT = "agreements.tasks.render_teamreportpaper"
    RENDER_TASK_HANDOVER = "agreements.tasks.render_taskhandover"
    RENDER_LETTER = "agreements.tasks.render_letter"
    WORK_ON_IMPORT = "agreements.tasks.work_on_import"
    BUILD_BUNDLE = "agreements.tasks.build_bundle"


log = logging.getLogger(__name__)
PATIENCE = timedelta(seconds=30)
MOST_ATTEMPTS = 6
NO_WORKER = (
    f"Tidak selesai dibuat walaupun sudah {MOST_ATTEMPTS} kali dicoba: pembuat dokumen tidak"
    " menjawab, atau tiap kali melewati batas waktu. Coba lagi atau hubungi administrator."
)
BROKEN = "Gagal dibuat karena gangguan sistem. Coba lagi atau hubungi administrator."
TOO_LONG = (
    "Pembuatan dihentikan karena melewati batas waktu. Periksa apakah isinya wajar panjangnya, lalu"
    " coba lagi atau hubungi administrator."
)


def reason_of(fault: Exception) -> str:
    """Why a job of the worker failed, as the page says it."""
    if is_timeout(fault):
        return TOO_LONG
    return BROKEN


def is_timeout(fault: Exception) -> bool:
    """Whether the worker's time was up."""
    return isinstance(fault, SoftTimeLimitExceeded)


def wait_for_files(away: Unreachable, what: str) -> None:
    """What is made lies nowhere yet: it stays queued, and the sweep has it made again."""
    log.warning("%s waits for the place of files: %s", what, away)


def hand_over_task(job: Job, key: int) -> bool:
    """Whether the broker took it."""
    try:
        current_app.send_task(job.value, [key])
    except Exception:
        log.warning("broker unreachable, %s %s waits for the sweep", job, key)
        return False
    return True


def sweep_queue(
    queued: Iterable[Any], send: Callable[[int], bool], give_up: Callable[[Any], object]
) -> None:
    """Send again what is not there yet, each time after a longer wait; give up after MOST_ATTEMPTS.

    A broker that did not take one row is not asked to take the others, so that the sweep ends in
    time.
    """
    broker_answers = True
    for row in queued:
        waited = timezone.now() - (row.sent_at or row.requested_at)
        if row.attempts >= MOST_ATTEMPTS and waited > PATIENCE * 2**row.attempts:
            give_up(row)
        elif broker_answers and waited > PATIENCE * 2**row.attempts / 2:
            broker_answers = send(row.pk)
