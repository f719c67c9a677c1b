"""The page of one letter: what it says, how far it is, and what its reader may do with it."""

from dataclasses import dataclass

from django.urls import reverse

from agreements.documents.archive.public_verification import waits_for_signature
from agreements.documents.kinds import KINDS
from agreements.documents.letters import case_letters, living
from agreements.documents.letters.initials import Initial, holds_role, initials_of, next_initial
from agreements.documents.letters.signing import may_sign_draft
from agreements.documents.letters.words import LetterWords
from agreements.documents.pages.edited_letter import LetterLine, letter_lines_of
from agreements.documents.signatures import electronic_signing, hand_signing
from agreements.models import Document, Letter, LetterState, LetterStep
from kerjasama.accounts.models import User

TONES = {
    LetterState.DRAFT: "is-note",
    LetterState.NUMBERED: "is-soon",
    LetterState.SIGNED: "is-good",
    LetterState.SENT: "is-good",
}


@dataclass(frozen=True)
class LetterActs:
    """What its reader may do with it now."""

    may_write: bool
    may_initial: bool
    may_sign: bool
    may_number: bool
    may_sign_paper: bool
    may_record_hand: bool
    may_send: bool
    mails_partner: bool


@dataclass(frozen=True)
class LetterPage:
    """A letter as its page shows it. `lacks` is what it waits for before it may be signed, `mark`
    that of what it says.
    """

    letter: Letter
    title: str
    standing: LetterState
    tone: str
    words: LetterWords
    lines: list[LetterLine]
    initials: list[Initial]
    lacks: str
    mark: str
    paper: Document | None
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
    words = case_letters.words_of(letter)
    mark = case_letters.seen_in(letter)
    initials = initials_of(letter, mark)
    standing = letter.standing
    lacks = living.why_not_number(letter) if letter.is_draft else ""
    return LetterPage(
        letter=letter,
        title=KINDS[letter.kind].title,
        standing=standing,
        tone=TONES.get(standing, ""),
        words=words,
        lines=letter_lines_of(words.body),
        initials=initials,
        lacks=lacks,
        mark=mark,
        paper=letter.document,
        acts=_acts(user, letter, standing, next_initial(initials), lacks),
        steps=list(letter.steps.select_related("by")),
        back=reverse("kerja-sama", args=[letter.agreement_id]),
    )


def _acts(
    user: User, letter: Letter, standing: LetterState, awaited: Initial | None, lacks: str
) -> LetterActs:
    paper = letter.document
    may_write = case_letters.may_write(user, letter)
    is_signed = standing in (LetterState.SIGNED, LetterState.SENT)
    return LetterActs(
        may_write=may_write and letter.is_draft,
        may_initial=letter.is_draft and awaited is not None and _is_theirs(user, awaited, letter),
        may_sign=may_sign_draft(user, letter),
        may_number=may_write and letter.is_draft and not lacks,
        may_sign_paper=paper is not None and electronic_signing.may_sign(user, paper),
        may_record_hand=paper is not None
        and waits_for_signature(paper)
        and hand_signing.may_record_hand_signature(user, paper),
        may_send=may_write and is_signed,
        mails_partner=is_signed and KINDS[letter.kind].goes_to_partner,
    )


def _is_theirs(user: User, awaited: Initial, letter: Letter) -> bool:
    return holds_role(user, awaited.role, letter)
