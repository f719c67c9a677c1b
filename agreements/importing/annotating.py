"""The file as it came, in its own layout, with a note at each cell that is wrong. It holds values
only: nothing in it runs.
"""

import io
import re
import shutil
import zipfile
from collections.abc import Iterator
from itertools import islice
from typing import IO

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from agreements.importing.cells import CellValue
from agreements.importing.checking import Checked
from agreements.importing.columns import Header
from agreements.importing.entries import RegisterEntry
from agreements.importing.grids import open_grid
from agreements.importing.workbook_guard import load_register_workbook

AUTHOR = "Kerja Sama"
WRONG, TWICE = PatternFill("solid", fgColor="FFFFC7CE"), PatternFill("solid", fgColor="FFFFEB9C")
PLAIN = PatternFill(fill_type=None)
OURS = {WRONG.fgColor.rgb, TWICE.fgColor.rgb}
MOST_COMMENTS = 5_000
CHUNK = 1 << 20
ROW = re.compile(rb'<(?:\w+:)?row\b[^>]*?\sr="(\d+)"')
END = re.compile(rb"</(?:\w+:)?sheetData\s*>")
ACTIVE = ("=", "+", "-", "@", "\t", "\r")


def annotate_register(content: bytes, checked: Checked) -> bytes:
    """The same file with its notes; what was no XLSX comes back as one."""
    register = checked.register
    if register.is_xlsx:
        book = load_register_workbook(
            trim_package(content, {sheet.path: sheet.last for sheet in register.sheets}), whole=True
        )
        book.defined_names.clear()  # they may reach outside the file
    else:
        book = _as_workbook(content, {sheet.title: sheet.last for sheet in register.sheets})
    for other in book.worksheets:
        _disarm(other)
    left = MOST_COMMENTS
    for sheet in register.sheets:
        page = book[sheet.title]
        _forget_earlier_notes(page)
        for entry in checked.entries:
            if entry.sheet == sheet.title:
                left -= _note(page, sheet.header, entry, left)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _as_workbook(content: bytes, last: dict[str, int]) -> Workbook:
    """The sheets that were read, row by row as they stand in the file."""
    book = Workbook()
    book.remove(book.worksheets[0])
    with open_grid(content) as source:
        for grid in source.grids:
            if grid.title not in last:
                continue
            page = book.create_sheet(grid.title)
            for values in islice(grid.rows(), last[grid.title]):
                page.append([_writable_value(value) for value in values])
    return book


def _writable_value(value: CellValue) -> CellValue:
    """The value as a workbook may hold it: text without control characters, cut to its limit."""
    if isinstance(value, str):
        return ILLEGAL_CHARACTERS_RE.sub("", value)[:32_000]
    return value


def trim_package(content: bytes, last: dict[str, int]) -> bytes:
    """The package without the rows after the last of each sheet that says anything, of which a
    sheet may hold a million.
    """
    result = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for info in source.infolist():
            with (
                source.open(info) as part,
                target.open(info.filename, "w", force_zip64=True) as copy,
            ):
                if info.filename in last:
                    copy.writelines(_until(part, last[info.filename]))
                else:
                    shutil.copyfileobj(part, copy, CHUNK)
    return result.getvalue()


def _until(part: IO[bytes], last: int) -> Iterator[bytes]:
    """A sheet up to that row, and what follows its rows."""
    rest, is_beyond = b"", False
    while chunk := part.read(CHUNK):
        rest += chunk
        if not is_beyond:
            beyond = next((match for match in ROW.finditer(rest) if int(match[1]) > last), None)
            if beyond:
                yield rest[: beyond.start()]
                rest, is_beyond = rest[beyond.start() :], True
        if is_beyond:
            if not (end := END.search(rest)):
                rest = rest[-100:]
                continue
            rest, is_beyond, last = rest[end.start() :], False, 1 << 60
        cut = rest.rfind(b"<")
        if cut > 0:
            yield rest[:cut]
            rest = rest[cut:]
    yield rest


def _forget_earlier_notes(page: Worksheet) -> None:
    """A file that was noted before is noted anew."""
    for row in page.iter_rows():
        for cell in row:
            if cell.comment and cell.comment.author == AUTHOR:
                cell.comment = None
            if cell.has_style and cell.fill.fill_type == "solid" and cell.fill.fgColor.rgb in OURS:
                cell.fill = PLAIN


def _disarm(page: Worksheet) -> None:
    """No link leads out, and no text becomes a formula when somebody edits it."""
    for row in page.iter_rows():
        for cell in row:
            if cell.hyperlink:
                cell.hyperlink = None
            if isinstance(cell.value, str) and cell.value.startswith(ACTIVE):
                cell.data_type, cell.quotePrefix = "s", True


def _note(page: Worksheet, header: Header, entry: RegisterEntry, left: int) -> int:
    """Mark the cells of a row. Returns how many comments were written."""
    by_place: dict[int, list[str]] = {}
    anywhere = header.places.get("judul", 0)
    if entry.skipped:
        return 0
    for note in entry.notes:
        by_place.setdefault(header.places.get(note.column, anywhere), []).append(note.text)
    for place, texts in by_place.items():
        cell = _writable(page, entry.row, place + 1)
        cell.fill = TWICE
        if entry.is_wrong:
            cell.fill = WRONG
        if left > 0:
            cell.comment = Comment("\n".join(texts), AUTHOR, height=90, width=300)
            left -= 1
    return len(by_place)


def _writable(page: Worksheet, row: int, column: int) -> Cell:
    """The cell, or the first of the merged cells it belongs to."""
    cell = page.cell(row, column)
    if type(cell).__name__ != "MergedCell":
        return cell
    span = next(span for span in page.merged_cells.ranges if cell.coordinate in span)
    return page.cell(span.min_row, span.min_col)
