"""What is wrong in the log stands there for ever. One person says how it came about, another
agrees; both are on record, and it is told no more.
"""

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from kerjasama.accounts.confirming import GrantRefused, refuse_for, why_not_confirm
from kerjasama.accounts.models import User
from kerjasama.logbook.models import FaultAcknowledgement, LogCheck, LogFault


@transaction.atomic
def ask_to_acknowledge(
    by: User, reason: str, faults: Collection[int] | None = None
) -> FaultAcknowledgement:
    """Ask that these faults are acknowledged, or all for which nobody has. Raises GrantRefused
    where there are none.
    """
    rows = LogFault.objects.unclaimed()
    if faults is not None:
        rows = rows.filter(pk__in=faults)
    keys = list(rows.select_for_update(of=("self",)).values_list("pk", flat=True))
    refuse_for("" if keys else "Tandai dahulu yang dijelaskan.")
    asked = FaultAcknowledgement.objects.create(reason=reason, asked_by=by)
    LogFault.objects.filter(pk__in=keys).update(acknowledgement=asked)
    return asked


@transaction.atomic
def decide(asked_pk: int, by: User, *, is_given: bool, note: str = "") -> FaultAcknowledgement:
    """Agree, or not: then each of the faults waits as before. Raises GrantRefused for whoever asked
    and for what was decided meanwhile.
    """
    asked = (
        FaultAcknowledgement.objects.select_for_update(of=("self",))
        .select_related("asked_by")
        .filter(pk=asked_pk, decided_at=None)
        .first()
    )
    if asked is None:
        raise GrantRefused("Penjelasan ini sudah diputus.")
    refuse_for(why_not_confirm(by, asked.asked_by, None))
    asked.decided_by, asked.decided_at = by, timezone.now()
    asked.is_granted, asked.note = is_given, note[:300]
    asked.save(update_fields=["decided_by", "decided_at", "is_granted", "note"])
    if not is_given:
        asked.faults.update(acknowledgement=None)
    if check := LogCheck.objects.first():
        check.count_faults()
    return asked
