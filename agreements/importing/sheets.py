"""The sheets that hold a register, row after row, as its people read it: merged cells say in each
row what they say.

Every sheet of a file is read, or named with the reason why not; every row is data, or named with
what it is.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from openpyxl.utils.cell import range_boundaries

from agreements.importing.workbook_guard import UnreadableRegister

from . import columns
from .cells import CellValue
from .columns import MOST_ROWS_ABOVE, Header
from .grids import OTHER_SHEETS, Book, Grid, open_grid
from .rowkinds import Groups, LeftOut, RowKind, kind_of_row, text_of_row

MOST_ROWS = 20_000
MOST_SHEETS = 60
BLANKS_END = 1_000
OURS = frozenset({"pilihan", "petunjuk"})  # the sheets of our template that hold no register
SHOWN_ROWS, SHOWN_COLUMNS, SHOWN_LETTERS = MOST_ROWS_ABOVE + 6, 40, 70
NOT_CHOSEN = "dilewati menurut pilihan Anda"

Readers = Mapping[str, Callable[[str], object]]
Matcher = Callable[[str, list[Sequence[object]]], "Header | str | None"]


@dataclass(frozen=True)
class SheetRow:
    """One row of a sheet, by its number there; what its columns say, by their codes; what a heading
    above it says.
    """

    number: int
    values: dict[str, object]
    sheet: str = ""
    group: Mapping[str, str] = field(default_factory=dict)
    above: str = ""


@dataclass
class Sheet:
    """A register as it was found. `rows` are what is to be judged, `last` the last row that says
    anything.
    """

    title: str
    path: str
    header: Header
    rows: list[SheetRow] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    last: int = 0


@dataclass(frozen=True)
class Unread:
    """A sheet of which nothing was taken: why, and how many rows it holds."""

    title: str
    why: str
    rows: int
    can_be_matched: bool = False


@dataclass
class Register:
    """All that a file holds. While `open` names sheets, a person is to say first what their columns
    are.
    """

    sheets: list[Sheet]
    unread: list[Unread]
    open: list[str]
    epoch: datetime
    is_xlsx: bool
    tops: dict[str, list[list[str]]]
    proposals: dict[str, Header]

    @property
    def rows(self) -> list[SheetRow]:
        """The rows of all sheets that are to be judged, in their order."""
        return [row for sheet in self.sheets for row in sheet.rows]


def read_registers(
    content: bytes, match: Matcher = lambda *_: None, groups: Readers | None = None
) -> Register:
    """Find the registers in the file and read them. Raises UnreadableRegister.

    `match` says for a sheet, by its title and first rows, what a person said of it: its header,
    why it is not to be read, or nothing. `groups` read what a heading between the rows may mean.
    """
    with open_grid(content) as book:
        found = _Finding(book, match)
        for grid in book.grids[:MOST_SHEETS]:
            found.look_at(grid)
        found.unread += [
            Unread(grid.title, f"lebih dari {MOST_SHEETS} lembar", 0)
            for grid in book.grids[MOST_SHEETS:]
        ]
        found.settle()
        _require_small_others(book, {sheet.path for sheet in found.sheets})
        if not found.open:
            budget = MOST_ROWS
            for sheet in found.sheets:
                _read_rows(sheet, found.grids[sheet.title], groups or {}, budget)
                budget -= len(sheet.rows)
        register = Register(
            found.sheets,
            found.unread,
            found.open,
            book.epoch,
            book.is_xlsx,
            found.tops,
            found.proposals,
        )
    if not register.open and not register.rows:
        titles = ", ".join(f"“{sheet.title}”" for sheet in register.sheets)
        raise UnreadableRegister(f"Lembar {titles} tidak memuat baris data.")
    return register


class _Finding:
    """Which sheets hold a register, which perhaps, which not."""

    def __init__(self, book: Book, match: Matcher) -> None:
        self.match = match
        self.book = book
        self.grids: dict[str, Grid] = {}
        self.sheets: list[Sheet] = []
        self.unread: list[Unread] = []
        self.open: list[str] = []
        self.perhaps: list[tuple[Grid, Header]] = []
        self.tops: dict[str, list[list[str]]] = {}
        self.proposals: dict[str, Header] = {}
        self.hidden: list[str] = []

    def look_at(self, grid: Grid) -> None:
        """Take a sheet in: as a register, perhaps as one, or as unread with the reason."""
        if grid.is_hidden:
            self.hidden.append(grid.title)
            self.unread.append(Unread(grid.title, "lembar tersembunyi", _count(grid)))
            return
        top = _evened(list(islice(grid.rows(), SHOWN_ROWS)))
        if not any(map(_says_something, top)):
            self.unread.append(Unread(grid.title, "kosong", 0))
        elif grid.title.casefold() in OURS:
            self.unread.append(Unread(grid.title, "bagian dari templat", 0))
        else:
            self.tops[grid.title] = [_shown_row(row) for row in top]
            self._find_header(grid, top)

    def _find_header(self, grid: Grid, top: list[Sequence[object]]) -> None:
        """Judge a sheet by what a person said of it, else by the headings in its first rows."""
        said = self.match(grid.title, top)
        if isinstance(said, str):
            self.unread.append(Unread(grid.title, said, _count(grid), can_be_matched=True))
            return
        header = said or columns.find_header(top)
        if header is not None:
            self._take(grid, header)
        elif likely := columns.likely_head(top):
            self.proposals[grid.title] = likely
            self.perhaps.append((grid, likely))
        else:
            self.unread.append(
                Unread(
                    grid.title,
                    "baris judul kolom tidak ditemukan",
                    _count(grid),
                    can_be_matched=True,
                )
            )

    def _take(self, grid: Grid, header: Header) -> None:
        self.grids[grid.title] = grid
        self.proposals[grid.title] = header
        self.sheets.append(Sheet(grid.title, grid.path, header))
        if header.lacking or header.likely and not header.is_by_hand:
            self.open.append(grid.title)

    def settle(self) -> None:
        """A sheet of unknown headings is asked about when it is all there is, and else named as
        unread.
        """
        for grid, _ in self.perhaps:
            if self.sheets:
                self.unread.append(
                    Unread(
                        grid.title,
                        "judul kolomnya tidak dikenali",
                        _count(grid),
                        can_be_matched=True,
                    )
                )
            else:
                self.open.append(grid.title)
        if not self.sheets and not self.open:
            self._explain()
        if not self.sheets:
            self.sheets = [Sheet(grid.title, grid.path, header) for grid, header in self.perhaps]

    def _explain(self) -> None:
        """Raise UnreadableRegister with the reason why no register was found."""
        more = ""
        if self.hidden:
            more = f" Lembar tersembunyi tidak dibaca ({', '.join(self.hidden)[:200]})."
        if all(sheet.why in ("kosong", "lembar tersembunyi") for sheet in self.unread):
            raise UnreadableRegister(f"Berkas ini tidak memuat data.{more}")
        if any(sheet.why == NOT_CHOSEN for sheet in self.unread):
            raise UnreadableRegister("Semua lembar dilewati menurut pilihan Anda.")
        raise UnreadableRegister(
            f"Baris judul kolom tidak ditemukan pada {MOST_ROWS_ABOVE} baris pertama. Pakailah"
            f" templat kami.{more}"
        )


def _evened(top: list[Sequence[object]]) -> list[Sequence[object]]:
    """The rows as wide as what they say: the last columns of a sheet are often blank."""
    width = max(map(_width_of, top), default=0)
    return [_as_wide(row, width) for row in top]


def _width_of(row: Sequence[object]) -> int:
    """The number of cells up to the last that says anything."""
    places = [place for place, value in enumerate(row, 1) if value not in (None, "")]
    return max(places, default=0)


def _as_wide(row: Sequence[object], width: int) -> list[object]:
    """The row cut or filled up to that many cells."""
    cells = list(row[:width])
    return cells + [None] * (width - len(cells))


def _says_something(row: Sequence[object]) -> bool:
    return any(value not in (None, "") for value in row)


def _shown_row(row: Sequence[object]) -> list[str]:
    return [_shown(value) for value in row[:SHOWN_COLUMNS]]


def _shown(value: CellValue) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value:%d/%m/%Y}"
    return " ".join(str(value).split())[:SHOWN_LETTERS]


def _count(grid: Grid) -> int:
    """How many rows of a sheet say anything, up to the limit of a file."""
    return sum(map(_says_something, islice(grid.rows(), MOST_ROWS)))


def _require_small_others(book: Book, read_paths: set[str]) -> None:
    """What is not read is still kept whole when the file is returned with its notes."""
    if sum(grid.size for grid in book.grids if grid.path not in read_paths) > OTHER_SHEETS:
        raise UnreadableRegister(
            "Lembar lain dalam berkas ini terlalu besar. Pindahkan register ke berkas tersendiri."
        )


def _read_rows(sheet: Sheet, grid: Grid, readers: Readers, budget: int) -> None:
    """Read the rows below the header into the sheet. Raises UnreadableRegister when there are more
    than `budget`.
    """
    across = _rows_across(grid.merged)
    header, groups = sheet.header, Groups(readers)
    headings = frozenset(heading.casefold() for heading in header.named if heading)
    sheet.last = header.row
    for number, said in _filled_rows(grid, header):
        sheet.last = number
        mapped = _mapped(said, header)
        kind = kind_of_row(said, mapped, is_wide=number in across, headings=headings)
        if kind in (RowKind.GROUP, RowKind.NOTE) and _ends_with_signature(sheet):
            kind = RowKind.SIGNATURE  # the name below the office of who signs
        if kind is not RowKind.DATA:
            lends = ""
            if kind is RowKind.GROUP:
                lends = groups.take_heading(said)
            sheet.left_out.append(LeftOut(number, kind, text_of_row(said), lends))
            continue
        if len(sheet.rows) >= budget:
            raise UnreadableRegister(
                f"Lebih dari {MOST_ROWS:,} baris. Bagi menjadi beberapa berkas.".replace(",", ".")
            )
        sheet.rows.append(SheetRow(number, mapped, sheet.title, dict(groups.held), groups.year))


def _filled_rows(grid: Grid, header: Header) -> Iterator[tuple[int, list[object]]]:
    """The rows below the header that say anything, with their numbers; a long stretch of blank ones
    ends the sheet.
    """
    last = header.row
    for number, said in _spread_rows(grid):
        if number - last > BLANKS_END:
            return
        if number >= header.first and _says_something(said):
            last = number
            yield number, said


def _spread_rows(grid: Grid) -> Iterator[tuple[int, list[object]]]:
    """All rows with their numbers; what a cell over several rows says stands in each of them."""
    inside = _columns_inside(grid.merged)
    held: dict[int, object] = {}
    for number, values in enumerate(grid.rows(), 1):
        said = list(values)
        for column, is_first in inside.get(number, ()):
            if is_first:
                held[column] = _value_at(said, column)
            elif column < len(said):
                said[column] = held.get(column)
        yield number, said


def _value_at(row: Sequence[object], place: int) -> CellValue:
    if place >= len(row):
        return None
    return row[place]


def _mapped(said: Sequence[object], header: Header) -> dict[str, object]:
    """The cells of a row by the codes of their columns."""
    return {code: _value_at(said, place) for code, place in header.places.items()}


def _ends_with_signature(sheet: Sheet) -> bool:
    return bool(sheet.left_out) and sheet.left_out[-1].kind is RowKind.SIGNATURE


def _rows_across(merged: list[str]) -> set[int]:
    """The rows with a merged cell that spans several columns."""
    across: set[int] = set()
    for reference in merged:
        first, top, last, bottom = range_boundaries(reference)
        if last > first:
            across.update(range(top, bottom + 1))
    return across


def _columns_inside(merged: list[str]) -> dict[int, list[tuple[int, bool]]]:
    """By row, the columns that one merged cell fills over several rows, and whether it begins in
    that row.
    """
    inside: dict[int, list[tuple[int, bool]]] = {}
    for reference in merged:
        first, top, _, bottom = range_boundaries(reference)
        if bottom == top:
            continue
        for number in range(top, bottom + 1):
            inside.setdefault(number, []).append((first - 1, number == top))
    return inside
