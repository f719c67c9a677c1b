"""Pages as PDF that are no paper of a case: without number and archive, made once by the worker,
sent again by the sweep.
"""

import logging
from collections.abc import Callable, Mapping
from typing import Any

from django.db import IntegrityError, transaction

from agreements.documents import outbox, rendering, store
from agreements.models import (
    DocumentState,
    LeadersSheet,
    MappingPaper,
    Recap,
    TaskHandover,
    TeamReportPaper,
)
from kerjasama.files.faults import Unreachable

log = logging.getLogger(__name__)
PlainPage = Recap | LeadersSheet | MappingPaper | TeamReportPaper | TaskHandover


def render_plain_page(
    row: PlainPage, template: str, context: Callable[[], Mapping[str, Any]]
) -> bool:
    """Make it, unless it is made already. Run twice, it leaves one file. Returns whether it is
    there now for the first time.
    """
    if row.state != DocumentState.QUEUED:
        return False
    try:
        pdf = rendering.pdf_of(template, context())
        return _finish(row, DocumentState.READY, sha256=store.store_bytes(pdf))
    except Unreachable as away:
        outbox.wait_for_files(away, f"{type(row).__name__} {row.pk}")
        return False
    except Exception as fault:
        log.exception("%s %s failed", type(row).__name__, row.pk)
        _finish(row, DocumentState.FAILED, error=outbox.reason_of(fault))
        return False


def sweep_plain_pages(model: type[PlainPage]) -> None:
    """Send again those that wait too long; give up those that were sent often enough."""
    queued = model.objects.filter(state=DocumentState.QUEUED)
    outbox.sweep_queue(
        queued,
        lambda key: rendering.queue_document(key, model),
        lambda row: _finish(row, DocumentState.FAILED, error=outbox.NO_WORKER),
    )


@transaction.atomic
def retry_page(model: type[PlainPage], key: int) -> bool:
    """Try a failed one again. Returns whether it had failed and no other is being made."""
    failed = model.objects.filter(pk=key, state=DocumentState.FAILED)
    try:
        with transaction.atomic():
            is_queued = failed.update(state=DocumentState.QUEUED, error="", attempts=0)
    except IntegrityError:
        return False
    if is_queued:
        transaction.on_commit(lambda: rendering.queue_document(key, model))
    return bool(is_queued)


def _finish(row: PlainPage, state: str, *, sha256: str = "", error: str = "") -> bool:
    """Unless somebody else did. Whether it was done here."""
    waiting = type(row)._default_manager.filter(pk=row.pk, state=DocumentState.QUEUED)
    return bool(waiting.update(state=state, sha256=sha256, error=error))
