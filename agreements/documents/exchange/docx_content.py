"""What a DOCX from outside says, paragraph by paragraph and table by table, with the numbers that
its word processor shows. Tracked changes count as accepted, because that is what the partner
proposes; who made them is kept beside, and so is every comment.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from agreements.documents.exchange import word_marks
from agreements.documents.exchange.docx_numbers import WordCounter
from agreements.documents.exchange.docx_package import (
    MAIN,
    TOO_LARGE,
    DocxPackage,
    UnreadableDocx,
    W,
    opened_package,
)
from agreements.documents.exchange.word_page import VALUE

MOST_PARAGRAPHS = 20_000
GONE = {W + name for name in ("del", "moveFrom")}
COME = {W + name for name in ("ins", "moveTo")}
SILENT = {W + name for name in ("instrText", "delText", "rPr", "pPr", "sdtPr", "tblPr", "tcPr")}
PICTURES = {W + "drawing", W + "pict", W + "object"}
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
BOXES = W + "txbxContent"
PARAGRAPH, TABLE, BOOKMARK = W + "p", W + "tbl", W + "bookmarkStart"
COMMENTED = (W + "commentRangeStart", W + "commentReference")
END_DELETED = f"{W}pPr/{W}rPr/{W}del"
SIGNS = {W + "br": "\n", W + "cr": "\n", W + "tab": " ", W + "noBreakHyphen": "-"}
FOOTNOTED = re.compile(
    re.escape(word_marks.FOOTER)
    .replace(r"\{number\}", r"(\d+)")
    .replace(r"\{code\}", rf"([0-9a-f]{{{word_marks.CODE}}})")
)
VERSION_MARK = re.compile(word_marks.VERSION + r"(\d{1,6})_([0-9a-f]+)")


@dataclass(frozen=True)
class Words:
    """A run: its words and looks, and the place or the value that it stands for."""

    text: str
    bold: bool = False
    italic: bool = False
    to: str = ""
    value: str = ""


@dataclass(frozen=True)
class Tracked:
    """A change that was tracked: by whom, when, and which words came or went."""

    by: str
    at: str
    is_new: bool
    text: str


@dataclass(frozen=True)
class Comment:
    """A comment in the margin, and the words it is about."""

    by: str
    at: str
    text: str
    about: str = ""


@dataclass
class Paragraph:
    """Its words, the number before them, the bookmarks that begin in it, how far it is set in."""

    words: list[Words]
    marker: str = ""
    marks: frozenset[str] = frozenset()
    style: str = ""
    depth: int = 0
    is_centered: bool = False
    tracked: list[Tracked] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    pictures: int = 0

    @property
    def said(self) -> str:
        """Its words, without the number."""
        return "".join(run.text for run in self.words)

    @property
    def text(self) -> str:
        """What a reader sees: the number, and the words."""
        gap = "" if not self.marker or self.said[:1] == "\n" else " "
        return f"{self.marker}{gap}{self.said}"


@dataclass
class TableRead:
    """A table: its rows, each cell in paragraphs."""

    rows: list[list[list[Paragraph]]]

    @property
    def paragraphs(self) -> list[Paragraph]:
        """All that stands in it."""
        return [one for row in self.rows for cell in row for one in cell]

    @property
    def marks(self) -> frozenset[str]:
        """All bookmarks in it."""
        return frozenset(mark for one in self.paragraphs for mark in one.marks)


Part = Paragraph | TableRead


@dataclass
class DocxContent:
    """What a file says, the version that it says it is of, and what stands beside the text."""

    parts: list[Part]
    number: int = 0
    code: str = ""
    margins: list[str] = field(default_factory=list)  # what its headers and footers say
    footnotes: list[str] = field(default_factory=list)
    boxes: int = 0

    @property
    def paragraphs(self) -> list[Paragraph]:
        """All paragraphs, those in tables among them."""
        found: list[Paragraph] = []
        for part in self.parts:
            found += part.paragraphs if isinstance(part, TableRead) else [part]
        return found


def open_docx(content: bytes) -> DocxContent:
    """What the file says. Raises UnreadableDocx."""
    with opened_package(content) as package:
        return _Reading(package).content()


class _Reading:
    """Reads one file."""

    def __init__(self, package: DocxPackage) -> None:
        self.package = package
        self.counter = WordCounter(
            package.tree("word/numbering.xml"), package.tree("word/styles.xml")
        )
        self.comments = self._comments()
        self.boxes = self.read = 0
        self.waiting: set[str] = set()  # bookmarks that begin before the next paragraph
        self.running: Paragraph | None = None  # one whose end was deleted runs on into the next

    def content(self) -> DocxContent:
        root = self.package.tree(MAIN)
        if root is None:
            raise UnreadableDocx(TOO_LARGE)
        parts = list(self._parts(root))
        if self.running:
            parts.append(self.running)
        margins = self._beside(r"word/(?:header|footer)\d*\.xml")
        content = DocxContent(parts, margins=margins)
        content.footnotes = self._beside(r"word/(?:footnotes|endnotes)\.xml")
        content.boxes = self.boxes
        if told := _version_told(content.paragraphs, " ".join(margins)):
            content.number, content.code = int(told[1]), told[2]
        return content

    def _beside(self, pattern: str) -> list[str]:
        """What each paragraph of other members says."""
        said = []
        for root in self.package.trees(pattern):
            for element in root.iter(PARAGRAPH):
                words = "".join(run.text for run in self._words(element, Paragraph([])))
                said.append(" ".join(words.split()))
        return [line for line in said if line]

    def _comments(self) -> dict[str, Comment]:
        root = self.package.tree("word/comments.xml")
        found: dict[str, Comment] = {}
        if root is not None:
            for one in root.findall(f"{W}comment"):
                words = [part.text or "" for part in one.iter(f"{W}t")]
                told = Comment(_author(one), _day(one), " ".join("".join(words).split()))
                found[one.get(f"{W}id") or ""] = told
        return found

    def _parts(self, node: etree._Element) -> Iterator[Part]:
        """Paragraphs and tables; a table that frames a Pasal is read for its paragraphs."""
        for child in node:
            if child.tag in GONE or child.tag == FALLBACK:
                continue
            if child.tag == BOOKMARK:
                self.waiting.add(child.get(W + "name") or "")
            elif child.tag == PARAGRAPH:
                yield from self._paragraph(child)
            elif child.tag == TABLE:
                yield from self._table(child)
            elif child.tag not in SILENT:
                yield from self._parts(child)

    def _table(self, element: etree._Element) -> Iterator[Part]:
        if frames_articles(element):
            for cell in _own(element, f"{W}tc", TABLE):
                yield from self._parts(cell)
            return
        rows = []
        for row in _own(element, f"{W}tr", TABLE):
            if row.find(f"{W}trPr/{W}del") is not None:
                continue
            rows.append([list(self._inside(cell)) for cell in _own(row, f"{W}tc", f"{W}tr")])
        if rows:
            yield TableRead(rows)

    def _inside(self, cell: etree._Element) -> Iterator[Paragraph]:
        for part in self._parts(cell):
            yield from part.paragraphs if isinstance(part, TableRead) else [part]

    def _paragraph(self, element: etree._Element) -> Iterator[Paragraph]:
        self.read += 1
        if self.read > MOST_PARAGRAPHS:
            raise UnreadableDocx(TOO_LARGE)
        ends = element.find(END_DELETED) is None
        found = self.running or Paragraph([])
        begins = self.running is None or not found.said
        self.waiting |= {mark.get(W + "name") or "" for mark in element.iter(BOOKMARK)}
        words = list(self._words(element, found))
        if begins and (words or ends):
            found.marker = self.counter.marker_of(element) if words or found.said else ""
            found.style = self.counter.style_of(element)
            found.depth = self.counter.depth_of(element)
            aligned = element.find(f"{W}pPr/{W}jc")
            found.is_centered = aligned is not None and aligned.get(f"{W}val") == "center"
        found.words += words
        if words or ends:  # what was deleted with all its words is named no longer
            found.marks |= self.waiting
        self.waiting = set()
        self.running = found
        if ends:
            self.running = None
            yield found

    def _words(
        self, node: etree._Element, found: Paragraph, told: Words = Words("")
    ) -> Iterator[Words]:
        """The runs of one paragraph, as it reads when all changes are accepted."""
        for child in node:
            if child.tag == BOXES:
                self.boxes += 1
            elif child.tag == FALLBACK:
                continue
            elif child.tag in GONE:
                found.tracked.append(_tracked(child, is_new=False))
            elif child.tag in COMMENTED:
                self._add_comment(child, found)
            elif child.tag == W + "t":
                yield _worded(told, child.text or "")
            elif child.tag in SIGNS:
                yield _worded(told, SIGNS[child.tag])
            elif child.tag not in SILENT and child.tag != PARAGRAPH:
                if child.tag in PICTURES:
                    found.pictures += 1
                if child.tag in COME and (change := _tracked(child, is_new=True)).text:
                    found.tracked.append(change)
                yield from self._words(child, found, _told_by(child, told))

    def _add_comment(self, element: etree._Element, found: Paragraph) -> None:
        told = self.comments.pop(element.get(f"{W}id") or "", None)
        if told:
            found.comments.append(told)


def _own(holder: etree._Element, tag: str, kind: str) -> list[etree._Element]:
    """The rows or cells of this one, whatever wraps them, without those of a table in it."""
    return [one for one in holder.iter(tag) if next(one.iterancestors(kind)) is holder]


def frames_articles(table: etree._Element) -> bool:
    """Whether Pasal, or what closes a naskah, stand in the cells of a table."""
    for mark in table.iter(BOOKMARK):
        name = mark.get(W + "name") or ""
        if word_marks.ends_article(name):
            return True
    return False


def _worded(told: Words, text: str) -> Words:
    return Words(text, told.bold, told.italic, told.to, told.value)


def _told_by(element: etree._Element, told: Words) -> Words:
    """What an element says of the words in it."""
    bold, italic, to, value = told.bold, told.italic, told.to, told.value
    if element.tag == W + "r":
        bold = _is_on(element, "b")
        italic = _is_on(element, "i")
    elif element.tag == W + "hyperlink":
        to = word_marks.part_of(element.get(W + "anchor") or "")
    elif element.tag == W + "sdt":
        tag = element.find(f"{W}sdtPr/{W}tag")
        named = "" if tag is None else tag.get(W + "val") or ""
        value = named.removeprefix(VALUE) if named.startswith(VALUE) else ""
    return Words("", bold, italic, to, value)


def _is_on(run: etree._Element, name: str) -> bool:
    told = run.find(f"{W}rPr/{W}{name}")
    return told is not None and told.get(W + "val") not in ("0", "false", "none")


def _tracked(element: etree._Element, *, is_new: bool) -> Tracked:
    words = [part.text or "" for part in element.iter(f"{W}t", f"{W}delText")]
    return Tracked(_author(element), _day(element), is_new, "".join(words))


def _author(element: etree._Element) -> str:
    return " ".join((element.get(W + "author") or "").split())[:120]


def _day(element: etree._Element) -> str:
    """ "2026-11-30" as the file tells it; empty where it tells none."""
    found = re.match(r"\d{4}-\d{2}-\d{2}", element.get(W + "date") or "")
    return found[0] if found else ""


def _version_told(paragraphs: list[Paragraph], margins: str) -> re.Match[str] | None:
    """(number, code) of the version, as the bookmark tells it; else the footer."""
    for paragraph in paragraphs:
        for mark in paragraph.marks:
            if mark.startswith(word_marks.VERSION):
                return VERSION_MARK.fullmatch(mark)
    return FOOTNOTED.search(margins)
