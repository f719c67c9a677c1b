"""What a naskah says around its Pasal, taken from the very page that is printed, so that no second
template can differ from it: emblems, head, parties, premises, closing, signatures, lampiran.
"""

import base64
import io
from collections.abc import Callable, Iterator
from contextlib import suppress

from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Length, Pt
from docx.table import Table as WordTable
from docx.table import _Cell
from docx.text.paragraph import Paragraph
from lxml.html import HtmlElement
from PIL import Image, UnidentifiedImageError

from agreements.documents.exchange.word_file import STEP, TITLE, set_indent
from agreements.documents.exchange.word_numbering import LOOSE
from agreements.documents.exchange.word_page import (
    WIDTH,
    Room,
    WordPage,
    add_run,
    drop_margins,
    keep_rows_whole,
    keep_with_next,
)
from agreements.naskah.blocks import Text

EMBLEM, WIDEST_EMBLEM = Cm(2.5), Cm(4)
ROOM = Cm(2.6)  # for a signature
COMPARISON = (Cm(0.9), Cm(4), Cm(0.5))
ANNEX_IN = Length(int(WIDTH * 0.45))
PLAIN_WORDS = Text("")
# Stands on paper only: what the worker draws on each page, and the sheet for initials.
LEFT_OUT = ("watermark", "verification", "paraf-room", "paraf-page", "annex-page")
SIDES = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "middle": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}


def no_part(part: str) -> bool:
    """Nothing is written as blocks."""
    return False


class FrameWriter:
    """Writes elements of the printed page into a Word file."""

    def __init__(self, page: WordPage, write_part: Callable[[str], bool] = no_part) -> None:
        self.page, self.room = page, page.file
        self.written: list[Paragraph] = []  # since somebody last looked
        self.write_part = write_part  # writes a part of the frame as blocks, where it is such

    def write(self, element: HtmlElement) -> None:
        """One element with all that stands in it."""
        if not isinstance(element.tag, str) or has_class(element, *LEFT_OUT):
            return
        if (part := element.get("data-part")) and self.write_part(part):
            return
        if has_class(element, "head"):
            self._write_head(element)
        elif has_class(element, "state"):
            self._write_emblem(self._paragraph(self.room, "middle"), element)
        elif has_class(element, "annex-head"):
            self._write_annex_head(element)
        elif has_class(element, "premise"):
            self._write_premise(element)
        elif element.tag == "table":
            self._write_table(element)
        elif element.tag in ("ol", "ul"):
            self._write_list(element)
        elif element.tag == "p":
            self._write_paragraph(element)
        else:
            for inner in element:
                self.write(inner)

    def _paragraph(self, room: Room, side: str = "") -> Paragraph:
        paragraph = self.page.add_paragraph(room)
        if side:
            paragraph.alignment = SIDES[side]
        self.written.append(paragraph)
        return paragraph

    def _write_paragraph(self, element: HtmlElement, room: Room | None = None) -> Paragraph:
        paragraph = self._paragraph(room or self.room)
        self._write_words(paragraph, element)
        if (above := element.getparent()) is not None and has_class(above, "closing"):
            paragraph.paragraph_format.space_before = Pt(14)
            keep_with_next([paragraph])
        if has_class(element, "leads") or "avoid" in (element.get("style") or ""):
            keep_with_next([paragraph])
        if has_class(element, "item"):
            depth = next((n for n in range(6) if has_class(element, f"in{n}")), 0)
            paragraph.style = self.page.file.styles[LOOSE]
            set_indent(paragraph, Length(STEP * (depth + 1)), STEP)
        return paragraph

    def _write_words(self, paragraph: Paragraph, element: HtmlElement) -> None:
        for words in squeezed(runs_of(element)):
            add_run(paragraph, words)

    def _write_head(self, element: HtmlElement) -> None:
        lines = list(element.iter("p"))
        for place, line in enumerate(lines):
            paragraph = self._paragraph(self.room)
            paragraph.style = self.page.file.styles[TITLE]
            self._write_words(paragraph, line)
            if has_class(line, "number"):
                for run in paragraph.runs:
                    run.font.all_caps = False
                paragraph.paragraph_format.space_before = Pt(12 if place < len(lines) - 1 else 8)
        self.written[-1].paragraph_format.space_after = Pt(16)

    def _write_annex_head(self, element: HtmlElement) -> None:
        for place, line in enumerate(element.iter("p")):
            paragraph = self._paragraph(self.room, "left")
            set_indent(paragraph, ANNEX_IN)
            paragraph.paragraph_format.space_after = Pt(0)
            paragraph.paragraph_format.page_break_before = place == 0
            self._write_words(paragraph, line)
            for run in paragraph.runs:
                run.font.all_caps = True
        self.written[-1].paragraph_format.space_after = Pt(14)

    def _write_premise(self, element: HtmlElement) -> None:
        """A numbered point: the first of its lines bears the number, the others stand beneath."""
        if element.getprevious() is None or not has_class(element.getprevious(), "premise"):
            self.premises = self.page.numbers.plain_list()
        for place, line in enumerate(element.iter("p")):
            paragraph = self._write_paragraph(line)
            if place == 0:
                self.page.numbers.number_item(paragraph, self.premises, LOOSE, 0)
            elif has_class(line, "item"):
                set_indent(paragraph, Length(paragraph.paragraph_format.left_indent + STEP), STEP)
            else:
                set_indent(paragraph, STEP)

    def _write_list(self, element: HtmlElement) -> None:
        of = self.page.numbers.plain_list()
        for item in element.iter("li"):
            paragraph = self._write_paragraph(item)
            self.page.numbers.number_item(paragraph, of, LOOSE, 0)

    def _write_table(self, element: HtmlElement) -> None:
        is_grid = has_class(element, "grid")
        rows = [row.findall("td") or row.findall("th") for row in element.iter("tr")]
        columns = max(map(len, rows), default=0)
        if not columns:
            return
        if has_class(element, "arms"):
            self._write_arms(rows[0])
            return
        widths = [Length(int(WIDTH / columns))] * columns
        if has_class(element, "comparison"):
            widths = [*COMPARISON, Length(WIDTH - sum(COMPARISON))]
        if has_class(element, "signatures"):
            keep_with_next([self._gap(Pt(18))])
        table = self.page.new_table(self.room, columns, widths)
        if is_grid:
            table.style = self.page.file.styles["Table Grid"]
        for row in rows:
            cells = table.add_row().cells
            for cell, width, told in zip(cells, widths, row, strict=False):
                cell.width = width
                self._write_cell(cell, told)
        if has_class(element, "comparison", "signatures"):
            drop_margins(table)
        if has_class(element, "signatures"):
            self._leave_room(table, rows)
        self._gap(Pt(6))

    def _gap(self, height: Length) -> Paragraph:
        """Room between two tables, or before one."""
        gap = self.page.add_paragraph(self.room)
        gap.paragraph_format.space_after, gap.paragraph_format.line_spacing = Pt(0), height
        return gap

    def _write_cell(self, cell: _Cell, told: HtmlElement) -> None:
        if inner := told.findall(".//p"):
            for line in inner:
                self._write_paragraph(line, cell)
            return
        paragraph = self._paragraph(cell)
        self._write_words(paragraph, told)
        if has_class(told, "who", "signer"):
            for run in paragraph.runs:
                run.bold = True
        if not has_class(told, "as"):
            paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT

    def _leave_room(self, table: WordTable, rows: list[list[HtmlElement]]) -> None:
        for row, told in zip(table.rows, rows, strict=True):
            for cell in row.cells:
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
            if told and has_class(told[0], "room"):
                row.height, row.height_rule = ROOM, WD_ROW_HEIGHT_RULE.AT_LEAST
        keep_rows_whole(table)

    def _write_arms(self, cells: list[HtmlElement]) -> None:
        """The emblems of the parties beside each other, the first left and the last right."""
        width = Length(int(WIDTH / len(cells)))
        table = self.page.new_table(self.room, len(cells), [width] * len(cells))
        drop_margins(table)
        row = table.add_row()
        for place, (cell, told) in enumerate(zip(row.cells, cells, strict=True)):
            cell.width = width
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
            side = "middle"
            if place in (0, len(cells) - 1):
                side = "right" if place else "left"
            self._write_emblem(self._paragraph(cell, side), told)
            for state in told.iter("p"):
                paragraph = self._write_paragraph(state, cell)
                paragraph.alignment = SIDES[side]
                for run in paragraph.runs:
                    run.bold = run.font.all_caps = True
        self.page.add_paragraph(self.room)

    def _write_emblem(self, paragraph: Paragraph, element: HtmlElement) -> None:
        paragraph.paragraph_format.space_after = Pt(0 if element.tag == "td" else 14)
        for image in element.iter("img"):
            if picture := picture_of(image.get("src") or ""):
                shown = paragraph.add_run().add_picture(picture, height=EMBLEM)
                if shown.width > WIDEST_EMBLEM:
                    shown.height = Length(int(shown.height * WIDEST_EMBLEM / shown.width))
                    shown.width = WIDEST_EMBLEM
                shown._inline.docPr.set("descr", image.get("alt") or "")


def picture_of(uri: str) -> io.BytesIO | None:
    """The picture of an img tag as PNG; None where there is none that can be drawn."""
    _, _, content = uri.partition(";base64,")
    drawn = io.BytesIO()
    with suppress(UnidentifiedImageError, ValueError, OSError):
        Image.open(io.BytesIO(base64.b64decode(content))).convert("RGBA").save(drawn, "PNG")
        drawn.seek(0)
        return drawn
    return None


def has_class(element: HtmlElement, *names: str) -> bool:
    """Whether it bears one of these classes."""
    return not set(names).isdisjoint((element.get("class") or "").split())


def runs_of(element: HtmlElement, look: Text = PLAIN_WORDS) -> Iterator[Text]:
    """The words of an element with their looks; a line break is one."""
    bold = look.bold or element.tag in ("strong", "b")
    look = Text("", bold, look.italic or element.tag in ("em", "i"))
    yield Text(element.text or "", look.bold, look.italic)
    for inner in element:
        if inner.tag == "br":
            yield Text("\n")
        elif isinstance(inner.tag, str):
            yield from runs_of(inner, look)
            if has_class(inner, "mark"):
                yield Text("\t")
        yield Text(inner.tail or "", look.bold, look.italic)


def squeezed(runs: Iterator[Text]) -> list[Text]:
    """The same without the spaces that a template puts around words."""
    told: list[Text] = []
    ended = True  # nothing was said yet, or the last sign was a space
    for run in runs:
        if run.text in ("\n", "\t"):
            told.append(run)
            ended = True
            continue
        words = " ".join(run.text.split())
        if run.text[:1].isspace() and not ended:
            words = f" {words}"
        if words.strip() and run.text[-1:].isspace():
            words += " "
        if words:
            told.append(Text(words, run.bold, run.italic))
            ended = words[-1].isspace()
    while told and not told[-1].text.strip():
        told.pop()
    if told:
        told[-1] = Text(told[-1].text.rstrip(), told[-1].bold, told[-1].italic)
    return told
