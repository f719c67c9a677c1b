"""A draft as DOCX for the partner: one heading a Pasal, each with a bookmark by which the returned
file is read.
"""

import io

from docx import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from agreements.documents.exchange import naskah_frame
from agreements.documents.kinds import KINDS
from agreements.documents.wording.mandatory_parts import name_articles
from agreements.models import DraftVersion
from agreements.models.facts_abroad import ENGLISH

MARK, CLOSING, VERSION = "ks_", "ks_penutup", "ks_versi_"
FOOTER = "Rancangan versi {number}, kode {code}"
CODE = 12  # letters of the hash that name a version inside the file


def write_docx(version: DraftVersion) -> bytes:
    """The whole draft; the texts of its Pasal are those of the version."""
    file = WordDocument()
    _dress(file, version)
    opening, closing = naskah_frame.frame_of_naskah(version.kind, version.agreement)
    is_bilingual = any(part.endswith(ENGLISH) for part, *_ in version.texts)
    page = _Columns(file) if is_bilingual else _Page(file)
    for block in opening:
        page.block(block)
    page.articles(version.texts)
    for place, block in enumerate(closing):
        page.block(
            block, f"{CLOSING}_{place}"
        )  # each of them, so that the end is found when one is lost
    content = io.BytesIO()
    file.save(content)
    return content.getvalue()


def version_mark_of(version: DraftVersion) -> str:
    return f"{VERSION}{version.number}_{version.content_hash[:CODE]}"


def _dress(file, version: DraftVersion) -> None:
    title = f"{KINDS[version.kind].title}: {version.agreement.title}"
    file.core_properties.title, file.core_properties.language = title[:250], "id-ID"
    file.core_properties.author, file.core_properties.comments = (
        str(version.agreement.owner)[:250],
        "",
    )
    section, style = file.sections[0], file.styles["Normal"]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    style.font.name, style.font.size = "Bookman Old Style", Pt(12)
    style.paragraph_format.space_after = Pt(4)
    heading = file.styles["Heading 2"].font
    heading.name, heading.size, heading.color.rgb = "Bookman Old Style", Pt(12), RGBColor(0, 0, 0)
    footer = section.footer.paragraphs[0]
    footer.text = FOOTER.format(number=version.number, code=version.content_hash[:CODE])
    _bookmark(file.add_paragraph("RANCANGAN"), version_mark_of(version), 0)


class _Page:
    """Paragraphs one below the other."""

    def __init__(self, file) -> None:
        self.file, self.marks = file, 0

    def block(self, block: naskah_frame.Block, mark: str = "") -> None:
        if len(block.cells) != 2:
            self.paragraph(self.file, " ".join(block.cells), is_head=block.is_head, mark=mark)
            return
        cells = self.file.add_table(rows=1, cols=2).rows[0].cells
        for cell, text in zip(cells, block.cells, strict=True):
            self.paragraph(cell, text, is_head=True)

    def articles(self, texts: list) -> None:
        for place, (part, title, text) in zip(
            name_articles([part for part, *_ in texts]), texts, strict=True
        ):
            self.article(self.file, place, part, title, text)

    def article(self, where, place: str, part: str, title: str, text: str) -> None:
        heading = self.paragraph(where, place, is_head=True, mark=MARK + part)
        heading.style = self.file.styles["Heading 2"]
        heading.runs[-1].add_break(WD_BREAK.LINE)
        heading.add_run(title)
        for line in text.splitlines():
            self.paragraph(where, line)

    def paragraph(self, where, text: str, *, is_head: bool = False, mark: str = ""):
        paragraph = (
            where.paragraphs[0]
            if where is not self.file and where.text == ""
            else where.add_paragraph()
        )
        paragraph.add_run(text)
        if is_head:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        if mark:
            self.marks += 1
            _bookmark(paragraph, mark, self.marks)
        return paragraph


class _Columns(_Page):
    """Two languages side by side, one row a paragraph outside the Pasal and one a Pasal."""

    def __init__(self, file) -> None:
        super().__init__(file)
        self.table = file.add_table(rows=0, cols=2)
        self.table.style = "Table Grid"

    def block(self, block: naskah_frame.Block, mark: str = "") -> None:
        cells = self.table.add_row().cells
        if len(block.cells) == 1:
            cells = (cells[0].merge(cells[1]),)
        for place, (cell, text) in enumerate(zip(cells, block.cells, strict=True)):
            self.paragraph(cell, text, is_head=block.is_head, mark=mark if place == 0 else "")

    def articles(self, texts: list) -> None:
        named = list(zip(name_articles([part for part, *_ in texts]), texts, strict=True))
        for pair in zip(named[::2], named[1::2], strict=True):
            for cell, (place, (part, title, text)) in zip(
                self.table.add_row().cells, pair, strict=True
            ):
                self.article(cell, place, part, title, text)


def _bookmark(paragraph, name: str, number: int) -> None:
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for element in (start, end):
        element.set(qn("w:id"), str(number))
    start.set(qn("w:name"), name)
    paragraph._p.append(end)
    paragraph._p.insert(1 if paragraph._p.pPr is not None else 0, start)
