"""The list of letters."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from agreements.documents.letters.titles import title_of_letter
from agreements.models import Letter, LetterState

from .letter import TONES, paper_of


@dataclass(frozen=True)
class LetterLine:
    """One letter in the list."""

    letter: Letter
    title: str
    subject: str
    number: str
    standing: LetterState
    tone: str
    address: str


def letter_lines(letters: Iterable[Letter]) -> list[LetterLine]:
    """The lines of these letters, which were read for a list."""
    return [_line_of(letter) for letter in letters]


def _line_of(letter: Letter) -> LetterLine:
    paper, standing = paper_of(letter), letter.standing
    subject = (letter.words or {}).get("subject", "")
    return LetterLine(
        letter,
        title_of_letter(letter),
        subject or (letter.agreement.title if letter.agreement else ""),
        paper.number if paper else "",
        standing,
        TONES.get(standing, ""),
        reverse("surat", args=[letter.pk]),
    )
