"""A naskah in several languages as Word: two beside each other, one row for what frames the Pasal
and one for each Pasal; a third text stands below.
"""

from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.shared import Cm, Pt
from docx.table import _Cell
from lxml.html import HtmlElement

from agreements.documents.exchange import naskah_frame, word_marks
from agreements.documents.exchange.naskah_frame import Block
from agreements.documents.exchange.word_file import NORMAL, child
from agreements.documents.exchange.word_frame import FrameWriter
from agreements.documents.exchange.word_page import Room, WordPage
from agreements.documents.wording import kept_trees, versioned_trees
from agreements.documents.wording.mandatory_parts import name_articles
from agreements.documents.wording.third_language import is_frame, lines_of
from agreements.models import DraftVersion
from agreements.models.naskah_setup import is_in_third_language
from agreements.naskah.inline import Teller

COLUMN = Cm(8.5)
Article = tuple[str, list[str]]  # its place, and [part, title, text]


class ColumnWriter:
    """Writes such a naskah into a page: its Pasal as blocks of the tree of the version."""

    def __init__(self, page: WordPage, version: DraftVersion) -> None:
        self.page, self.version = page, version
        self.tree = versioned_trees.tree_of_version(version)
        self.tellers: dict[str, Teller] = {}

    def write(self, body: HtmlElement) -> None:
        """The whole draft; `body` is its printed page."""
        version = self.version
        section = self.page.file.sections[0]
        section.left_margin = section.right_margin = Cm(2)
        section.top_margin = section.bottom_margin = Cm(2.2)
        self.page.file.styles[NORMAL].font.size = Pt(11)
        frame = FrameWriter(self.page)
        for arms in body.find_class("arms")[:1]:
            frame.write(arms)
        self._write_columns(version, *naskah_frame.frame_of_page(body))
        frame.written.clear()
        for signatures in body.find_class("signatures"):
            frame.write(signatures)
        for place, paragraph in enumerate(frame.written):
            self.page.mark(paragraph, f"{word_marks.CLOSING}_tanda_{place}")
        for article in _named(version):
            if is_in_third_language(article[1][0]):
                self._add_article(self.page.file, article)

    def _write_columns(
        self, version: DraftVersion, opening: list[Block], closing: list[Block]
    ) -> None:
        self.table = self.page.new_table(self.page.file, 2, [COLUMN] * 2)
        for block in opening:
            self._add_block(block)
        two = [one for one in _named(version) if not is_in_third_language(one[1][0])]
        for pair in zip(two[::2], two[1::2], strict=True):
            for cell, article in zip(self._new_row(), pair, strict=True):
                self._add_article(cell, article)
        for place, block in enumerate(closing):
            self._add_block(block, f"{word_marks.CLOSING}_{place}")

    def _new_row(self) -> tuple[_Cell, ...]:
        """Two cells with a line between them."""
        cells = self.table.add_row().cells
        borders = child(cells[1]._tc.get_or_add_tcPr(), "w:tcBorders")
        child(borders, "w:left", val="single", sz=4, space=0, color="999999")
        for cell in cells:
            cell.width = COLUMN
        return cells

    def _add_block(self, block: Block, mark: str = "") -> None:
        cells = self._new_row() if len(block.cells) > 1 else self.table.add_row().cells
        if len(block.cells) == 1:
            cells = (cells[0].merge(cells[1]),)
        for cell, text in zip(cells, block.cells, strict=True):
            paragraph = self.page.add_paragraph(cell, text)
            paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
            if block.is_head:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
                for run in paragraph.runs:
                    run.bold = run.font.all_caps = True
        self.page.mark(cells[0].paragraphs[0], mark)

    def _add_article(self, room: Room, article: Article) -> None:
        """One Pasal in one language, its heading typed: two languages count as one."""
        place, (part, title, text) = article
        heading = self.page.add_paragraph(room)
        self.page.numbers.leave_heading(heading)
        heading.add_run(place).add_break(WD_BREAK.LINE)
        heading.add_run(title).font.all_caps = True
        self.page.mark(heading, word_marks.mark_of(part))
        before = len(room.paragraphs)
        self._add_text(room, part, text)
        for paragraph in room.paragraphs[before:]:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT

    def _add_text(self, room: Room, part: str, text: str) -> None:
        """The blocks of one language; a third text begins with its title. What frames such a text
        stands line by line.
        """
        one, language = kept_trees.split_part_in(part)
        article = self.tree.article(one)
        if is_frame(part) or article is None:
            for line in lines_of(text):
                self.page.add_paragraph(room, line)
            return
        said = article.said_in(language)
        if is_in_third_language(part) and said.title:
            self.page.add_paragraph(room, said.title)
        self.page.add_body(room, said.body, self._teller(language), one)

    def _teller(self, language: str) -> Teller:
        if language not in self.tellers:
            told = (self.version.kind, self.version.agreement, self.tree, language)
            self.tellers[language] = kept_trees.teller_of(*told)
        return self.tellers[language]


def _named(version: DraftVersion) -> list[Article]:
    names = name_articles([part for part, *_ in version.texts])
    return list(zip(names, version.texts, strict=True))
