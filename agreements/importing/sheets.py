"""The sheet that holds the register, row after row, as its people read it: merged cells say in each row what they say."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from openpyxl.utils.cell import range_boundaries

from . import columns
from .columns import MOST_ROWS_ABOVE, Header
from .opening import Package, Unreadable, examine, workbook

MOST_ROWS, MOST_COLUMNS = 20_000, 150
BLANKS_END = 1_000
OTHER_SHEETS = 30_000_000
ENOUGH = 3  # mapped cells that a row must fill to be more than a heading between the rows
WHOLE = re.compile(r"(\d{1,4})(?:\.0)?", re.ASCII)  # a column's number, which Excel may keep as 1.0


@dataclass(frozen=True)
class Row:
    """One row of the file, by its number there; what its columns say, by their codes."""

    number: int
    values: dict[str, object]


@dataclass
class Sheet:
    """The register as it was found. `rows` are what is to be judged, `last` the last row that says anything."""

    title: str
    path: str
    header: Header
    epoch: datetime
    rows: list[Row]
    last: int
    hidden: list[str]


def read(content: bytes) -> Sheet:
    """Find the register in the file and read it. Raises Unreadable."""
    package = examine(content)
    book = workbook(content)
    try:
        found = [(header, sheet) for sheet in book.worksheets if sheet.sheet_state == "visible" and (header := _header(sheet))]
        hidden = [sheet.title for sheet in book.worksheets if sheet.sheet_state != "visible"]
        if not found:
            _explain(book, hidden)
        header, sheet = max(found, key=lambda pair: len(pair[0].places))
        _require_columns(header)
        _require_small_others(package, sheet._worksheet_path)
        rows, last = _rows(sheet, header, package.merged.get(sheet._worksheet_path, []))
    finally:
        book.close()
    if not rows:
        raise Unreadable(f"Lembar “{sheet.title}” tidak memuat baris data.")
    return Sheet(sheet.title, sheet._worksheet_path, header, book.epoch, rows, last, hidden)


def _header(sheet) -> Header | None:
    return columns.find(list(islice(_values(sheet), MOST_ROWS_ABOVE + 1)))


def _values(sheet) -> Iterator[tuple]:
    sheet.reset_dimensions()  # what a file says of its size need not be so
    try:
        yield from sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True)
    except Unreadable:
        raise
    except Exception as wrong:  # openpyxl raises what it happens to meet
        raise Unreadable("Isi lembar ini rusak. Simpan ulang dari Excel, lalu unggah lagi.") from wrong


def _explain(book, hidden: list[str]) -> None:
    """Why no register was found."""
    more = f" Lembar tersembunyi tidak dibaca ({', '.join(hidden)[:200]})." if hidden else ""
    visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    if not any(any(value not in (None, "") for value in row) for sheet in visible for row in islice(_values(sheet), MOST_ROWS_ABOVE)):
        raise Unreadable(f"Berkas ini tidak memuat data.{more}")
    raise Unreadable(f"Baris judul kolom tidak ditemukan pada {MOST_ROWS_ABOVE} baris pertama. Pakailah templat kami.{more}")


def _require_columns(header: Header) -> None:
    if header.missing:
        known = ", ".join(columns.BY_CODE[code].heading for code in header.places)
        unknown = f" Judul kolom yang tidak dikenali: {', '.join(header.unknown)[:300]}." if header.unknown else ""
        raise Unreadable(f"Kolom wajib tidak ditemukan: {', '.join(header.missing)}. Yang dikenali: {known}.{unknown}")


def _require_small_others(package: Package, path: str) -> None:
    others = sum(size for name, size in package.sizes.items() if name.startswith("xl/worksheets/") and name != path)
    if others > OTHER_SHEETS:
        raise Unreadable("Lembar lain dalam berkas ini terlalu besar. Pindahkan register ke berkas tersendiri.")


def _rows(sheet, header: Header, merged: list[str]) -> tuple[list[Row], int]:
    """The rows of data and the number of the last; a long stretch of blank ones ends the sheet."""
    inside, across = _spans(merged)
    rows: list[Row] = []
    held: dict[int, object] = {}
    last = header.row
    for number, values in enumerate(_values(sheet), 1):
        if number - last > BLANKS_END:
            break
        said = list(values)
        for column, is_first in inside.get(number, ()):
            if is_first:
                held[column] = said[column] if column < len(said) else None
            elif column < len(said):
                said[column] = held.get(column)
        if number < header.first or all(value in (None, "") for value in said):
            continue
        last = number
        row = Row(number, {code: said[place] if place < len(said) else None for code, place in header.places.items()})
        if _is_data(row, number in across, said):
            rows.append(row)
            if len(rows) > MOST_ROWS:
                raise Unreadable(f"Lebih dari {MOST_ROWS:,} baris. Bagi menjadi beberapa berkas.".replace(",", "."))
    return rows, last


def _is_data(row: Row, is_merged: bool, said: list) -> bool:
    """Whether the row is one agreement: not a group's heading across the columns, nor the figures 1, 2, 3 under the headings."""
    filled = [value for value in row.values.values() if value not in (None, "")]
    if not filled or is_merged and len(filled) < ENOUGH:
        return False
    figures = [str(value).strip("() ") for value in said if value not in (None, "")]
    numbered = [int(found[1]) for figure in figures if (found := WHOLE.fullmatch(figure))]
    return not (len(numbered) == len(figures) >= ENOUGH and numbered == list(range(numbered[0], numbered[0] + len(numbered))))


def _spans(merged: list[str]) -> tuple[dict[int, list[tuple[int, bool]]], set[int]]:
    """Of merged cells: by row, the columns that one cell fills over several rows, and whether it begins there; the rows of wide ones."""
    inside: dict[int, list[tuple[int, bool]]] = {}
    across: set[int] = set()
    for reference in merged:
        first, top, last, bottom = range_boundaries(reference)
        if last > first:
            across |= set(range(top, bottom + 1))
        if bottom > top:
            for number in range(top, bottom + 1):
                inside.setdefault(number, []).append((first - 1, number == top))
    return inside, across
