"""A workbook of rows that are written as the pages would write them, inside a transaction that is
taken back unless every row is right and somebody said yes.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from django import forms
from django.db import transaction
from django.db.models import Model

from agreements.importing.cells import CellValue
from agreements.importing.grids import Grid, open_grid
from agreements.importing.workbook_guard import UnreadableRegister

# A row that a form makes.
Kept = TypeVar("Kept", bound=Model)
HEADINGS_WITHIN = 10  # rows
Row = dict[str, str]
# Which sheet has these headings, in small letters; empty where none.
Recogniser = Callable[[set[str]], str]
# What a row of that sheet did, in Indonesian.
Writer = Callable[[str, Row], str]


class RowIsWrong(Exception):
    """What is wrong with a row, in Indonesian."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


@dataclass(frozen=True)
class SheetRow:
    """One row of a sheet, by its headings."""

    sheet: str
    number: int
    cells: Row


@dataclass(frozen=True)
class Outcome:
    """What became of one row: what it did, or why not."""

    sheet: str
    number: int
    about: str
    done: str
    faults: list[str]


@dataclass(frozen=True)
class Imported:
    """All rows of a file, and whether they were kept."""

    rows: list[Outcome]
    is_kept: bool

    @property
    def wrong(self) -> list[Outcome]:
        """Those that cannot be written."""
        return [row for row in self.rows if row.faults]

    @property
    def may_be_kept(self) -> bool:
        """Whether there is something to write and nothing speaks against it."""
        return bool(self.rows) and not self.wrong


def write_rows(
    rows: list[SheetRow], write: Writer, name_of: Callable[[SheetRow], str], *, keep: bool
) -> Imported:
    """Write every row and say what each did; all is taken back unless `keep` and nothing is
    wrong.
    """
    with transaction.atomic():
        found = [_outcome(row, write, name_of(row)) for row in rows]
        result = Imported(found, is_kept=keep and bool(found) and not any(r.faults for r in found))
        if not result.is_kept:
            transaction.set_rollback(True)
    return result


def _outcome(row: SheetRow, write: Writer, about: str) -> Outcome:
    try:
        with transaction.atomic():
            return Outcome(row.sheet, row.number, about, write(row.sheet, row.cells), [])
    except RowIsWrong as wrong:
        return Outcome(row.sheet, row.number, about, "", wrong.faults)


def read_rows(content: bytes, recognise: Recogniser, most: int, *, nothing: str) -> list[SheetRow]:
    """The rows of the sheets that are known. Raises UnreadableRegister, with `nothing` where none
    is.
    """
    with open_grid(content) as book:
        sheets = [found for grid in book.grids if (found := _rows_in(grid, recognise)) is not None]
    if not sheets:
        raise UnreadableRegister(nothing)
    rows = [row for sheet in sheets for row in sheet]
    if len(rows) > most:
        shown = f"{most:,}".replace(",", ".")
        raise UnreadableRegister(f"Paling banyak {shown} baris sekali impor.")
    return rows


def _rows_in(grid: Grid, recognise: Recogniser) -> list[SheetRow] | None:
    rows = enumerate(grid.rows(), 1)
    for number, cells in rows:
        headings = [_text(cell).removesuffix("*").strip().casefold() for cell in cells]
        if sheet := recognise(set(headings)):
            return list(_rows_below(sheet, headings, rows))
        if number > HEADINGS_WITHIN:
            break
    return None


def _rows_below(
    sheet: str, headings: list[str], rows: "enumerate[Sequence[object]]"
) -> Iterator[SheetRow]:
    for number, cells in rows:
        row = {name: _text(cell) for name, cell in zip(headings, cells, strict=False) if name}
        if any(row.values()):
            yield SheetRow(sheet, number, row)


def _text(cell: CellValue) -> str:
    """What a cell says, with its lines."""
    if isinstance(cell, date | datetime):
        return f"{cell:%d-%m-%Y}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if cell is None:
        return ""
    lines = (" ".join(line.split()) for line in str(cell).splitlines())
    return "\n".join(filter(None, lines))


def chosen(label: str, text: str, choices: Sequence[tuple[str, object]]) -> str:
    """The value that the text names, by itself or by its label. Raises RowIsWrong."""
    asked = text.casefold()
    for value, said in choices:
        if asked in (str(value).casefold(), str(said).casefold()):
            return str(value)
    known = ", ".join(str(said) for _, said in choices)
    raise RowIsWrong([f"{label}: “{text}” tidak dikenali. Pilihan: {known}."])


def require_valid(
    form: "forms.ModelForm[Kept]", faults: Mapping[str, list[str]] | None = None
) -> Kept:
    """The unsaved row that the form makes. Raises RowIsWrong with what its fields say; `faults` are
    known of fields before, and nothing else is said of those.
    """
    told = dict(faults or {})
    if form.is_valid() and not told:
        return form.instance
    for name, texts in form.errors.items():
        label = form.fields[name].label if name in form.fields else ""
        told.setdefault(name, [f"{label}: {text}" if label else str(text) for text in texts])
    raise RowIsWrong([fault for texts in told.values() for fault in texts])
