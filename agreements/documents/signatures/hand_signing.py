"""Letters signed by hand: their day and their scan. Until one is there, or an electronic signature,
nobody is told that a letter is signed. Naskah are recorded by the signing of their stage instead.
"""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from agreements.documents import signers, store
from agreements.documents.archive import public_verification
from agreements.documents.kinds import KINDS
from agreements.documents.signatures import letter_seals
from agreements.documents.signatures.letter_seals import SealedFile
from agreements.documents.text import indonesian
from agreements.models import Agreement, Document, DocumentState, SignedPaper
from agreements.models.event import LogAction
from agreements.workflow import case_log
from agreements.workflow.guarding import refuse_for, refuse_if
from kerjasama.accounts import policy
from kerjasama.accounts.models import Office, User

MAY_RECORD = (*policy.OFFICE, *policy.OPD_ROLES)
NOT_YOURS = (
    "Tanda tangan surat ini dicatat Bagian Kerja Sama; perangkat daerah pengusul mencatat yang"
    " ditandatangani kepalanya sendiri."
)


@dataclass(frozen=True)
class HandSignature:
    """What is recorded: the day that the paper bears, and its scan."""

    day: date
    scan: bytes
    scan_name: str


def recorders_of(document: Document) -> tuple[str, ...]:
    """Who says to the public that this letter is signed: its own people for what the head of the
    unit that proposes signs, the Bagian alone for the letters of other offices.
    """
    kind, agreement = document.kind, document.agreement
    is_own = signers.office_of(kind, agreement) == Office.UNIT_HEAD
    return MAY_RECORD if is_own and not KINDS[kind].signed_by.seat else policy.OFFICE


def may_record_hand_signature(user: User, document: Document) -> bool:
    """Whether the letter waits for it and this person may record it."""
    waits = waits_for_scan(document)
    return waits and policy.may_act_as_any(user, recorders_of(document), document.agreement)


def waits_for_scan(document: Document) -> bool:
    """Whether it waits for the signature of its office, or is a berita acara that those present
    sign and whose scan is not kept yet.
    """
    if public_verification.waits_for_signature(document):
        return True
    is_final = document.state == DocumentState.READY and not document.draft
    is_of_those_present = KINDS[document.kind].is_minutes and not hasattr(document, "signed")
    return is_final and is_of_those_present


def may_take_back_hand_signature(user: User, document: Document) -> bool:
    """Whether there is such a record, and this person may say that it was a mistake."""
    signed = getattr(document, "signed", None)
    is_by_hand = signed is not None and signed.is_by_hand
    return is_by_hand and policy.may_act_as_any(user, recorders_of(document), document.agreement)


@transaction.atomic
def record_hand_signature(document_id: int, user: User, signature: HandSignature) -> SignedPaper:
    """Keep the scan of a letter that was signed by hand. Raises Refused when it may not be."""
    document = _locked(document_id)
    may_record = policy.may_act_as_any(user, recorders_of(document), document.agreement)
    refuse_if(not may_record, NOT_YOURS)
    refuse_for(_obstacle(document))
    borne = signers.day_of(document)
    refuse_if(
        signature.day < borne,
        f"Tanggal tanda tangan tidak boleh sebelum tanggal surat, {indonesian.short_date(borne)}.",
    )
    scan = SealedFile(signature.scan, signature.scan_name)
    if letter_seals.is_sealed_when_signed(document.kind):
        scan = letter_seals.seal_scan(signature.scan, signature.scan_name)
    kept = SignedPaper.objects.create(
        agreement=document.agreement,
        document=document,
        sha256=store.store_bytes(scan.content),
        scan_name=scan.name,
        seal=scan.seal,
        signed_by_hand_on=signature.day,
        by=user,
    )
    _note(document, user, LogAction.SIGNED_BY_HAND, kept.sha256, day=signature.day)
    return kept


@transaction.atomic
def take_back_hand_signature(document_id: int, user: User, reason: str) -> None:
    """Remove a record that was a mistake; the log keeps who, why and which scan. Raises Refused."""
    document = _locked(document_id)
    refuse_if(
        not may_take_back_hand_signature(user, document),
        "Tidak ada catatan tanda tangan basah yang dapat Anda tarik.",
    )
    refuse_if(document.mailings.exists(), "Surat ini sudah dikirim; catatannya tetap.")
    _note(document, user, LogAction.SIGNED_BY_HAND_TAKEN_BACK, document.signed.sha256, reason)
    document.signed.delete()


def _locked(document_id: int) -> Document:
    Agreement.objects.select_for_update().get(documents=document_id)
    rows = Document.objects.select_related("agreement__owner__successor", "signed")
    return rows.get(pk=document_id)


def _obstacle(document: Document) -> str:
    """What keeps the signature of this paper from being recorded; empty when nothing does."""
    if not waits_for_scan(document):
        return "Hanya surat final yang belum ditandatangani yang dicatat di sini."
    if public_verification.successor_of_final(document):
        return "Surat ini sudah diganti oleh yang lebih baru."
    return ""


def _note(
    document: Document,
    user: User,
    action: LogAction,
    sha256: str,
    reason: str = "",
    day: date | None = None,
) -> None:
    detail = {
        "what": f"{KINDS[document.kind].title} {document.number}".strip(),
        "document": document.pk,
        "file": sha256,
    }
    if day:
        detail["signed_on"] = day.isoformat()
    case_log.note_act(document.agreement, user, action, detail, reason)
