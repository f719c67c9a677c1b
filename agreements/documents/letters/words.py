"""What a letter says beside its number, its day and its signer: read from the very page that its
template prints, so that a draft begins with what would have been printed, and kept as blocks.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import html
from lxml.html import HtmlElement

from agreements.documents.text import indonesian
from agreements.naskah.blocks import (
    FREE,
    INDONESIAN,
    Article,
    Body,
    NaskahText,
    Said,
    Text,
    join_runs,
)
from agreements.naskah.identity import name_blocks
from agreements.naskah.inline import Teller, write_line
from agreements.naskah.numbering import Numbers
from agreements.naskah.plain import read_body, tell_body, write_body
from agreements.naskah.stored import Json, as_json, load_naskah

BODY = "isi"
NO_NUMBERS = Numbers(NaskahText(()))
# By the words at the head of a letter or a nota dinas.
_AT_THE_HEAD = {"Sifat": "nature", "Lampiran": "enclosure", "Hal": "subject"}


@dataclass(frozen=True)
class LetterWords:
    """The words of a letter. `to` are the lines behind "Yth."; `closing` the sentences above the
    signature.
    """

    nature: str = ""
    enclosure: str = ""
    subject: str = ""
    to: tuple[str, ...] = ()
    place: str = ""
    body: Body = ()
    closing: str = ""
    copies: tuple[str, ...] = ()

    @property
    def typed_body(self) -> str:
        """The body as a person types it."""
        return write_body(self.body, NO_NUMBERS, BODY)

    @property
    def told(self) -> str:
        """All of it as plain words."""
        body = tell_body(self.body, Teller(NO_NUMBERS), BODY)
        head = (self.nature, self.enclosure, self.subject, *self.to, self.place)
        return "\n".join((*head, body, self.closing, *self.copies))

    @property
    def has_blanks(self) -> bool:
        """Whether something is left to be filled in."""
        return indonesian.BLANK[:3] in self.told


def read_typed(text: str) -> Body:
    """The blocks that were typed, each with its id."""
    return name_blocks(read_body(text), BODY)


def words_as_json(words: LetterWords) -> Json:
    """As a letter and its paper keep them; the body is a naskah of one part."""
    said = Said("Isi", words.body)
    return {
        "nature": words.nature,
        "enclosure": words.enclosure,
        "subject": words.subject,
        "to": list(words.to),
        "place": words.place,
        "body": as_json(NaskahText((Article(BODY, FREE, {INDONESIAN: said}),))),
        "closing": words.closing,
        "copies": list(words.copies),
    }


def words_of_json(kept: Json) -> LetterWords:
    """What was kept."""
    return LetterWords(
        kept["nature"],
        kept["enclosure"],
        kept["subject"],
        tuple(kept["to"]),
        kept["place"],
        load_naskah(kept["body"]).articles[0].body,
        kept["closing"],
        tuple(kept["copies"]),
    )


def mark_of(*told: Any) -> str:
    """A mark of what a letter says: two that differ in anything have two."""
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def words_of_page(page: str) -> LetterWords:
    """The words of a letter as its template prints it."""
    body = html.fromstring(page).find("body")
    head = dict(_rows_at_the_head(body))
    to = [_text(one) for one in _of_class(body, "to", "p")]
    place = ""
    if to and to[-1].startswith("di "):
        place = to.pop().removeprefix("di ")
    if to:
        to[0] = to[0].removeprefix("Yth.").strip()
    typed = "\n".join(line for room in body.find_class("letter") for line in _typed_lines(room))
    closing = [_text(one) for room in body.find_class("closing") for one in room.iterchildren("p")]
    return LetterWords(
        **head,
        to=tuple(line for line in to if line),
        place=place,
        body=read_typed(typed),
        closing="\n".join(closing),
        copies=tuple(_text(one).rstrip(".;") for one in _of_class(body, "copies", "li")),
    )


def _rows_at_the_head(body: HtmlElement) -> list[tuple[str, str]]:
    rows = []
    for table in (*body.find_class("top"), *body.find_class("memo")):
        for row in table.iter("tr"):
            label, _, said, *_ = [_text(cell) for cell in row.iter("td")]
            if label in _AT_THE_HEAD:
                rows.append((_AT_THE_HEAD[label], said))
    return rows


def _of_class(body: HtmlElement, name: str, tag: str) -> list[HtmlElement]:
    return [one for room in body.find_class(name) for one in room.iter(tag)]


def _text(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def _plain(text: str) -> str:
    """Words as they are typed: what would be a sign is a word."""
    return write_line((Text(text),), NO_NUMBERS, BODY)


def _typed_lines(room: HtmlElement) -> list[str]:
    """The paragraphs, lists and tables of a text, line by line."""
    lines: list[str] = []
    for one in room.iterchildren():
        if one.tag == "p":
            lines.append(_line(one))
        elif one.tag in ("h2", "h3"):
            lines.append(f"**{_plain(_text(one))}**")
        elif one.tag in ("ol", "ul"):
            items = [_plain(_text(item)) for item in one.iterchildren("li")]
            lines += [f"{number}. {item}" for number, item in enumerate(items, 1)]
        elif one.tag == "table":
            lines += [line for row in one.iter("tr") for line in _typed_rows(row)]
        elif isinstance(one.tag, str):
            lines += _typed_lines(one)
    return [line for line in lines if line]


def _line(paragraph: HtmlElement) -> str:
    """A paragraph behind its list mark, if it has one."""
    marks = paragraph.find_class("mark")
    mark = next(map(_text, marks), "")
    runs = tuple(run for run in _runs(paragraph) if run.text)
    said = write_line(join_runs(runs), NO_NUMBERS, BODY)
    return f"{mark} {' '.join(said.split())}".strip()


def _runs(element: HtmlElement, *, bold: bool = False, italic: bool = False) -> Iterator[Text]:
    """The words of an element with their looks, without its list mark."""
    yield Text(element.text or "", bold, italic)
    for child in element:
        if isinstance(child.tag, str) and "mark" not in child.classes:
            is_bold = bold or child.tag in ("strong", "b")
            yield from _runs(child, bold=is_bold, italic=italic or child.tag in ("em", "i"))
        yield Text(child.tail or "", bold, italic)


def _typed_rows(row: HtmlElement) -> list[str]:
    """A row of a table; what stands below each other in its last cell gets a row of its own."""
    *cells, last = [cell for cell in row.iterchildren("td", "th")]
    said = [_line(one) for one in last.iter("p")] or [_plain(_text(last))]
    before = [_plain(_text(cell)) for cell in cells]
    rows = [(*before, said[0])]
    rows += [("",) * len(before) + (more,) for more in said[1:]]
    return [f"| {' | '.join(one)} |" for one in rows]
