"""A draft as DOCX for the partner: one heading a Pasal, each with a bookmark by which the returned
file is read.
"""

import io

from docx import Document as WordDocument
from docx.document import Document as WordFile
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from agreements.documents.exchange import naskah_frame
from agreements.documents.kinds import KINDS
from agreements.documents.wording.mandatory_parts import name_articles
from agreements.models import DraftVersion
from agreements.models.facts_abroad import ENGLISH
from agreements.models.naskah_setup import is_in_third_language

MARK, CLOSING, VERSION = "ks_", "ks_penutup", "ks_versi_"
FOOTER = "Rancangan versi {number}, kode {code}"
Room = WordFile | _Cell  # where a paragraph is added
CODE = 12  # letters of the hash that name a version inside the file


def write_docx(version: DraftVersion) -> bytes:
    """The whole draft; the texts of its Pasal are those of the version."""
    file = WordDocument()
    _dress(file, version)
    opening, closing = naskah_frame.frame_of_naskah(version.kind, version.agreement)
    page = _Page(file)
    if any(part.endswith(ENGLISH) for part, *_ in version.texts):
        page = _Columns(file)
    for block in opening:
        page.add_block(block)
    page.add_articles(version.texts)
    # Each of them is marked, so that the end is found when one is lost.
    for place, block in enumerate(closing):
        page.add_block(block, f"{CLOSING}_{place}")
    page.add_third_text(version.texts)
    content = io.BytesIO()
    file.save(content)
    return content.getvalue()


def version_mark_of(version: DraftVersion) -> str:
    """The bookmark by which a returned file tells which version it is of."""
    return f"{VERSION}{version.number}_{version.content_hash[:CODE]}"


def mark_of_article(part: str) -> str:
    """The bookmark of a Pasal; word processors allow no hyphen in one."""
    return MARK + part.replace("-", "__")


def _dress(file: WordFile, version: DraftVersion) -> None:
    title = f"{KINDS[version.kind].title}: {version.agreement.title}"
    told = file.core_properties
    told.title, told.language = title[:250], "id-ID"
    told.author, told.comments = str(version.agreement.owner)[:250], ""
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

    def __init__(self, file: WordFile) -> None:
        self.file, self.marks = file, 0

    def add_block(self, block: naskah_frame.Block, mark: str = "") -> None:
        """What stands outside the Pasal; the bookmark stands at its first paragraph."""
        if len(block.cells) != 2:
            paragraph = self.add_paragraph(self.file, " ".join(block.cells), is_head=block.is_head)
            self.add_mark(paragraph, mark)
            return
        cells = self.file.add_table(rows=1, cols=2).rows[0].cells
        for cell, text in zip(cells, block.cells, strict=True):
            self.add_paragraph(cell, text, is_head=True)

    def add_articles(self, texts: list[list[str]]) -> None:
        """The Pasal, [part, title, text] each."""
        for place, article in zip(_places_of(texts), texts, strict=True):
            self.add_article(self.file, place, article)

    def add_third_text(self, texts: list[list[str]]) -> None:
        """A naskah in one language has none."""

    def add_article(self, where: Room, place: str, article: list[str]) -> None:
        """One Pasal, its heading marked with its part."""
        part, title, text = article
        heading = self.add_paragraph(where, place, is_head=True)
        self.add_mark(heading, mark_of_article(part))
        heading.style = self.file.styles["Heading 2"]
        heading.runs[-1].add_break(WD_BREAK.LINE)
        heading.add_run(title)
        for line in text.splitlines():
            self.add_paragraph(where, line)

    def add_paragraph(self, where: Room, text: str, *, is_head: bool = False) -> Paragraph:
        """A paragraph; a new cell has an empty one already."""
        if isinstance(where, _Cell) and where.text == "":
            paragraph = where.paragraphs[0]
        else:
            paragraph = where.add_paragraph()
        paragraph.add_run(text)
        if is_head:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        return paragraph

    def add_mark(self, paragraph: Paragraph, mark: str) -> None:
        """A bookmark of this name, if one is given."""
        if mark:
            self.marks += 1
            _bookmark(paragraph, mark, self.marks)


class _Columns(_Page):
    """Two languages side by side, one row a paragraph outside the Pasal and one a Pasal."""

    def __init__(self, file: WordFile) -> None:
        super().__init__(file)
        self.table = file.add_table(rows=0, cols=2)
        self.table.style = "Table Grid"

    def add_block(self, block: naskah_frame.Block, mark: str = "") -> None:
        cells = self.table.add_row().cells
        if len(block.cells) == 1:
            cells = (cells[0].merge(cells[1]),)
        paragraphs = [
            self.add_paragraph(cell, text, is_head=block.is_head)
            for cell, text in zip(cells, block.cells, strict=True)
        ]
        self.add_mark(paragraphs[0], mark)

    def add_articles(self, texts: list[list[str]]) -> None:
        named = list(zip(_places_of(texts), texts, strict=True))
        two = [row for row in named if not is_in_third_language(row[1][0])]
        for pair in zip(two[::2], two[1::2], strict=True):
            cells = self.table.add_row().cells
            for cell, (place, article) in zip(cells, pair, strict=True):
                self.add_article(cell, place, article)

    def add_third_text(self, texts: list[list[str]]) -> None:
        """The text in a third language below the others, over the whole width."""
        for place, article in zip(_places_of(texts), texts, strict=True):
            if is_in_third_language(article[0]):
                self.add_article(self.file, place, article)


def _places_of(texts: list[list[str]]) -> list[str]:
    return name_articles([part for part, *_ in texts])


def _bookmark(paragraph: Paragraph, name: str, number: int) -> None:
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for element in (start, end):
        element.set(qn("w:id"), str(number))
    start.set(qn("w:name"), name)
    paragraph._p.append(end)
    # Properties of a paragraph stand before everything else in it.
    paragraph._p.insert(int(paragraph._p.pPr is not None), start)
