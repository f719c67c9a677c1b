"""The visible mark of an electronic signature: the sentence of the office and the QR code, put on
the copy that is signed and on nothing else. The final itself never says that it is signed.
"""

from django.template.loader import render_to_string

from agreements.documents import remaking, store
from agreements.documents.archive import public_verification
from agreements.documents.archive.public_verification import is_naskah
from agreements.documents.signatures import letter_seals
from agreements.models import Document, LetterPaper, LetterRule, MarkPlace, PaperSource
from kerjasama.accounts.models import RegionProfile

SENTENCE = (
    "Dokumen ini ditandatangani secara elektronik menggunakan sertifikat elektronik yang"
    " diterbitkan oleh BSrE, Badan Siber dan Sandi Negara."
)
_ROOM = '<div class="room"></div>'
_FOOT = '<div class="verification"'
# The sentence stands above the QR code, which makes room for it.
_LOWER = '<div class="verification" style="padding-top: .3cm"'
# More than one signs there, so the mark of one stands at the foot.
_MANY = 'class="signatures"'


def usual_place(*, is_signed_by_parties: bool) -> MarkPlace:
    """Where the mark stands while the office set nothing else."""
    return MarkPlace.FOOT if is_signed_by_parties else MarkPlace.BLOCK


def place_of(kind: str, *, is_signed_by_parties: bool) -> MarkPlace:
    """Where the mark stands on papers of this kind."""
    rule = LetterRule.objects.filter(kind=kind).first()
    if rule and rule.mark:
        return MarkPlace(rule.mark)
    return usual_place(is_signed_by_parties=is_signed_by_parties)


def marked_copy_of(document: Document) -> bytes:
    """The final as it is signed: the same page with the mark, sealed anew unless its seal waits for
    the signature; the final itself where its kind bears none, or what it was made from was not
    kept.
    """
    place = place_of(document.kind, is_signed_by_parties=is_naskah(document))
    final = store.read_stored(document.sha256)
    if place is MarkPlace.NONE:
        return final
    try:
        marked = remaking.remake_with(document, lambda page: mark_page(page, place, document))
    except PaperSource.DoesNotExist:
        return final
    return letter_seals.seal_final(document.kind, marked)


def mark_page(page: str, place: MarkPlace, paper: Document | LetterPaper) -> str:
    """The page with the mark in the room for the signature, or at the foot of each page."""
    if place is MarkPlace.NONE:
        return page
    sentence = RegionProfile.current().signature_sentence or SENTENCE
    if place is MarkPlace.FOOT or _MANY in page or _ROOM not in page:
        told = render_to_string("documents/signature_foot.html", {"sentence": sentence})
        return page.replace(_FOOT, told.strip() + _LOWER, 1)
    mark = public_verification.verification_mark_of(paper)
    block = render_to_string(
        "documents/signature_mark.html", {"sentence": sentence, "verification": mark}
    )
    return page.replace(_ROOM, block.strip())
