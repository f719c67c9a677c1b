"""Signing letters. A draft is numbered, made and signed electronically in one press of its
signatory; the numbered paper of a free letter is signed by its signatory or by hand, as finals are.
"""

from django.db import transaction
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from agreements.documents import marking, rendering, store
from agreements.documents.signatures import electronic_signing, letter_seals
from agreements.documents.signatures.hand_signing import HandSignature
from agreements.documents.signers import SignatureBlock
from agreements.documents.text import indonesian
from agreements.models import Document, Letter, LetterPaper, LetterState, MarkPlace, SignedLetter
from agreements.workflow.guarding import Refused, refuse_if
from kerjasama.accounts import officials
from kerjasama.accounts.models import Office, Role, User

from . import free_letters, living, making

NOT_MADE = (
    "Surat sudah bernomor, tetapi berkasnya belum selesai dibuat. Tandatangani dari halaman ini"
    " setelah berkasnya siap."
)
NOT_YOURS = "Surat ini tidak menunggu tanda tangan Anda."
# In whose seat the head of a unit signs.
HEADS_OF_UNITS = (Role.OPD_HEAD, Role.SECTION_HEAD, Role.LEGAL)
SIGNERS = (Role.HEAD_OF_REGION, Role.SEKDA, *HEADS_OF_UNITS)


def may_sign(user: User, letter: Letter) -> bool:
    """Whether this person is the signatory of the letter, and it lacks nothing any more: of a
    draft, or of a free letter that is numbered.
    """
    if not electronic_signing.is_offered():
        return False
    if letter.is_draft:
        return _is_signatory(user, letter) and not living.why_not_number(letter)
    paper = getattr(letter, "paper", None)
    waits = letter.state == LetterState.NUMBERED and paper is not None and paper.is_ready
    return waits and _is_signatory(user, letter)


def _is_signatory(user: User, letter: Letter) -> bool:
    if letter.is_of_case:
        today = Document(
            agreement=letter.agreement,
            kind=letter.kind,
            context={"date": timezone.localdate().isoformat()},
        )
        return electronic_signing.is_printed_signer(user, today)
    signer, paper = free_letters.signer_of(letter), getattr(letter, "paper", None)
    if signer.official is None or not _sits_in(user, signer):
        return False
    if paper is not None and paper.signer != signer.name:
        return False
    today_holder = officials.holder_of_office(signer.office, timezone.localdate(), signer.unit)
    return signer.official == today_holder


def _sits_in(user: User, signer: SignatureBlock) -> bool:
    if signer.unit:
        return signer.unit.pk in user.units_as(*HEADS_OF_UNITS)
    return electronic_signing.SEATS[Office(signer.office)] in user.roles


@sensitive_variables("nik", "passphrase")
def sign_letter(letter_id: int, user: User, nik: str, passphrase: str, seen: str) -> None:
    """Number and make the letter where that was not done, and sign it. Raises Refused, also where a
    draft says other than what was `seen`; one that got its number keeps it and is signed later.
    """
    rows = Letter.objects.visible_to(user).select_related("agreement__owner", "unit", "by")
    letter = rows.get(pk=letter_id)
    refuse_if(not may_sign(user, letter), NOT_YOURS)
    electronic_signing.require_ready(nik)
    if letter.is_draft:
        _number_and_make(letter, user, seen)
    if letter.is_of_case:
        paper = Document.objects.get(letter=letter)
        refuse_if(not paper.is_ready, NOT_MADE)
        electronic_signing.sign_document(paper.pk, user, nik, passphrase, marking.marked_copy_of)
        return
    _sign_free(letter, user, nik, passphrase)


def _number_and_make(letter: Letter, user: User, seen: str) -> None:
    paper = living.number_letter(letter.pk, user, orderer=letter.by, seen=seen)
    if isinstance(paper, Document):
        rendering.render_queued_document(paper.pk)
    else:
        making.render_letter_paper(paper.pk)


@sensitive_variables("nik", "passphrase")
def _sign_free(letter: Letter, user: User, nik: str, passphrase: str) -> None:
    paper = LetterPaper.objects.get(letter=letter)
    refuse_if(not paper.is_ready, NOT_MADE)
    signer = free_letters.signer_of(letter)
    place = marking.place_of(letter.kind, is_signed_by_parties=False)
    pdf = store.read_stored(paper.sha256)
    if place is not MarkPlace.NONE:
        pdf = making.to_pdf(paper, place)
    signed, findings = electronic_signing.sign_bytes(pdf, user, signer, nik, passphrase)
    sealed, findings = letter_seals.seal_signed(signed, findings)
    with transaction.atomic():
        locked = living.locked_paper(letter.pk)
        refuse_if(locked.sha256 != paper.sha256, NOT_YOURS)
        kept = SignedLetter(
            paper=locked,
            sha256=store.store_bytes(sealed.content),
            file_name=f"surat-{letter.pk}-bertanda-tangan.pdf",
            signatures=findings,
            seal=sealed.seal,
            by=user,
        )
        living.note_signed(kept, "elektronik")


@transaction.atomic
def record_hand_signature(letter_id: int, user: User, signature: HandSignature) -> SignedLetter:
    """Keep the scan of a free letter that was signed by hand. Raises Refused."""
    paper = living.locked_paper(letter_id)
    refuse_if(not free_letters.may_write(user, paper.letter), living.NOT_YOURS)
    if signature.day < paper.day:
        raise Refused(
            "Tanggal tanda tangan tidak boleh sebelum tanggal surat,"
            f" {indonesian.short_date(paper.day)}."
        )
    scan = letter_seals.seal_scan(signature.scan, signature.scan_name)
    kept = SignedLetter(
        paper=paper,
        sha256=store.store_bytes(scan.content),
        file_name=scan.name,
        seal=scan.seal,
        signed_by_hand_on=signature.day,
        by=user,
    )
    return living.note_signed(kept, f"tanda tangan basah, {indonesian.short_date(signature.day)}")
