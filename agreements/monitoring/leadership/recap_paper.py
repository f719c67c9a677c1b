"""The recap as PDF: ordered once, made by the worker, sent again by the sweep."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from agreements.documents import plain_pages, rendering
from agreements.models import Agreement, DocumentState, Recap
from agreements.monitoring.leadership import recap
from agreements.monitoring.leadership.recap import Span
from agreements.regulations.report_contents import contents_by
from kerjasama.accounts.models import RegionProfile, User


@transaction.atomic
def order_recap(span: Span, user: User) -> Recap:
    """Ask for the recap; while one is being made, that one is waited for."""
    where = {"family": span.family, "first": span.first, "state": DocumentState.QUEUED}
    row, is_new = Recap.objects.get_or_create(**where, defaults={"requested_by": user})
    if is_new:
        transaction.on_commit(lambda: rendering.queue_document(row.pk, Recap))
    return row


def render_recap_paper(recap_id: int) -> None:
    """Make a queued recap. Run twice, it leaves one file."""
    row = Recap.objects.get(pk=recap_id)
    plain_pages.render_plain_page(row, "documents/recap.html", lambda: _context(row))


def _context(row: Recap) -> dict[str, Any]:
    span, region, today = Span(row.family, row.first), RegionProfile.current(), timezone.localdate()
    return {
        "span": span,
        "region": region,
        "demo": region.is_demo,
        "date": today,
        "columns": recap.recap_columns(span),
        "citations": (contents_by(span.duty), span.sent.citation),
        "rows": recap.recap_rows(
            span, recap.owed_reports_of_span(span, Agreement.objects.all(), today)
        ),
    }
