"""Archive time stamps are renewed each night, before the certificate of the last one ends. The only
writer of SealRenewal.
"""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from time import monotonic
from typing import NamedTuple

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from agreements.documents import store
from agreements.models import Document, DocumentState, SealRenewal, SignedPaper

AHEAD = timedelta(days=180)
PAUSE = timedelta(days=30)  # for an authority whose own certificate ends soon
SECONDS = 600  # of a night; what is left waits for the next one
ARCHIVED = "B-LTA"
log = logging.getLogger(__name__)


class Due(NamedTuple):
    """A final whose time stamp ends soon."""

    document: Document
    until: datetime


def due_renewals(now: datetime) -> Iterator[Due]:
    """Those whose last time stamp ends within half a year, the oldest paper first."""
    limit = now + AHEAD
    rows = _archived().exclude(renewals__until__gte=limit).prefetch_related("renewals")
    for document in rows.exclude(renewals__at__gte=now - PAUSE).order_by("pk"):
        until = _until(document)
        if until < limit:
            yield Due(document, until)


def _archived() -> QuerySet[Document]:
    finals = Document.objects.filter(draft=False, state=DocumentState.READY)
    # A letter bears its seal on what was signed.
    sealed = Q(seal__level=ARCHIVED) | Q(signed__seal__level=ARCHIVED)
    return finals.filter(sealed).select_related("agreement", "signed")


def _until(document: Document) -> datetime:
    newest = document.renewals.first()
    seal = document.seal or document.signed.seal
    return newest.until if newest else datetime.fromisoformat(seal["until"])


def renew_due_seals() -> int:
    """Add a time stamp to each that is due. Returns how many; what fails is due the next night."""
    if not settings.TSA_URL:
        return 0
    end, renewed = monotonic() + SECONDS, 0
    for due in due_renewals(timezone.now()):
        try:
            _renew(due.document)
            renewed += 1
        except Exception:  # an authority outside, or a damaged file: the others come first
            log.exception("the seal of document %s was not renewed", due.document.pk)
        if monotonic() > end:
            break
    return renewed


def _renew(document: Document) -> None:
    from agreements.documents.signatures import long_lived  # slow, and only the worker needs it

    document.refresh_from_db()  # its last file, whatever was read of it for the list
    newest = newest_file_of(document) if document.seal else newest_signed_file_of(document.signed)
    content = long_lived.stamp_archive(
        store.read_stored(newest), settings.TSA_URL, settings.TRUST_ROOTS
    )
    until = long_lived.stamped_until(content)
    if until is None:
        raise ValueError("no time stamp was added")
    SealRenewal.objects.create(
        document=document, sha256=store.store_bytes(content), at=timezone.now(), until=until
    )


def newest_file_of(document: Document) -> str:
    """The SHA-256 of the final with its last time stamp."""
    newest = document.renewals.first() if document.seal else None
    return newest.sha256 if newest else document.sha256


def newest_signed_file_of(signed: SignedPaper) -> str:
    """The SHA-256 of the signed letter with its last time stamp; of other signed papers, theirs.
    Those of a paper that was sealed when it was made stand on that one, and those from before this
    signature on what was signed before.
    """
    renewals = signed.document.renewals.filter(at__gte=signed.at)
    is_stamped = signed.seal and not signed.document.seal
    newest = renewals.first() if is_stamped else None
    return newest.sha256 if newest else signed.sha256


class RenewalSummary(NamedTuple):
    """How many finals bear an archive time stamp, which are due, and the last renewals."""

    archived: int
    due: list[Due]
    done: list[SealRenewal]


SHOWN = 50


def summarize_renewals() -> RenewalSummary:
    """What the page of the archive tells of it."""
    done = SealRenewal.objects.select_related("document__agreement")[:SHOWN]
    due = list(islice(due_renewals(timezone.now()), SHOWN))
    return RenewalSummary(_archived().count(), due, list(done))
