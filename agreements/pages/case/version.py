"""What tells whether the page of a case still is as it was drawn."""

from django.db.models import Count, IntegerField, Max, OuterRef, Q, QuerySet, Subquery

from agreements.models import Agreement, Comment, Document, DocumentState, StageEvent
from kerjasama.accounts.models import User
from kerjasama.accounts.policy import readable_comments


def version_of_case(user: User, agreement: Agreement) -> str:
    """The mark of the case for this reader now: each entry of the log, each paper that is ordered
    or made and each comment that he reads changes it.
    """
    is_queued = Q(state=DocumentState.QUEUED)
    papers, read = Document.objects.all(), Comment.objects.filter(readable_comments(user))
    told = Agreement.objects.filter(pk=agreement.pk).values_list(
        _of_case(StageEvent.objects.all(), Max("number")),
        _of_case(papers, Max("pk")),
        _of_case(papers, Count("pk", filter=is_queued)),
        _of_case(read, Count("pk")),
    )
    return mark_of(*(number or 0 for number in told.get()))


def _of_case(rows: QuerySet, told: Max | Count) -> Subquery:
    """One number about the rows of the case."""
    mine = rows.filter(agreement=OuterRef("pk")).order_by().values("agreement")
    return Subquery(mine.annotate(told=told).values("told"), output_field=IntegerField())


def mark_of(last_event: int, newest_paper: int, queued: int, comments: int) -> str:
    """The mark, from what a page has read already."""
    return f"{last_event}.{newest_paper}.{queued}.{comments}"
