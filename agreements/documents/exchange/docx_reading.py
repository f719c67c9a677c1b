"""The texts of the Pasal in a DOCX that came back, for a naskah whose Pasal are fixed: each text is
found by the bookmark of its heading, else by number and title.
"""

import re
from dataclasses import dataclass, field

from agreements.documents.exchange.asides import Asides
from agreements.documents.exchange.docx_content import (
    DocxContent,
    Paragraph,
    Part,
    TableRead,
)
from agreements.documents.exchange.docx_package import TOO_LARGE, UnreadableDocx
from agreements.documents.exchange.word_marks import ends_article, mark_of
from agreements.documents.wording.mandatory_parts import name_articles
from agreements.documents.wording.versions import tidy_text
from agreements.models.naskah_setup import is_in_third_language

LONGEST_TEXT = 50_000
HEADING = re.compile(r"(Pasal|Article)\s+(\d+)\b[\s.:]*", re.IGNORECASE)


@dataclass
class Returned:
    """What a file says: the text by part, the lines outside the Pasal, and what a person should
    know.
    """

    texts: dict[str, str]
    outside: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    asides: Asides = field(default_factory=Asides)


def read_returned_texts(package: DocxContent, sent: list[list[str]]) -> Returned:
    """The returned text of each Pasal that was sent; a Pasal that is gone has none. Raises
    Unreadable when none is found.
    """
    reader = _Reader(sent, {mark for paragraph in package.paragraphs for mark in paragraph.marks})
    for part in package.parts:
        reader.take(part)
    if not reader.seen:
        raise UnreadableDocx("Tidak satu pun Pasal ditemukan dalam berkas ini.")
    texts = {part: tidy_text("\n".join(reader.texts.get(part, []))) for part, *_ in sent}
    if any(len(text) > LONGEST_TEXT for text in texts.values()):
        raise UnreadableDocx(TOO_LARGE)
    return Returned(
        texts,
        [line for text in reader.outside for line in tidy_text(text).splitlines()],
        list(dict.fromkeys(reader.notes)),
        reader.asides,
    )


class _Reader:
    """Gives each paragraph to the Pasal it stands in."""

    def __init__(self, sent: list[list[str]], marks: set[str]) -> None:
        named = name_articles([part for part, *_ in sent])
        self.titles = {part: title for part, title, _ in sent}
        self.names = {part: name for (part, *_), name in zip(sent, named, strict=True)}
        self.is_marked = any(mark_of(part) in marks for part in self.titles)
        self.part = ""
        self.seen: set[str] = set()
        self.texts: dict[str, list[str]] = {}
        self.outside: list[str] = []
        self.notes: list[str] = []
        self.asides = Asides()

    def take(self, part: Part) -> None:
        """Put the next paragraph or table where it belongs."""
        if isinstance(part, TableRead):
            lines = rows_as_lines(part) if self.part else [one.text for one in part.paragraphs]
            self._room().extend(lines)
        else:
            self._take_paragraph(part)
        self.asides.add(part, self.part)

    def _room(self) -> list[str]:
        return self.texts.setdefault(self.part, []) if self.part else self.outside

    def _take_paragraph(self, paragraph: Paragraph) -> None:
        if any(map(ends_article, paragraph.marks)):
            self.part = ""
        if part := self._opened_by(paragraph):
            self.part = part
            self.seen.add(part)
            self._head(paragraph.text)
        elif not self.part or not self._is_title(paragraph.text):
            self._room().append(paragraph.text)

    def _opened_by(self, paragraph: Paragraph) -> str:
        """The Pasal whose heading this is: by its bookmark, else by number and title, else (without
        any bookmark) by number.
        """
        for part in self.titles:
            if mark_of(part) in paragraph.marks:
                return part
        heading = HEADING.match(paragraph.text.strip())
        if not heading:
            return ""
        number = f"{heading[1].capitalize()} {heading[2]}"
        rest = _same(paragraph.text.strip()[heading.end() :])
        for part, title in self.titles.items():
            fits = rest == _same(title) or not rest and not self.is_marked
            if self.names[part] == number and part not in self.seen and fits:
                return part
        return ""

    def _head(self, text: str) -> None:
        """What a heading says beyond "Pasal 3": its title, and text that was drawn up into it."""
        title = self.titles[self.part]
        if is_in_third_language(self.part):
            ours = {_same(self.names[self.part]), _same(title)}
            said = [line for line in tidy_lines(text) if _same(line) not in ours]
            self.texts.setdefault(self.part, []).extend(said)
            return
        lines = tidy_lines(HEADING.sub("", text.strip(), count=1))
        if lines and _same(lines[0]) != _same(title):
            differs = (
                f"Judul {self.names[self.part]} tertulis “{lines[0][:100]}”; judul mengikuti daftar"
                f" ketentuan dan tetap “{title}”."
            )
            self.notes.append(differs)
        self.texts.setdefault(self.part, []).extend(lines[1:])

    def _is_title(self, text: str) -> bool:
        return not self.texts.get(self.part) and _same(text) == _same(self.titles[self.part])


def rows_as_lines(table: TableRead) -> list[str]:
    """The rows of a table as versions keep them."""
    rows = [[" ".join(one.text for one in cell if one.text) for cell in row] for row in table.rows]
    return [f"| {' | '.join(row)} |" for row in rows]


def tidy_lines(text: str) -> list[str]:
    """The lines that say something, without the spaces around them."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def _same(text: str) -> str:
    return " ".join(text.split()).casefold()
