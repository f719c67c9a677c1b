"""Pages as PDF that are no paper of a case: without number and archive, made once by the worker, sent again by the sweep."""

import logging
from collections.abc import Callable
from typing import Any

from django.utils import timezone

from agreements.models import DocumentState, LeadersSheet, Recap

from . import rendering, store
from .rendering import BROKEN, MOST_ATTEMPTS, NO_WORKER, PATIENCE

log = logging.getLogger(__name__)
Model = type[Recap] | type[LeadersSheet]


def render(row: Any, template: str, context: Callable[[], dict]) -> bool:
    """Make it, unless it is made already. Run twice, it leaves one file. Returns whether it is there now for the first time."""
    if row.state != DocumentState.QUEUED:
        return False
    try:
        return _finish(row, DocumentState.READY, sha256=store.put(rendering.pdf_of(template, context())))
    except Exception:
        log.exception("%s %s failed", type(row).__name__, row.pk)
        _finish(row, DocumentState.FAILED, error=BROKEN)
        return False


def sweep(model: Model) -> None:
    """Send again what is not there yet, each time after a longer wait; give up after MOST_ATTEMPTS."""
    for row in model.objects.filter(state=DocumentState.QUEUED):
        waited = timezone.now() - (row.sent_at or row.requested_at)
        if row.attempts >= MOST_ATTEMPTS and waited > PATIENCE * 2**row.attempts:
            _finish(row, DocumentState.FAILED, error=NO_WORKER)
        elif waited > PATIENCE * 2**row.attempts / 2 and not rendering.send(row.pk, model):
            return


def _finish(row: Any, state: str, **fields: Any) -> bool:
    """Unless somebody else did."""
    return bool(type(row).objects.filter(pk=row.pk, state=DocumentState.QUEUED).update(state=state, **fields))
