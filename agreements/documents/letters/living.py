"""The life of a letter: begun, edited, initialled, numbered, sent or cancelled. The only writer of
Letter and its steps. A signature is recorded where those of all papers are (`signatures`).
"""

from django.db import transaction

from agreements.documents import numbering
from agreements.documents.kinds import KINDS
from agreements.models import (
    Agreement,
    Document,
    Letter,
    LetterAct,
    LetterPaper,
    LetterState,
    LetterStep,
    SignedLetter,
)
from agreements.naskah.stored import Json
from agreements.workflow.guarding import Refused, refuse_for, refuse_if
from kerjasama.accounts.models import Role, User

from . import case_letters, free_letters, making, reading
from .case_letters import LetterOrder
from .free_letters import FreeOrder
from .initials import Initial, holds_role, initials_of, next_initial
from .words import LetterWords, words_as_json

Paper = Document | LetterPaper
NO_DRAFT = "Surat ini bukan konsep lagi."
NOT_YOURS = "Mengubah konsep surat ini bukan wewenang Anda."
OUTDATED = (
    "Isi kerja sama berubah sejak konsep ini diubah. Periksa konsepnya lalu simpan lagi, atau"
    " kembalikan ke rumusan baku."
)
CHANGED = "Isi konsep berubah sejak Anda membukanya. Baca dahulu, lalu {act}."
WORDED = (
    "Konsep surat ini sudah ada dan kalimatnya sudah diubah. Buka konsepnya pada daftar surat, lalu"
    " ubah di sana, kembalikan ke rumusan baku, atau batalkan."
)
BLANKS = "Masih ada bagian yang belum diisi (……). Lengkapi konsepnya lebih dahulu."


def is_letter(kind: str) -> bool:
    """Whether a paper of this kind begins as a draft of a letter."""
    return kind in KINDS and KINDS[kind].is_letter


@transaction.atomic
def begin_letter(agreement_id: int, user: User, order: LetterOrder) -> Letter:
    """The draft of a letter that may be made now; the one that is open, where there is one, with
    what is ordered now. Raises as the order of its paper does, and Refused where its words were
    edited.
    """
    case = case_letters.require_orderable(agreement_id, user, order)
    same = case.letters.open_drafts().filter(kind=order.kind, meeting=order.meeting_id)
    if known := same.first():
        return _order_anew(known, user, order)
    letter = Letter.objects.create(
        kind=order.kind,
        agreement=case,
        meeting_id=order.meeting_id,
        order=order.kept(),
        by=user,
    )
    _note(letter, user, LetterAct.BEGUN)
    return letter


def _order_anew(letter: Letter, user: User, order: LetterOrder) -> Letter:
    """The open draft with what was typed and chosen last."""
    kept = order.kept()
    if letter.order == kept:
        return letter
    told = [(one["typed"], one.get("about")) for one in (letter.order, kept)]
    is_worded = letter.words is not None and told[0] != told[1]
    refuse_if(is_worded, WORDED)
    letter.order = kept
    letter.save(update_fields=["order"])
    _note(letter, user, LetterAct.EDITED)
    return letter


@transaction.atomic
def begin_free_letter(order: FreeOrder, user: User) -> Letter:
    """The draft of a free letter. Raises Refused for who may not write it."""
    letter = free_letters.draft_of(order, user)
    letter.save()
    _note(letter, user, LetterAct.BEGUN)
    return letter


@transaction.atomic
def edit_letter(letter_id: int, user: User, words: LetterWords) -> Letter:
    """Keep other words; where those of the letter of a case equal its template, they stay its.
    Raises Refused.
    """
    letter = _draft(letter_id)
    refuse_if(not reading.may_write(user, letter), NOT_YOURS)
    kept: Json | None = words_as_json(words)
    if letter.is_of_case:
        letter.content_hash = case_letters.source_hash_of(letter)
        if words == case_letters.standard_words_of(letter):
            kept = None
    letter.words = kept
    letter.save(update_fields=["words", "content_hash"])
    _note(letter, user, LetterAct.EDITED if kept else LetterAct.RESET)
    return letter


@transaction.atomic
def reset_letter(letter_id: int, user: User, seen: str) -> Letter:
    """Let the letter of a case that was `seen` read as its template has it. Raises Refused."""
    letter = _draft(letter_id)
    refuse_if(not (letter.is_of_case and case_letters.may_write(user, letter)), NOT_YOURS)
    refuse_if(seen != reading.seen_in(letter), CHANGED.format(act="kembalikan ke rumusan baku"))
    letter.words, letter.content_hash = None, ""
    letter.save(update_fields=["words", "content_hash"])
    _note(letter, user, LetterAct.RESET)
    return letter


@transaction.atomic
def initial_letter(letter_id: int, user: User, seen: str) -> Letter:
    """Put the paraf that the letter waits for on what it said when it was `seen`. Raises
    Refused.
    """
    letter = _draft(letter_id)
    mark = reading.seen_in(letter)
    awaited = next_initial(initials_of(letter, mark))
    if awaited is None:
        raise Refused("Surat ini tidak menunggu paraf.")
    refuse_if(
        not holds_role(user, awaited.role, letter), f"Surat ini menunggu paraf {awaited.label}."
    )
    refuse_if(seen != mark, CHANGED.format(act="paraf"))
    refuse_for(why_unfinished(letter))
    _note(letter, user, LetterAct.INITIALLED, role=awaited.role)
    return letter


@transaction.atomic
def number_letter(
    letter_id: int, user: User, orderer: User | None = None, seen: str | None = None
) -> Paper:
    """Give the letter its number and order its paper, which is then signed: by who may order it, or
    for the `orderer` of the draft where its signatory signs, who `seen` it. Raises Refused.
    """
    letter = _draft(letter_id)
    mark = reading.seen_in(letter)
    is_other = seen is not None and seen != mark
    refuse_if(is_other, CHANGED.format(act="tandatangani" if orderer else "beri nomor"))
    refuse_for(why_not_number(letter))
    who = orderer or user
    if letter.is_of_case:
        words = letter.words or words_as_json(reading.words_of(letter))
        paper: Paper = case_letters.order_paper(letter, who)
        letter.document = paper if isinstance(paper, Document) else None
        letter.words = words  # as they went into the paper, whatever becomes of the case
    else:
        refuse_if(not free_letters.may_write(who, letter), NOT_YOURS)
        paper = free_letters.make_paper(letter, who)
        making.queue_paper(paper)
    letter.state = LetterState.NUMBERED
    letter.save(update_fields=["document", "state", "words"])
    _note(letter, user, LetterAct.NUMBERED, note=paper.number, seen=mark)
    return paper


def why_not_number(letter: Letter) -> str:
    """What the letter lacks before it may be signed; empty where nothing does."""
    if why := why_unfinished(letter):
        return why
    if awaited := awaited_initial(letter):
        return f"Surat ini menunggu paraf {awaited.label}."
    return "" if letter.is_of_case else free_letters.gap_of(letter)


def why_unfinished(letter: Letter) -> str:
    """What its writer still has to do before anybody puts a paraf on it; empty where nothing is."""
    if letter.words is None:
        return ""
    if reading.words_of(letter).has_blanks:
        return BLANKS
    is_old = letter.is_of_case and letter.content_hash != case_letters.source_hash_of(letter)
    return OUTDATED if is_old else ""


def awaited_initial(letter: Letter) -> Initial | None:
    """The paraf that the letter waits for."""
    return next_initial(initials_of(letter, reading.seen_in(letter)))


@transaction.atomic
def cancel_letter(letter_id: int, user: User, reason: str) -> Letter:
    """Give up a draft, or a free letter that was numbered and nobody signed, whose number is
    cancelled. Raises Refused.
    """
    letter = _locked(letter_id)
    paper = getattr(letter, "paper", None)
    is_unsigned = letter.state == LetterState.NUMBERED and paper is not None
    refuse_if(not (letter.is_draft or is_unsigned), NO_DRAFT)
    refuse_if(not reading.may_write(user, letter), NOT_YOURS)
    refuse_if(not reason.strip(), "Alasan wajib diisi.")
    if paper is not None and paper.number_row and not paper.number_row.is_cancelled:
        numbering.give_up(paper.number_row, user, reason)
    letter.state = LetterState.CANCELLED
    letter.save(update_fields=["state"])
    _note(letter, user, LetterAct.CANCELLED, note=reason.strip())
    return letter


@transaction.atomic
def record_sending(letter_id: int, user: User, how: str) -> Letter:
    """Note how a signed letter left. Raises Refused before it is signed."""
    letter = _locked(letter_id)
    refuse_if(not reading.may_write(user, letter), NOT_YOURS)
    refuse_if(
        letter.standing not in (LetterState.SIGNED, LetterState.SENT),
        "Surat dikirim sesudah ditandatangani.",
    )
    refuse_if(not how.strip(), "Sebutkan bagaimana surat ini dikirim.")
    letter.state = LetterState.SENT
    letter.save(update_fields=["state"])
    _note(letter, user, LetterAct.SENT, note=how.strip())
    return letter


@transaction.atomic
def note_signed(signed: SignedLetter, note: str) -> SignedLetter:
    """Keep how a free letter was signed, whose number now counts. Expects the lock of its paper."""
    paper, user = signed.paper, signed.by
    signed.save()
    if paper.number_row and paper.number_row.is_reserved:
        numbering.mark_number_used(paper.number_row.pk, user)
    Letter.objects.filter(pk=paper.letter_id).update(state=LetterState.SIGNED)
    _note(paper.letter, user, LetterAct.SIGNED, note=note)
    return signed


def locked_paper(letter_id: int) -> LetterPaper:
    """The paper of a free letter that waits for its signature. Raises Refused."""
    letter = _locked(letter_id)
    paper = getattr(letter, "paper", None)
    if paper is None or letter.state != LetterState.NUMBERED:
        raise Refused("Surat ini tidak menunggu tanda tangan.")
    refuse_if(not paper.is_ready, "Berkas surat ini belum selesai dibuat.")
    is_void = paper.number_row is not None and paper.number_row.is_cancelled
    refuse_if(is_void, "Nomor surat ini dibatalkan dalam buku nomor.")
    return paper


@transaction.atomic
def take_back_scan(letter_id: int, user: User, reason: str) -> Letter:
    """Remove the record of a signature by hand that was a mistake, and let its number wait again.
    Raises Refused once the letter was sent.
    """
    letter = _locked(letter_id)
    refuse_if(not reading.may_write(user, letter), NOT_YOURS)
    signed = scan_to_take_back(letter)
    if signed is None:
        raise Refused("Tidak ada catatan tanda tangan basah yang dapat Anda tarik.")
    refuse_if(not reason.strip(), "Alasan wajib diisi.")
    if signed.paper.number_row:
        numbering.reserve_again(signed.paper.number_row.pk)
    signed.delete()
    letter.state = LetterState.NUMBERED
    letter.save(update_fields=["state"])
    _note(letter, user, LetterAct.UNSIGNED, note=f"{reason.strip()} (berkas {signed.sha256[:12]})")
    return letter


def scan_to_take_back(letter: Letter) -> SignedLetter | None:
    """The record of a signature by hand that may be taken back: of a free letter that was not sent
    yet.
    """
    paper = getattr(letter, "paper", None)
    signed: SignedLetter | None = paper.signature if paper else None
    is_here = letter.state == LetterState.SIGNED
    return signed if signed is not None and signed.is_by_hand and is_here else None


def _locked(letter_id: int) -> Letter:
    """The letter, locked after its case, as all that writes to both does."""
    held = Letter.objects.values_list("agreement_id", flat=True).get(pk=letter_id)
    if held is not None:
        Agreement.objects.select_for_update().get(pk=held)
    rows = Letter.objects.select_for_update(of=("self",)).select_related(
        "agreement__owner", "meeting", "document__signed", "by", "paper__number_row", "unit"
    )
    return rows.get(pk=letter_id)


def _draft(letter_id: int) -> Letter:
    letter = _locked(letter_id)
    refuse_if(not letter.is_draft, NO_DRAFT)
    return letter


def _note(
    letter: Letter,
    user: User,
    act: LetterAct,
    *,
    role: Role | None = None,
    note: str = "",
    seen: str = "",
) -> None:
    LetterStep.objects.create(
        letter=letter,
        act=act,
        role=role or "",
        seen=seen or reading.seen_in(letter),
        note=note,
        by=user,
    )
