"""What tells whether the page of a case still is as it was drawn."""

from django.db.models import Count, Max, Q

from agreements.models import Agreement, DocumentState
from kerjasama.accounts.models import User
from kerjasama.accounts.policy import readable_comments


def version_of_case(user: User, agreement: Agreement) -> str:
    """The mark of the case for this reader now: each entry of the log, each paper that is ordered
    or made and each comment that he reads changes it.
    """
    last = agreement.events.aggregate(last=Max("number"))["last"]
    papers = agreement.documents.aggregate(
        newest=Max("pk"), queued=Count("pk", filter=Q(state=DocumentState.QUEUED))
    )
    comments = agreement.comments.filter(readable_comments(user)).count()
    return mark_of(last or 0, papers["newest"] or 0, papers["queued"], comments)


def mark_of(last_event: int, newest_paper: int, queued: int, comments: int) -> str:
    """The mark, from what a page has read already."""
    return f"{last_event}.{newest_paper}.{queued}.{comments}"
