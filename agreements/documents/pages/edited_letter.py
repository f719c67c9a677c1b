"""A letter that was edited, as its paper prints it instead of the words of its template."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.safestring import SafeString

from agreements.documents.letters.words import BODY, NO_NUMBERS, LetterWords, words_of_json
from agreements.naskah.blocks import Body
from agreements.naskah.inline import Teller
from agreements.naskah.stored import Json

from .clauses import ClauseLine, ClauseTable, lines_of_body

_IS_BOLD = re.compile(r"<(strong|b)>[^<]*</\1>\.?")


class FactRow(NamedTuple):
    """One row of a table of facts: what is told behind its label."""

    label: SafeString
    colon: SafeString
    said: SafeString


class Facts(NamedTuple):
    """A table of labels and what is told of each, without lines."""

    facts: list[FactRow]
    level: int


class Section(NamedTuple):
    """A line that is bold throughout: the title of what follows."""

    section: SafeString


LetterLine = ClauseLine | ClauseTable | Facts | Section


@dataclass(frozen=True)
class EditedLetter:
    """Its words, line by line."""

    words: LetterWords
    lines: list[LetterLine]

    @property
    def closing(self) -> list[str]:
        """The sentences above the signature."""
        return self.words.closing.splitlines()


def edited_letter_of(kept: Json | None) -> EditedLetter | None:
    """What was edited in a letter; None where it reads as its template has it."""
    if kept is None:
        return None
    words = words_of_json(kept)
    return EditedLetter(words, letter_lines_of(words.body))


def letter_lines_of(body: Body) -> list[LetterLine]:
    """The lines of a body; a table whose second column are colons is one of facts, a line that is
    bold throughout the title of a section.
    """
    return [_told(line) for line in lines_of_body(body, Teller(NO_NUMBERS), BODY)]


def _told(line: ClauseLine | ClauseTable) -> LetterLine:
    if isinstance(line, ClauseTable):
        return _as_facts(line)
    if line.marker or not _IS_BOLD.fullmatch(line.text):
        return line
    return Section(line.text)


def _as_facts(line: ClauseTable) -> LetterLine:
    if len(line.head) != 3:
        return line
    rows = [tuple(line.head), *(tuple(cell.text for cell in row) for row in line.rows)]
    facts = [FactRow(*row) for row in rows]
    if not all(row.colon == ":" or not (row.colon or row.label) for row in facts):
        return line
    return Facts(facts, line.level)
