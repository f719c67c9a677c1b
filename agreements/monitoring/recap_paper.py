"""The recap as PDF: ordered once, made by the worker, sent again by the sweep."""

import logging

from django.db import transaction
from django.utils import timezone

from agreements.documents import rendering, store
from agreements.documents.rendering import BROKEN, MOST_ATTEMPTS, NO_WORKER, PATIENCE
from agreements.models import Agreement, DocumentState, Recap
from agreements.regulations.reports import contents_by
from kerjasama.accounts.models import RegionProfile

from . import recap
from .recap import Span

log = logging.getLogger(__name__)


@transaction.atomic
def order(span: Span, user) -> Recap:
    """Ask for the recap; while one is being made, that one is waited for."""
    where = {"family": span.family, "first": span.first, "state": DocumentState.QUEUED}
    row, is_new = Recap.objects.get_or_create(**where, defaults={"requested_by": user})
    if is_new:
        transaction.on_commit(lambda: rendering.send(row.pk, Recap))
    return row


def render(recap_id: int) -> None:
    """Make a queued recap. Run twice, it leaves one file."""
    row = Recap.objects.get(pk=recap_id)
    if row.state != DocumentState.QUEUED:
        return
    try:
        _finish(row, DocumentState.READY, sha256=store.put(rendering.pdf_of("documents/recap.html", _context(row))))
    except Exception:
        log.exception("recap %s failed", recap_id)
        _finish(row, DocumentState.FAILED, error=BROKEN)


def sweep() -> None:
    """Send again what is not there yet, each time after a longer wait; give up after MOST_ATTEMPTS."""
    for row in Recap.objects.filter(state=DocumentState.QUEUED):
        waited = timezone.now() - (row.sent_at or row.requested_at)
        if row.attempts >= MOST_ATTEMPTS and waited > PATIENCE * 2**row.attempts:
            _finish(row, DocumentState.FAILED, error=NO_WORKER)
        elif waited > PATIENCE * 2**row.attempts / 2 and not rendering.send(row.pk, Recap):
            return


def _finish(row: Recap, state: str, **fields) -> None:
    Recap.objects.filter(pk=row.pk, state=DocumentState.QUEUED).update(state=state, **fields)


def _context(row: Recap) -> dict:
    span, region, today = Span(row.family, row.first), RegionProfile.current(), timezone.localdate()
    return {
        "span": span,
        "region": region,
        "demo": region.is_demo,
        "date": today,
        "columns": recap.columns(span),
        "citations": (contents_by(span.duty), span.sent.citation),
        "rows": recap.rows(span, Agreement.objects.all(), today),
    }
