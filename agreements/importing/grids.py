"""A file as sheets of cells, whatever it was made with: XLSX, ODS or CSV, told apart by its content
and never by its name.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from openpyxl.worksheet.worksheet import Worksheet

from agreements.importing.workbook_guard import (
    ZIP,
    UnreadableRegister,
    examine_workbook,
    load_register_workbook,
)

from . import delimited, opendocument

MOST_COLUMNS = 150
OTHER_SHEETS = 30_000_000
EPOCH = datetime(1899, 12, 30)


@dataclass
class Grid:
    """One sheet: its rows from the first on, and which cells are merged. `path` is its part of an
    XLSX package.
    """

    title: str
    is_hidden: bool
    rows: Callable[[], Iterator[Sequence[object]]]
    merged: list[str] = field(default_factory=list)
    path: str = ""
    size: int = 0


@dataclass
class Book:
    """A file, opened. Only an XLSX can be returned in its own layout (`is_xlsx`)."""

    grids: list[Grid]
    epoch: datetime = EPOCH
    is_xlsx: bool = False
    close: Callable[[], None] = lambda: None

    def __enter__(self) -> "Book":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_grid(content: bytes) -> Book:
    """The file for reading. Raises UnreadableRegister."""
    if opendocument.is_ods(content):
        return Book(
            [_from_ods(sheet) for sheet in opendocument.read_opendocument(content, MOST_COLUMNS)]
        )
    if content[:4] != ZIP and delimited.is_text(content):
        return Book(
            [Grid("CSV", is_hidden=False, rows=delimited.make_reader(content, MOST_COLUMNS))]
        )
    return _from_xlsx(content)


def _from_ods(sheet: opendocument.Table) -> Grid:
    return Grid(sheet.title, sheet.is_hidden, lambda: iter(sheet.rows), sheet.merged)


def _from_xlsx(content: bytes) -> Book:
    package = examine_workbook(content)
    book = load_register_workbook(content)
    grids = []
    for sheet in book.worksheets:
        path = sheet._worksheet_path
        rows, merged = _rows_of(sheet), package.merged.get(path, [])
        grids.append(
            Grid(
                sheet.title,
                sheet.sheet_state != "visible",
                rows,
                merged,
                path,
                package.sizes.get(path, 0),
            )
        )
    return Book(grids, book.epoch, is_xlsx=True, close=book.close)


def _rows_of(sheet: Worksheet) -> Callable[[], Iterator[Sequence[object]]]:
    def read_rows() -> Iterator[Sequence[object]]:
        sheet.reset_dimensions()  # what a file says of its size need not be so
        try:
            yield from sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True)
        except UnreadableRegister:
            raise
        except Exception as wrong:  # openpyxl raises what it happens to meet
            raise UnreadableRegister(
                "Isi lembar ini rusak. Simpan ulang dari Excel, lalu unggah lagi."
            ) from wrong

    return read_rows
