"""Pages as PDF that are no paper of a case: without number and archive, made once by the worker,
sent again by the sweep.
"""

import logging
from collections.abc import Callable
from typing import Any

from agreements.documents import outbox, rendering, store
from agreements.models import DocumentState, LeadersSheet, Recap

log = logging.getLogger(__name__)
Model = type[Recap] | type[LeadersSheet]


def render_plain_page(row: Any, template: str, context: Callable[[], dict]) -> bool:
    """Make it, unless it is made already. Run twice, it leaves one file. Returns whether it is
    there now for the first time.
    """
    if row.state != DocumentState.QUEUED:
        return False
    try:
        return _finish(
            row,
            DocumentState.READY,
            sha256=store.store_bytes(rendering.pdf_of(template, context())),
        )
    except Exception as fault:
        log.exception("%s %s failed", type(row).__name__, row.pk)
        _finish(row, DocumentState.FAILED, error=outbox.reason_of(fault))
        return False


def sweep_plain_pages(model: Model) -> None:
    queued = model.objects.filter(state=DocumentState.QUEUED)
    outbox.sweep_queue(
        queued,
        lambda key: rendering.queue_document(key, model),
        lambda row: _finish(row, DocumentState.FAILED, error=outbox.NO_WORKER),
    )


def _finish(row: Any, state: str, **fields: Any) -> bool:
    """Unless somebody else did."""
    return bool(
        type(row)
        .objects.filter(pk=row.pk, state=DocumentState.QUEUED)
        .update(state=state, **fields)
    )
