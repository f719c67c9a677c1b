"""What is still open when an agreement ends: for the berita acara pengakhiran, and to be settled by
those who close it.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.utils import timezone

from agreements.documents.kinds import KINDS
from agreements.documents.text.indonesian import short_date
from agreements.documents.wording import change_clauses
from agreements.models import Agreement, Original, OriginalState
from agreements.models.original import UNKNOWN_PLACE
from agreements.monitoring.duties.ledger import UNMET, Due, Ledger

# So long before the end the list is shown.
NEAR = timedelta(30)


def duties_owed_at_end(agreement: Agreement, end: date) -> list[Due]:
    """Each duty whose period has begun by now and by the end, and that nobody has met; what looks
    beyond the end is gone with it.
    """
    rows = Ledger(Agreement.objects.filter(pk=agreement.pk), timezone.localdate(), UNMET)
    return [
        due for due in rows if due.has_begun and due.period <= end and not due.duty.rule.looks_ahead
    ]


def owed_at(agreement: Agreement, end: date) -> list[str]:
    """In words, for the naskah that ends it; with the party that owes it, where it says which."""
    return [
        f"{due.duty.text}, {due.label} ({_bearer_of(due)}jatuh tempo {short_date(due.due_on)})"
        for due in duties_owed_at_end(agreement, end)
    ]


def _bearer_of(due: Due) -> str:
    return f"oleh {due.duty.bearer}, " if due.duty.bearer else ""


@dataclass(frozen=True)
class LeftOpen:
    """What is to be settled at the end: duties, and originals that are not where they belong, each
    with its name.
    """

    duties: list[Due]
    originals: list[tuple[Original, str]]


def left_open(agreement: Agreement, today: date) -> LeftOpen | None:
    """None while the end is not near."""
    if (
        agreement.ends_on is None
        or agreement.runs_on
        or not (agreement.terminated or agreement.ends_on <= today + NEAR)
    ):
        return None
    astray = ~Q(state__in=(OriginalState.KEPT, OriginalState.HANDED)) | Q(
        state=OriginalState.KEPT, place=UNKNOWN_PLACE
    )
    originals = [
        (row, f"{KINDS[row.kind].title}, {row.label.lower()}")
        for row in agreement.originals.filter(astray)
    ]
    return LeftOpen(duties_owed_at_end(agreement, agreement.ends_on), originals)


change_clauses.owed.append(owed_at)
