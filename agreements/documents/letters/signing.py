"""Signing a letter electronically while it is a draft: it gets its number, its paper is made, and
the signature is put on that very paper, in one press of its signatory.
"""

from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from agreements.documents import rendering
from agreements.documents.signatures import electronic_signing
from agreements.models import Document, Letter, SignedPaper
from agreements.workflow.guarding import Refused, refuse_if
from kerjasama.accounts.models import User

from . import living

NOT_MADE = (
    "Surat sudah bernomor, tetapi berkasnya belum selesai dibuat. Tandatangani dari halaman ini"
    " setelah berkasnya siap."
)


def may_sign_draft(user: User, letter: Letter) -> bool:
    """Whether this person is the signatory of the draft, and it lacks nothing any more."""
    if not (letter.is_draft and letter.is_of_case and electronic_signing.is_offered()):
        return False
    today = Document(
        agreement=letter.agreement,
        kind=letter.kind,
        context={"date": timezone.localdate().isoformat()},
    )
    return electronic_signing.is_printed_signer(user, today) and not living.why_not_number(letter)


@sensitive_variables("nik", "passphrase")
def sign_draft(letter_id: int, user: User, nik: str, passphrase: str) -> SignedPaper:
    """Number, make and sign the letter. Raises Refused; one that got its number keeps it and is
    signed later.
    """
    letter = (
        Letter.objects.visible_to(user).select_related("agreement__owner", "by").get(pk=letter_id)
    )
    refuse_if(not may_sign_draft(user, letter), "Surat ini tidak menunggu tanda tangan Anda.")
    paper = living.number_letter(letter_id, user, orderer=letter.by)
    rendering.render_queued_document(paper.pk)
    paper.refresh_from_db()
    if not paper.is_ready:
        raise Refused(NOT_MADE)
    return electronic_signing.sign_document(paper.pk, user, nik, passphrase)
