"""The paragraphs of a Pasal that came back, as units of our blocks: lists by their numbers, which a
word processor computed or somebody typed, and each word with the reference or the value that it
stood for.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import takewhile

from agreements.documents.exchange.docx_content import Paragraph, Part, TableRead, Words
from agreements.naskah.blocks import (
    Inline,
    Line,
    Reference,
    Text,
    Value,
    even_table,
    join_runs,
)
from agreements.naskah.inline import KNOWN_VALUES, Teller
from agreements.naskah.markers import AYAT, marker_of, read_mark
from agreements.naskah.units import Unit

MOST_SIGNS = 500_000
FEWEST_OF_NAME = 3  # words that are known again wherever they stand, if only once
# The words before a place, the nearest first, and those after it.
Beside = tuple[list[str], list[str]]


class _Depths:
    """How deep the next item stands: where its list is open, or one below those that are."""

    def __init__(self) -> None:
        self.open: list[tuple[str, int]] = []  # style and last number

    @property
    def expected(self) -> frozenset[str]:
        """The marks that would go on with an open list."""
        return frozenset(marker_of(style, number + 1) for style, number in self.open)

    def item(self, style: str, number: int) -> int:
        styles = [one for one, _ in self.open]
        depth = styles.index(style) if style in styles else len(styles)
        self.open[depth:] = [(style, number)]
        return depth

    def paragraph(self, depth: int) -> int:
        """A paragraph stands beneath an item where it is set in as far; in an ayat always."""
        depth = min(depth, len(self.open))
        if depth == 0 and self.open and self.open[0][0] == AYAT:
            depth = 1
        del self.open[depth:]
        return depth


def units_of_parts(parts: Iterable[Part], places: "Places") -> list[Unit]:
    """What these paragraphs and tables say. The bookmark of a block is kept as the id of its
    unit.
    """
    depths = _Depths()
    found: list[Unit] = []
    for part in parts:
        if isinstance(part, TableRead):
            found += _table(part, depths, places)
        else:
            found += _units(part, depths, places)
    return found


def _table(table: TableRead, depths: _Depths, places: "Places") -> Iterator[Unit]:
    rows = [
        tuple(_cell(cell, places) for cell in row)
        for row in table.rows
        if any(one.text.strip() for cell in row for one in cell)
    ]
    if rows:
        found = even_table("", rows)
        yield Unit(len(depths.open), id=places.known_id(table.marks), table=found)


def _cell(paragraphs: list[Paragraph], places: "Places") -> Line:
    said: list[Inline] = []
    for one in paragraphs:
        if one.text.strip():
            said += [Text(" ")] if said else []
            said += [Text(f"{one.marker} ")] if one.marker else []
            said += places.line(one.words)
    return join_runs(tuple(said))


def _units(paragraph: Paragraph, depths: _Depths, places: "Places") -> Iterator[Unit]:
    """A line break within a paragraph begins another line."""
    for place, words in enumerate(_lines(paragraph.words)):
        line = _stripped(places.line(words))
        if not line:
            continue
        name = places.known_id(paragraph.marks) if place == 0 else ""
        marker = paragraph.marker if place == 0 else ""
        typed = f"{marker} x" if marker else _text(line)
        mark = read_mark(typed, depths.expected)
        if mark is None:
            if marker and marker != "-":
                line = (Text(f"{marker} "), *line)
            yield Unit(depths.paragraph(paragraph.depth), join_runs(line), id=name)
            continue
        if not marker:
            line = _cut(line, len(typed) - len(mark.rest))
        depth = depths.item(mark.style, mark.number)
        yield Unit(depth, line, mark.style, mark.number, name)


def _lines(words: list[Words]) -> Iterator[list[Words]]:
    line: list[Words] = []
    for run in words:
        first, *others = run.text.split("\n")
        line.append(replace(run, text=first))
        for text in others:
            yield line
            line = [replace(run, text=text)]
    yield line


def _text(line: Line) -> str:
    return "".join(one.text if isinstance(one, Text) else "x" for one in line)


def _cut(line: Line, signs: int) -> Line:
    """The line without its first signs."""
    found: list[Inline] = []
    for one in line:
        length = len(one.text) if isinstance(one, Text) else 1
        if signs >= length:
            signs -= length
            continue
        if isinstance(one, Text) and signs:
            one, signs = replace(one, text=one.text[signs:]), 0
        found.append(one)
    return _stripped(tuple(found))


def _stripped(line: Line) -> Line:
    """Without spaces at its ends, and none doubled."""
    found: list[Inline] = [
        replace(one, text=re.sub(r"\s+", " ", one.text)) if isinstance(one, Text) else one
        for one in join_runs(line)
    ]
    for place, cut in ((0, str.lstrip), (-1, str.rstrip)):
        while found and isinstance(one := found[place], Text):
            bare = replace(one, text=cut(one.text))
            if bare.text:
                found[place] = bare
                break
            del found[place]
    return tuple(found)


class Places:
    """What bookmarks, links and controls of the file mean in the naskah that was sent."""

    def __init__(self, teller: Teller, marks: dict[str, str]) -> None:
        self.teller, self.marks = teller, marks
        self.within = ""

    def known_id(self, marks: frozenset[str]) -> str:
        """The block that one of these bookmarks names; empty where none does."""
        return next((self.marks[mark] for mark in sorted(marks) if mark in self.marks), "")

    def line(self, words: Iterable[Words]) -> Line:
        """The words with what they stand for. A link or a control whose words were changed is
        words.
        """
        found: list[Inline] = []
        for run in _joined(words):
            found.append(self._named(run) or Text(run.text, run.bold, run.italic))
        return join_runs(tuple(one for one in found if not isinstance(one, Text) or one.text))

    def _named(self, run: Words) -> Inline | None:
        named: Reference | Value | None = None
        if run.to in self.teller.numbers.places:
            named = Reference(run.to)
        elif run.value in KNOWN_VALUES:
            named = Value(run.value)
        if named is None:
            return None
        told = self.teller.text((named,), self.within)
        return named if told == " ".join(run.text.split()) else None

    def restore(self, line: Line, old: Line) -> Line:
        """The line with the references and values of the old one, wherever their words still stand
        as they stood there.
        """
        for one in dict.fromkeys(one for one in old if not isinstance(one, Text)):
            for _ in range(old.count(one) - line.count(one)):
                line = self._put_back(line, one, old)
        return line

    def _put_back(self, line: Line, one: Inline, old: Line) -> Line:
        """In the place of its words that has most beside it of what stood there. Words that may
        mean something else by now, "12" without "bulan", stay words.
        """
        told = self.teller.text((one,), self.within)
        stood = [
            self._beside(old[:place], old[place + 1 :])
            for place, part in enumerate(old)
            if part == one
        ]
        found = [
            (max(shared_beside(now, once) for once in stood), -number, put)
            for number, (now, put) in enumerate(self._places_of(told, line, one))
        ]
        is_name = len(told.split()) >= FEWEST_OF_NAME and len(found) == 1
        known = [place for place in found if place[0] or is_name]
        return max(known)[2] if known else line

    def _places_of(self, told: str, line: Line, one: Inline) -> Iterator[tuple[Beside, Line]]:
        """Each place of these words: what stands beside it, and the line with `one` there."""
        for place, run in enumerate(line):
            if not isinstance(run, Text):
                continue
            for found in re.finditer(rf"(?<!\w){re.escape(told)}(?!\w)", run.text):
                first = replace(run, text=run.text[: found.start()])
                last = replace(run, text=run.text[found.end() :])
                before = (*line[:place], *([first] if first.text else []))
                after = (*([last] if last.text else []), *line[place + 1 :])
                yield self._beside(before, after), (*before, one, *after)

    def _beside(self, before: Line, after: Line) -> Beside:
        words = self.teller.text(before, self.within).split()
        return words[::-1], self.teller.text(after, self.within).split()


def shared_beside(now: Beside, once: Beside) -> int:
    """How many words on each side of a place are the same, from the place outwards."""
    pairs = zip(now, once, strict=True)
    return sum(
        len(list(takewhile(lambda two: two[0] == two[1], zip(mine, theirs, strict=False))))
        for mine, theirs in pairs
    )


def _joined(words: Iterable[Words]) -> list[Words]:
    """Neighbouring runs of one look and meaning as one."""
    found: list[Words] = []
    for run in words:
        if found and replace(found[-1], text="") == replace(run, text=""):
            found[-1] = replace(run, text=found[-1].text + run.text)
        else:
            found.append(run)
    return found
