"""Once a naskah was signed, its data are told by a sheet of their own, made in the
night that follows; again where the record of its signing was corrected since.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from agreements.documents import rendering
from agreements.documents.archive import signed_facts
from agreements.models import STOPPED, Agreement, Document, DocumentState, Evidence, PartySigning
from agreements.regulations import catalogue
from agreements.workflow import guarding

# A record can be taken back for some minutes, and more of it is often recorded the same hour.
RESTS, LOOKS_BACK = timedelta(hours=1), timedelta(days=60)
SHEET = signed_facts.SHEET
_CODES = {
    (track.code, code): kind for track in catalogue.ALL for kind, code in track.signings.items()
}


class Due(NamedTuple):
    """A naskah whose signing no sheet tells as it is recorded now."""

    agreement: Agreement
    kind: str
    record: Evidence


def due_sheets(now: datetime) -> Iterator[Due]:
    """Those recorded or corrected lately, the oldest record first."""
    codes = {code for _, code in _CODES}
    lately = Evidence.objects.filter(
        void=False,
        requirement_code__in=codes,
        at__range=(now - LOOKS_BACK, now - RESTS),
    ).exclude(agreement__state__in=STOPPED)
    for record in lately.select_related("agreement", "by").order_by("pk"):
        kind = _CODES.get((record.agreement.track_code, record.requirement_code))
        if kind and _is_due(record, kind):
            yield Due(record.agreement, kind, record)


def _is_due(record: Evidence, kind: str) -> bool:
    agreement = record.agreement
    if signed_facts.final_of(agreement, kind) is None:
        return False
    apart = PartySigning.objects.filter(agreement=agreement, kind=kind)
    told_last = apart.aggregate(last=Max("at"))["last"]
    changed = max(filter(None, (record.at, told_last)))
    sheets = agreement.documents.filter(
        kind=SHEET, context__typed__naskah_ttd=kind, requested_at__gte=changed
    )
    return not sheets.exclude(state=DocumentState.CANCELLED).exists()


def make_due_sheets(now: datetime) -> int:
    """Order each sheet that is due, for whoever recorded the signing. Returns how many."""
    made = 0
    for due in due_sheets(now):
        _order(due)
        made += 1
    return made


@transaction.atomic
def _order(due: Due) -> Document:
    agreement = guarding.lock_in_any_state(due.agreement.pk)
    typed = {"typed": {signed_facts.CHOSEN: due.kind}}
    return rendering.create_document(
        agreement,
        due.record.by,
        SHEET,
        timezone.localdate(),
        agreement.content_hash,
        draft=False,
        context=typed,
    )
