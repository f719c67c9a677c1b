"""What is still owed when an agreement ends early, for the berita acara pengakhiran."""

from datetime import date

from django.utils import timezone

from agreements.documents import change_clauses
from agreements.documents.words import short_date
from agreements.models import Agreement

from .ledger import UNMET, Ledger


def owed_at(agreement: Agreement, end: date) -> list[str]:
    """Each duty whose period has begun by now and by the end, and that nobody has met; what looks beyond the end is gone with it."""
    rows = Ledger(Agreement.objects.filter(pk=agreement.pk), timezone.localdate(), UNMET)
    left = [due for due in rows if due.has_begun and due.period <= end and not due.duty.rule.looks_ahead]
    return [f"{due.duty.text}, {due.label} (jatuh tempo {short_date(due.due_on)})" for due in left]


change_clauses.owed.append(owed_at)
