"""Reading a DOCX that came from outside: trusted in nothing, read for its words only.

Tracked changes count as accepted, because that is what the partner proposes. Nothing is fetched,
run or unpacked to disk.
"""

import io
import re
import zipfile
from dataclasses import dataclass, field

from lxml import etree

from agreements.documents.exchange.docx_writing import CLOSING, CODE, FOOTER, MARK, VERSION
from agreements.documents.wording.mandatory_parts import name_articles
from agreements.documents.wording.versions import tidy_text

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MAIN = "word/document.xml"
MOST_FILES, MOST_BYTES, MOST_PARAGRAPHS, LONGEST_TEXT = 2_000, 8_000_000, 20_000, 50_000
MACROS = re.compile(r"vbaproject|vbadata|activex|\.bin$", re.IGNORECASE)
GONE = {W + name for name in ("del", "moveFrom", "txbxContent", "instrText", "delText")}
HEADING = re.compile(r"(Pasal|Article)\s+(\d+)\b[\s.:]*", re.IGNORECASE)
FOOTNOTED = re.compile(
    re.escape(FOOTER)
    .replace(r"\{number\}", r"(\d+)")
    .replace(r"\{code\}", rf"([0-9a-f]{{{CODE}}})")
)


TOO_LARGE = "Isi berkas ini terlalu besar."


class UnreadableDocx(Exception):
    """The file is no DOCX that we take; the reason is said in Indonesian."""


@dataclass
class Paragraph:
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
            feet = [
                name for name in package.namelist() if re.fullmatch(r"word/footer\d*\.xml", name)
            ]
            spoken = " ".join(
                p.text for name in feet for p in _paragraphs(_tree(_unpacked(package, name)))
            )
    except (
        zipfile.BadZipFile,
        NotImplementedError,
        RuntimeError,
        EOFError,
        ValueError,
        OSError,
    ) as wrong:
        raise UnreadableDocx(
            "Berkas ini bukan DOCX yang utuh, atau dilindungi kata sandi."
        ) from wrong
    marked = [
        mark for paragraph in paragraphs for mark in paragraph.marks if mark.startswith(VERSION)
    ]
    found = (
        re.fullmatch(VERSION + r"(\d{1,6})_([0-9a-f]+)", marked[0])
        if marked
        else FOOTNOTED.search(spoken)
    )
    return DocxContent(paragraphs, int(found[1]), found[2]) if found else DocxContent(paragraphs)


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
    if (
        len(names) > MOST_FILES
        or sum(info.file_size for info in package.infolist()) > 5 * MOST_BYTES
    ):
        raise UnreadableDocx(TOO_LARGE)


def _unpacked(package: zipfile.ZipFile, name: str) -> bytes:
    """The bytes of one member, never more than we bear, whatever the archive says of its size."""
    with package.open(name) as member:
        content = member.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise UnreadableDocx(TOO_LARGE)
    return content


def _tree(content: bytes):
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


def _paragraphs(root) -> list[Paragraph]:
    """Each paragraph with the bookmarks that begin in it or just before it; one whose end was
    deleted runs on into the next.
    """
    found: list[Paragraph] = []
    waiting: set[str] = set()
    running = ""
    for element in root.iter(W + "p", W + "bookmarkStart"):
        above = {node.tag for node in element.iterancestors()}
        if above & GONE or element.tag != W + "p" and W + "p" in above:
            continue
        if element.tag != W + "p":
            waiting.add(element.get(W + "name") or "")
            continue
        if len(found) == MOST_PARAGRAPHS:
            raise UnreadableDocx(TOO_LARGE)
        text = running + _words(element)
        waiting |= {mark.get(W + "name") or "" for mark in element.iter(W + "bookmarkStart")}
        if element.find(f"{W}pPr/{W}rPr/{W}del") is not None:
            running = text
            continue
        found.append(
            Paragraph(text, frozenset(waiting), element.find(f"{W}pPr/{W}numPr") is not None)
        )
        waiting, running = set(), ""
    return found + ([Paragraph(running, frozenset(waiting), numbered=False)] if running else [])


def _words(paragraph) -> str:
    """The words of one paragraph as they read when all changes are accepted."""
    said: list[str] = []

    def gather(node) -> None:
        for child in node:
            if child.tag in GONE or child.tag == W + "p":
                continue
            if child.tag == W + "t":
                said.append(child.text or "")
            elif child.tag in (W + "br", W + "cr"):
                said.append("\n")
            elif child.tag == W + "tab":
                said.append(" ")
            elif child.tag == W + "noBreakHyphen":
                said.append("-")
            else:
                gather(child)

    gather(paragraph)
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
        self.is_marked = any(MARK + part in marks for part in self.titles)
        self.part = ""
        self.seen: set[str] = set()
        self.texts: dict[str, list[str]] = {}
        self.outside: list[str] = []
        self.notes: list[str] = []

    def take(self, paragraph: Paragraph) -> None:
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
            if MARK + part in paragraph.marks:
                return part
        heading = HEADING.match(paragraph.text.strip())
        if not heading:
            return ""
        number, rest = (
            f"{heading[1].capitalize()} {heading[2]}",
            _same(paragraph.text.strip()[heading.end() :]),
        )
        for part, title in self.titles.items():
            fits = rest == _same(title) or not rest and not self.is_marked
            if self.names[part] == number and part not in self.seen and fits:
                return part
        return ""

    def _head(self, text: str) -> None:
        """What a heading says beyond "Pasal 3": its title, and text that was drawn up into it."""
        lines = [
            line.strip()
            for line in HEADING.sub("", text.strip(), count=1).splitlines()
            if line.strip()
        ]
        title = self.titles[self.part]
        if lines and _same(lines[0]) != _same(title):
            said = (
                f"Judul {self.names[self.part]} tertulis “{lines[0][:100]}”; judul mengikuti daftar"
                f" ketentuan dan tetap “{title}”."
            )
            self.notes.append(said)
        self.texts.setdefault(self.part, []).extend(lines[1:])

    def _is_title(self, text: str) -> bool:
        return not self.texts.get(self.part) and _same(text) == _same(self.titles[self.part])


def _same(text: str) -> str:
    return " ".join(text.split()).casefold()
