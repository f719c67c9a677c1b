"""Writing into a Word file: paragraphs with their looks, tables, and the blocks of a Pasal with
numbers that count by themselves and bookmarks by which they are known again.
"""

from collections.abc import Iterable, Sequence

from docx.document import Document as WordFile
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Length, Pt
from docx.table import Table as WordTable
from docx.table import _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from agreements.documents.exchange import word_marks
from agreements.documents.exchange.word_file import STEP, bookmark, child
from agreements.documents.exchange.word_numbering import WordNumbers
from agreements.naskah.blocks import (
    Block,
    Body,
    ItemList,
    Line,
    Reference,
    Table,
    Text,
    Value,
)
from agreements.naskah.blocks import Paragraph as Words
from agreements.naskah.inline import Teller
from agreements.naskah.rows import PrintedTable, rows_of

Room = WordFile | _Cell  # where a paragraph is added
WIDTH = Cm(15.5)  # between the margins
IN_CELL = Cm(0.4)  # of a cell its own margins, left and right
VALUE = "nilai:"


class WordPage:
    """Writes one below the other, into a file or a cell of it."""

    def __init__(self, file: WordFile, numbers: WordNumbers) -> None:
        self.file, self.numbers, self.marks = file, numbers, 0

    def add_paragraph(self, room: Room, text: str = "") -> Paragraph:
        """A paragraph; a new cell has an empty one already."""
        if isinstance(room, _Cell) and len(room.paragraphs) == 1 and not room.text:
            paragraph = room.paragraphs[0]
            if paragraph._p.pPr is None and not room.tables:
                paragraph.add_run(text)
                return paragraph
        return room.add_paragraph(text)

    def mark(self, paragraph: Paragraph, name: str) -> None:
        """A bookmark of this name, if one is given."""
        if name:
            self.marks += 1
            bookmark(paragraph, name, self.marks)

    def add_heading(self, room: Room, part: str, title: str) -> None:
        """The heading of the next Pasal: its style numbers it, its title stands beneath."""
        paragraph = self.add_paragraph(room)
        self.numbers.number_heading(paragraph)
        paragraph.add_run().add_break(WD_BREAK.LINE)
        paragraph.add_run(title).font.all_caps = True
        self.mark(paragraph, word_marks.mark_of(part))

    def add_body(self, room: Room, body: Body, teller: Teller, within: str, depth: int = 0) -> None:
        """The blocks of a Pasal or an annex, each under its bookmark."""
        for block in body:
            self._add_block(room, block, teller, within, depth)

    def _add_block(self, room: Room, block: Block, teller: Teller, within: str, depth: int) -> None:
        if isinstance(block, Words):
            paragraph = self._add_line(room, block.id, block.text, teller, within)
            self.numbers.set_beneath(paragraph, depth)
        elif isinstance(block, Table):
            self._add_table(room, block, teller, within, depth)
        else:
            self._add_items(room, block, teller, within, depth)

    def _add_items(
        self, room: Room, block: ItemList, teller: Teller, within: str, depth: int
    ) -> None:
        of = self.numbers.begin(block.style, block.start)
        for item in block.items:
            paragraph = self._add_line(room, item.id, item.text, teller, within)
            self.numbers.number_item(paragraph, of, block.style, depth)
            self.add_body(room, item.body, teller, within, depth + 1)

    def _add_line(
        self, room: Room, block_id: str, line: Line, teller: Teller, within: str
    ) -> Paragraph:
        paragraph = self.add_paragraph(room)
        self._write(paragraph, line, teller, within)
        self.mark(paragraph, word_marks.mark_in(block_id, teller.language))
        return paragraph

    def _write(self, paragraph: Paragraph, line: Line, teller: Teller, within: str) -> None:
        """A reference links to the bookmark of its place, a value is held in a control that names
        it.
        """
        for one in line:
            [told] = teller.runs((one,), within)
            run = add_run(paragraph, told)
            target = word_marks.mark_in(getattr(one, "to", ""), teller.language)
            if isinstance(one, Reference) and target:
                link = child(paragraph._p, "w:hyperlink", anchor=target, history=1)
                link.append(run._r)
            elif isinstance(one, Value):
                control = child(paragraph._p, "w:sdt")
                child(child(control, "w:sdtPr"), "w:tag", val=VALUE + one.name)
                child(control, "w:sdtContent").append(run._r)

    def _add_table(self, room: Room, block: Table, teller: Teller, within: str, depth: int) -> None:
        [printed] = rows_of((block,), teller, within)
        figures = printed.in_figures if isinstance(printed, PrintedTable) else ()
        room_for_it = room.width - IN_CELL if isinstance(room, _Cell) and room.width else WIDTH
        width = Length(int((room_for_it - STEP * depth) / len(block.head)))
        widths = [width] * len(block.head)
        table = self.new_table(room, len(block.head), widths)
        table.style = self.file.styles["Table Grid"]
        for place, row in enumerate((block.head, *block.rows)):
            cells = table.add_row().cells
            for cell, width in zip(cells, widths, strict=False):
                cell.width = width
            for column, (cell, line) in enumerate(zip(cells, row, strict=True)):
                paragraph = cell.paragraphs[0]
                paragraph.paragraph_format.space_after = Pt(2)
                paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
                self._write(paragraph, line, teller, within)
                if place == 0:
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
                    for run in paragraph.runs:
                        run.bold = True
                    child(cell._tc.get_or_add_tcPr(), "w:shd", val="clear", fill="F1F1F1")
                elif figures[column]:
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        child(table.rows[0]._tr.get_or_add_trPr(), "w:tblHeader")
        if depth:
            set_table_in(table, Length(STEP * depth))
        self.mark(
            table.rows[0].cells[0].paragraphs[0], word_marks.mark_in(block.id, teller.language)
        )
        gap = room.add_paragraph()
        gap.paragraph_format.space_after = Pt(0)
        gap.paragraph_format.line_spacing = Pt(6)

    def new_table(self, room: Room, columns: int, widths: Sequence[Length] = ()) -> WordTable:
        """A table without rows and lines, as wide as the page or with columns of these widths."""
        table = room.add_table(rows=0, cols=columns)
        table.alignment = WD_TABLE_ALIGNMENT.LEFT
        table.autofit = not widths
        for column, width in zip(table.columns, widths, strict=False):
            column.width = width
        return table


def set_table_in(table: WordTable, left: Length) -> None:
    """How far a table stands from the margin; Word wants its properties in their order."""
    told = child(table._tbl.tblPr, "w:tblInd", w=left.twips, type="dxa")
    layout = table._tbl.tblPr.find(qn("w:tblLayout"))
    if layout is not None:
        layout.addprevious(told)


def drop_margins(table: WordTable) -> None:
    """Let the words of a table without lines begin and end where those of the page do."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        child(margins, f"w:{side}", w=0, type="dxa")
    look = table._tbl.tblPr.find(qn("w:tblLook"))
    if look is None:
        table._tbl.tblPr.append(margins)
    else:
        look.addprevious(margins)


def add_run(paragraph: Paragraph, told: Text) -> Run:
    """Words with their looks."""
    run = paragraph.add_run(told.text)
    if told.bold:
        run.bold = True
    if told.italic:
        run.italic = True
    return run


def keep_with_next(paragraphs: Iterable[Paragraph]) -> None:
    """No page may end behind them."""
    for paragraph in paragraphs:
        paragraph.paragraph_format.keep_with_next = True


def keep_rows_whole(table: WordTable) -> None:
    """No row is torn, and the rows stand on one page."""
    for place, row in enumerate(table.rows):
        child(row._tr.get_or_add_trPr(), "w:cantSplit")
        if place < len(table.rows) - 1:
            for cell in row.cells:
                keep_with_next(cell.paragraphs)
