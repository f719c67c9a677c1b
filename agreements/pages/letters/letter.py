"""The page of one letter: what it says, how far it is, and what its reader may do with it."""

from dataclasses import dataclass

from django.urls import reverse

from agreements.documents.kinds import KINDS
from agreements.documents.letters import free_letters, living, reading, signing
from agreements.documents.letters.initials import Initial, holds_role, initials_of, next_initial
from agreements.documents.letters.templates import Form
from agreements.documents.letters.titles import title_of_letter
from agreements.documents.letters.words import LetterWords
from agreements.documents.pages.edited_letter import LetterLine, letter_lines_of
from agreements.documents.signatures import electronic_signing, hand_signing
from agreements.documents.text import indonesian
from agreements.models import (
    Document,
    Letter,
    LetterAct,
    LetterPaper,
    LetterState,
    LetterStep,
    SignedPaper,
)
from agreements.pages.case.gap_links import gap_of_office_with_link
from kerjasama.accounts.models import User

TONES = {
    LetterState.DRAFT: "is-note",
    LetterState.NUMBERED: "is-soon",
    LetterState.SIGNED: "is-good",
    LetterState.SENT: "is-good",
}
# What is not asked of letters that are laid out so.
WITHOUT = {
    Form.MEMO: ("place",),
    Form.SHEET: ("nature", "enclosure", "to", "place"),
    Form.DECREE: ("nature", "enclosure", "to", "place", "closing"),
}


# A berita acara is a text with its last sentence.
WITHOUT_A_HEAD = ("nature", "enclosure", "subject", "to", "place", "copies")


@dataclass(frozen=True)
class LetterActs:
    """What its reader may do with it now; each address is empty for what is not theirs."""

    may_write: bool
    may_initial: bool
    may_number: bool
    may_send: bool
    may_cancel: bool
    may_retry: bool
    may_take_back: bool
    sign: str
    record_hand: str
    mail: str


@dataclass(frozen=True)
class LetterPage:
    """A letter as its page shows it. `lacks` is what it waits for before it may be signed, `gaps`
    what the office has to fill in for it, `mark` that of what it says; `paper` the addresses of
    what was made of it.
    """

    letter: Letter
    title: str
    standing: LetterState
    tone: str
    words: LetterWords
    lines: list[LetterLine]
    initials: list[Initial]
    lacks: str
    gaps: list[str]
    mark: str
    paper: Document | LetterPaper | None
    file: str
    signed_file: str
    acts: LetterActs
    steps: list[LetterStep]
    back: str

    @property
    def waits_for_signature(self) -> bool:
        """Whether it is numbered and nobody signed it yet."""
        return self.standing == LetterState.NUMBERED

    @property
    def closing(self) -> list[str]:
        """The sentences above the signature."""
        return self.words.closing.splitlines()


def letter_page_of(user: User, letter: Letter) -> LetterPage:
    """Its page for this reader."""
    words, mark = reading.words_of(letter), reading.seen_in(letter)
    initials = initials_of(letter, mark)
    standing, paper = letter.standing, paper_of(letter)
    lacks = living.why_not_number(letter) if letter.is_draft else ""
    gaps = gaps_of_office(user, letter)
    back = reverse("surat-daftar")
    if letter.agreement_id:
        back = reverse("kerja-sama", args=[letter.agreement_id])
    return LetterPage(
        letter=letter,
        title=title_of_letter(letter),
        standing=standing,
        tone=TONES.get(standing, ""),
        words=words,
        lines=letter_lines_of(words.body),
        initials=initials,
        lacks="" if any(gap.startswith(lacks) for gap in gaps) else lacks,
        gaps=gaps,
        mark=mark,
        paper=paper,
        file=_file_of(paper),
        signed_file=_signed_file_of(paper),
        acts=_acts(user, letter, standing, next_initial(initials), lacks, mark),
        steps=_steps_of(letter, paper),
        back=back,
    )


def gaps_of_office(user: User, letter: Letter) -> list[str]:
    """What keeps the draft of a free letter from being signed and the settings mend, with the way
    there. For the letter of a case it is told before its draft begins.
    """
    if letter.is_of_case or not letter.is_draft:
        return []
    return [gap_of_office_with_link(user, gap) for gap in free_letters.gaps_of(letter)]


def paper_of(letter: Letter) -> Document | LetterPaper | None:
    """What was made of it when it got its number."""
    if letter.is_of_case:
        return letter.document
    return getattr(letter, "paper", None)


def _steps_of(letter: Letter, paper: Document | LetterPaper | None) -> list[LetterStep]:
    """What became of it so far. How a letter of a case was signed is kept with its paper alone."""
    steps = list(letter.steps.select_related("by"))
    signed: SignedPaper | None = getattr(paper, "signed", None)
    if signed is None or not isinstance(paper, Document):
        return steps
    how = "elektronik"
    if signed.signed_by_hand_on:
        how = f"tanda tangan basah, {indonesian.short_date(signed.signed_by_hand_on)}"
    told = LetterStep(letter=letter, act=LetterAct.SIGNED, note=how, by=signed.by, at=signed.at)
    return sorted([*steps, told], key=lambda step: step.at)


def fields_left_out(letter: Letter) -> tuple[str, ...]:
    """What is not asked of a letter like this."""
    if letter.is_of_case:
        kind = KINDS[letter.kind]
        if kind.is_minutes:
            return WITHOUT_A_HEAD
        return ("to", "place", "copies") if kind.is_memo else ()
    return WITHOUT.get(free_letters.template_of(letter).form, ())


def _file_of(paper: Document | LetterPaper | None) -> str:
    if paper is None or not paper.is_ready:
        return ""
    if isinstance(paper, Document):
        return reverse("dokumen", args=[paper.pk])
    return reverse("surat-berkas", args=[paper.letter_id])


def _signed_file_of(paper: Document | LetterPaper | None) -> str:
    if isinstance(paper, Document) and hasattr(paper, "signed"):
        return reverse("bertanda-tangan", args=[paper.pk])
    if isinstance(paper, LetterPaper) and paper.signature:
        return reverse("surat-bertanda-tangan", args=[paper.letter_id])
    return ""


def _acts(
    user: User,
    letter: Letter,
    standing: LetterState,
    awaited: Initial | None,
    lacks: str,
    mark: str,
) -> LetterActs:
    may_write = reading.may_write(user, letter)
    is_signed = standing in (LetterState.SIGNED, LetterState.SENT)
    paper = paper_of(letter)
    is_free_unsigned = isinstance(paper, LetterPaper) and standing == LetterState.NUMBERED
    return LetterActs(
        may_write=may_write and letter.is_draft,
        may_initial=letter.is_draft
        and awaited is not None
        and not living.why_unfinished(letter)
        and holds_role(user, awaited.role, letter),
        may_number=may_write and letter.is_draft and not lacks,
        may_send=may_write and is_signed,
        may_cancel=may_write and (letter.is_draft or is_free_unsigned),
        may_retry=may_write and isinstance(paper, LetterPaper) and paper.has_failed,
        may_take_back=may_write and living.scan_to_take_back(letter) is not None,
        sign=_address_to_sign(user, letter, paper, mark),
        record_hand=_address_to_record(user, letter, standing, paper) if may_write else "",
        mail=_address_to_mail(paper) if is_signed and may_write else "",
    )


def _address_to_sign(
    user: User, letter: Letter, paper: Document | LetterPaper | None, mark: str
) -> str:
    if isinstance(paper, Document):
        if electronic_signing.may_sign(user, paper):
            return reverse("tanda-tangan", args=[paper.pk])
        return ""
    if not signing.may_sign(user, letter):
        return ""
    return f"{reverse('surat-tanda-tangan', args=[letter.pk])}?isi={mark}"


def _address_to_record(
    user: User, letter: Letter, standing: LetterState, paper: Document | LetterPaper | None
) -> str:
    if paper is None or standing != LetterState.NUMBERED or not paper.is_ready:
        return ""
    if isinstance(paper, LetterPaper):
        return reverse("surat-tanda-tangan-basah", args=[letter.pk])
    if hand_signing.may_record_hand_signature(user, paper):
        return reverse("tanda-tangan-basah", args=[paper.pk])
    return ""


def _address_to_mail(paper: Document | LetterPaper | None) -> str:
    if isinstance(paper, Document) and KINDS[paper.kind].goes_to_partner:
        return reverse("tulis-surel-mitra", args=[paper.pk])
    return ""
