"""Reading a DOCX that came from outside: trusted in nothing, read for its words only.

Tracked changes count as accepted, because that is what the partner proposes. Nothing is fetched,
run or unpacked to disk.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from agreements.documents.exchange.docx_writing import (
    CLOSING,
    CODE,
    FOOTER,
    VERSION,
    mark_of_article,
)
from agreements.documents.wording.mandatory_parts import name_articles
from agreements.documents.wording.versions import tidy_text
from agreements.models.naskah_setup import is_in_third_language

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MAIN = "word/document.xml"
MOST_FILES, MOST_BYTES, MOST_PARAGRAPHS, LONGEST_TEXT = 2_000, 8_000_000, 20_000, 50_000
MACROS = re.compile(r"vbaproject|vbadata|activex|\.bin$", re.IGNORECASE)
GONE = {W + name for name in ("del", "moveFrom", "txbxContent", "instrText", "delText")}
PARAGRAPH, BOOKMARK = W + "p", W + "bookmarkStart"
END_DELETED, NUMBERED = f"{W}pPr/{W}rPr/{W}del", f"{W}pPr/{W}numPr"
SIGNS = {W + "br": "\n", W + "cr": "\n", W + "tab": " ", W + "noBreakHyphen": "-"}
HEADING = re.compile(r"(Pasal|Article)\s+(\d+)\b[\s.:]*", re.IGNORECASE)
FOOTNOTED = re.compile(
    re.escape(FOOTER)
    .replace(r"\{number\}", r"(\d+)")
    .replace(r"\{code\}", rf"([0-9a-f]{{{CODE}}})")
)


FOOTER_FILE = re.compile(r"word/footer\d*\.xml")
VERSION_MARK = re.compile(VERSION + r"(\d{1,6})_([0-9a-f]+)")
# What a file that is no whole ZIP makes the reader raise.
BROKEN = (
    zipfile.BadZipFile,
    NotImplementedError,
    RuntimeError,
    EOFError,
    ValueError,
    OSError,
)
TOO_LARGE = "Isi berkas ini terlalu besar."


class UnreadableDocx(Exception):
    """The file is no DOCX that we take; the reason is said in Indonesian."""


@dataclass
class Paragraph:
    """Its words, the bookmarks that begin in it, and whether Word numbers it by itself."""

    text: str
    marks: frozenset[str]
    numbered: bool


@dataclass
class Returned:
    """What a file says: the text by part, the lines outside the Pasal, and what a person should
    know.
    """

    texts: dict[str, str]
    outside: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass
class DocxContent:
    """The words of a file and the version it says it is of."""

    paragraphs: list[Paragraph]
    number: int = 0
    code: str = ""


def open_docx(content: bytes) -> DocxContent:
    """The paragraphs of the file. Raises Unreadable."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            _check(package)
            paragraphs = _paragraphs(_tree(_unpacked(package, MAIN)))
            footer = _footer_of(package)
    except BROKEN as wrong:
        raise UnreadableDocx(
            "Berkas ini bukan DOCX yang utuh, atau dilindungi kata sandi."
        ) from wrong
    found = _version_told(paragraphs, footer)
    if found is None:
        return DocxContent(paragraphs)
    return DocxContent(paragraphs, int(found[1]), found[2])


def _footer_of(package: zipfile.ZipFile) -> str:
    """All that its footers say."""
    said: list[str] = []
    for name in package.namelist():
        if FOOTER_FILE.fullmatch(name):
            said += [paragraph.text for paragraph in _paragraphs(_tree(_unpacked(package, name)))]
    return " ".join(said)


def _version_told(paragraphs: list[Paragraph], footer: str) -> re.Match[str] | None:
    """(number, code) of the version, as the bookmark tells it; else the footer."""
    for paragraph in paragraphs:
        for mark in paragraph.marks:
            if mark.startswith(VERSION):
                return VERSION_MARK.fullmatch(mark)
    return FOOTNOTED.search(footer)


def _check(package: zipfile.ZipFile) -> None:
    names = [info.filename for info in package.infolist()]
    if MAIN not in names:
        raise UnreadableDocx(
            "Berkas ini bukan DOCX. Simpan sebagai “Dokumen Word (.docx)”, lalu unggah lagi."
        )
    if any(MACROS.search(name) for name in names):
        raise UnreadableDocx(
            "Berkas ini memuat makro atau objek tertanam. Simpan tanpa makro sebagai .docx, lalu"
            " unggah lagi."
        )
    size = sum(info.file_size for info in package.infolist())
    if len(names) > MOST_FILES or size > 5 * MOST_BYTES:
        raise UnreadableDocx(TOO_LARGE)


def _unpacked(package: zipfile.ZipFile, name: str) -> bytes:
    """The bytes of one member, never more than we bear, whatever the archive says of its size."""
    with package.open(name) as member:
        content = member.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise UnreadableDocx(TOO_LARGE)
    return content


def _tree(content: bytes) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as wrong:
        raise UnreadableDocx("Isi berkas ini rusak.") from wrong
    if root.getroottree().docinfo.doctype:
        raise UnreadableDocx("Isi berkas ini memuat deklarasi yang tidak diizinkan.")
    return root


def _paragraphs(root: etree._Element) -> list[Paragraph]:
    """Each paragraph with the bookmarks that begin in it or just before it; one whose end was
    deleted runs on into the next.
    """
    found: list[Paragraph] = []
    waiting: set[str] = set()
    running = ""
    for element in _standing_elements(root):
        if element.tag == BOOKMARK:
            waiting.add(_name_of(element))
            continue
        if len(found) == MOST_PARAGRAPHS:
            raise UnreadableDocx(TOO_LARGE)
        running += _words(element)
        waiting |= {_name_of(mark) for mark in element.iter(BOOKMARK)}
        if element.find(END_DELETED) is not None:
            continue
        is_numbered = element.find(NUMBERED) is not None
        found.append(Paragraph(running, frozenset(waiting), is_numbered))
        waiting, running = set(), ""
    if running:
        found.append(Paragraph(running, frozenset(waiting), numbered=False))
    return found


def _standing_elements(root: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs that are not deleted, and the bookmarks between them."""
    for element in root.iter(PARAGRAPH, BOOKMARK):
        above = {node.tag for node in element.iterancestors()}
        is_inside = element.tag == BOOKMARK and PARAGRAPH in above
        if not above & GONE and not is_inside:
            yield element


def _name_of(bookmark: etree._Element) -> str:
    return bookmark.get(W + "name") or ""


def _words(node: etree._Element) -> str:
    """What stands inside one paragraph, as it reads when all changes are accepted."""
    said: list[str] = []
    for child in node:
        if child.tag in GONE or child.tag == PARAGRAPH:
            continue
        if child.tag == W + "t":
            said.append(child.text or "")
        elif child.tag in SIGNS:
            said.append(SIGNS[child.tag])
        else:
            said.append(_words(child))
    return "".join(said)


def read_returned_texts(package: DocxContent, sent: list[list[str]]) -> Returned:
    """The returned text of each Pasal that was sent; a Pasal that is gone has none. Raises
    Unreadable when none is found.
    """
    reader = _Reader(sent, {mark for paragraph in package.paragraphs for mark in paragraph.marks})
    for paragraph in package.paragraphs:
        reader.take(paragraph)
    if not reader.seen:
        raise UnreadableDocx("Tidak satu pun Pasal ditemukan dalam berkas ini.")
    texts = {part: tidy_text("\n".join(reader.texts.get(part, []))) for part, *_ in sent}
    if any(len(text) > LONGEST_TEXT for text in texts.values()):
        raise UnreadableDocx(TOO_LARGE)
    return Returned(
        texts,
        [line for text in reader.outside for line in tidy_text(text).splitlines()],
        list(dict.fromkeys(reader.notes)),
    )


class _Reader:
    """Gives each paragraph to the Pasal it stands in."""

    def __init__(self, sent: list[list[str]], marks: set[str]) -> None:
        named = name_articles([part for part, *_ in sent])
        self.titles = {part: title for part, title, _ in sent}
        self.names = {part: name for (part, *_), name in zip(sent, named, strict=True)}
        self.is_marked = any(mark_of_article(part) in marks for part in self.titles)
        self.part = ""
        self.seen: set[str] = set()
        self.texts: dict[str, list[str]] = {}
        self.outside: list[str] = []
        self.notes: list[str] = []

    def take(self, paragraph: Paragraph) -> None:
        """Put the next paragraph where it belongs."""
        if any(mark.startswith(CLOSING) for mark in paragraph.marks):
            self.part = ""
        if part := self._opened_by(paragraph):
            self.part = part
            self.seen.add(part)
            self._head(paragraph.text)
        elif not self.part:
            self.outside.append(paragraph.text)
        elif not self._is_title(paragraph.text):
            self.texts.setdefault(self.part, []).append(paragraph.text)
            if paragraph.numbered:
                self.notes.append(
                    f"{self.names[self.part]} memakai penomoran otomatis; nomor yang dibuat Word"
                    " tidak ikut terbaca."
                )

    def _opened_by(self, paragraph: Paragraph) -> str:
        """The Pasal whose heading this is: by its bookmark, else by number and title, else (without
        any bookmark) by number.
        """
        for part in self.titles:
            if mark_of_article(part) in paragraph.marks:
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


def tidy_lines(text: str) -> list[str]:
    """The lines that say something, without the spaces around them."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def _same(text: str) -> str:
    return " ".join(text.split()).casefold()
