"""The columns of a register, by whatever names an office gives them, and the row in which they
stand.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from . import headings
from .headings import RegisterColumn

TOKENS = {
    "tgl": "tanggal",
    "no": "nomor",
    "nmr": "nomor",
    "kerjasama": "kerja sama",
    "tanggl": "tanggal",
}
TOKENS |= dict.fromkeys(("ttd", "penandatanganan", "tandatangan", "ditandatangani"), "tanda tangan")
TOKENS |= {"pemda": "pemerintah daerah", "rp": "rupiah", "skpd": "opd", "dgn": "dengan"}
ALIKE = 0.9
MOST_ROWS_ABOVE = 30
MOST_HEADINGS = 60  # columns that may be matched by hand
ENOUGH = 3

BY_CODE = {column.code: column for column in headings.ALL}
COLUMNS = tuple(column for column in headings.ALL if column.ours)
REQUIRED = tuple(column.code for column in headings.ALL if column.required)
CODE_OF = {name: column.code for column in headings.ALL for name in column.names}
PERHAPS = {name: column.code for column in reversed(headings.ALL) for name in column.maybe}
# Headings that are known and of no use to us, so that they are not taken for something like them.
PASSED_OVER = {"nomor", "nomor urut", "urut", "keterangan", "ket", "status", "tahun", "aksi"}
# What else tells what a required column would.
INSTEAD = {
    "bentuk": ("nama_dokumen",),
    "judul": ("nama_dokumen",),
    "mitra": ("pihak_1", "para_pihak"),
    "tanda_tangan": ("mulai", "masa", "nomor_tanggal"),
    "berakhir": ("masa",),
}
IGNORE = "abaikan"
# Words by which two headings that read alike mean different things.
RANKS = frozenset(
    "i ii iii iv 1 2 3 4 kesatu pertama kedua ketiga keempat mulai akhir awal selesai".split()
)


@dataclass(frozen=True)
class Header:
    """Where the columns stand (from 0), the row that names them (from 1), the first row of data.

    `likely` are columns that were taken by likeness or as one of two of their name: a person is
    to say whether.
    """

    row: int
    first: int
    places: dict[str, int]
    unknown: tuple[str, ...]
    named: tuple[str, ...] = ()
    likely: tuple[str, ...] = ()
    constants: Mapping[str, str] = field(default_factory=dict)
    is_by_hand: bool = False

    @property
    def lacking(self) -> list[str]:
        """The codes of what must be said and is not."""
        known = {*self.places, *self.constants}
        return [
            code for code in (*REQUIRED, "berakhir") if not known & {code, *INSTEAD.get(code, ())}
        ]

    @property
    def missing(self) -> list[str]:
        """The headings of what must be said and is not."""
        return [BY_CODE[code].heading for code in self.lacking]

    @property
    def depth(self) -> int:
        """How many rows the headings take; 0 when the file has none."""
        return self.first - self.row

    @property
    def shape(self) -> str:
        """By what a file with the same headings is known again."""
        return shape_of(self.named)


def shape_of(named: Sequence[str]) -> str:
    """By what a file of the same making is known again: its headings in their order."""
    plainly = [plain_heading(heading) for heading in named]
    while plainly and not plainly[-1]:
        plainly.pop()
    return hashlib.sha256("\n".join(plainly).encode()).hexdigest()


def plain_heading(heading: str | None) -> str:
    """A heading as it is compared: lower case, no brackets and signs, abbreviations in full."""
    text = re.sub(r"\([^)]*\)", " ", (heading or "").casefold())
    words = re.sub(r"[^a-z0-9]+", " ", text).split()
    return " ".join(TOKENS.get(word, word) for word in words)[:100]


def column_code_of(heading: str | None) -> str:
    """The column that a heading surely names; empty when none."""
    return CODE_OF.get(plain_heading(heading), "")


def code_like(heading: str | None) -> str:
    """The column that a heading may mean by its likeness to a name; empty when none."""
    text = plain_heading(heading)
    if not text or text in PASSED_OVER or text in CODE_OF:
        return ""
    ranks = RANKS & set(text.split())
    close = [
        name
        for name in get_close_matches(text, CODE_OF, 5, ALIKE)
        if RANKS & set(name.split()) == ranks
    ]
    if not close:
        return ""
    return CODE_OF[close[0]]


def propose_columns(heading: str | None) -> str:
    """What to propose for a heading: what it surely or perhaps means."""
    return column_code_of(heading) or code_like(heading) or PERHAPS.get(plain_heading(heading), "")


def find_header(rows: Sequence[Sequence[object]]) -> Header | None:
    """The header among the first rows of a sheet: the row that names most columns; None when none
    names three.
    """
    candidates = [_header(rows, place) for place in range(min(len(rows), MOST_ROWS_ABOVE))]
    best = max(candidates, key=lambda header: len(header.places), default=None)
    if best is None or len(best.places) < ENOUGH:
        return None
    return best


def likely_head(rows: Sequence[Sequence[object]]) -> Header | None:
    """The row that reads most like headings, though it names too few columns that we know; None in
    a sheet without a table.
    """
    best: Header | None = None
    for place in range(min(len(rows), MOST_ROWS_ABOVE)):
        texts = [text for text in _texts(rows[place]) if text]
        if len(texts) < ENOUGH or not all(_reads_like_heading(text) for text in texts):
            continue
        if best is None or len(texts) > sum(map(bool, best.named)):
            best = head_at(rows, place + 1, _depth(rows, place))
    return best


def _reads_like_heading(text: str) -> bool:
    return len(text) <= 60 and not text[0].isdigit()


def _depth(rows: Sequence[Sequence[object]], place: int) -> int:
    """How many rows the headings take: two when the row below only names what gaps and spans of the
    first leave open.
    """
    top, below = rows[place], _row_below(rows, place)
    under = [number for number in range(len(below)) if _filled(below, number)]
    if not 0 < len(under) < sum(map(bool, _texts(top))):
        return 1
    if not all(isinstance(below[number], str) for number in under):
        return 1
    if not all(_leaves_open(top, number) for number in under):
        return 1
    return 2


def _row_below(rows: Sequence[Sequence[object]], place: int) -> Sequence[object]:
    if place + 1 < len(rows):
        return rows[place + 1]
    return ()


def _leaves_open(top: Sequence[object], number: int) -> bool:
    """Whether the upper row of headings has a gap at that cell, or a span that begins there."""
    return not _at(top, number) or _is_gap(top, number + 1)


def _is_gap(row: Sequence[object], number: int) -> bool:
    return number < len(row) and not _filled(row, number)


def head_at(rows: Sequence[Sequence[object]], row: int, depth: int) -> Header:
    """The header that somebody says stands there; `depth` 0 means that the file has none and `row`
    is the first of data.
    """
    if depth == 0:
        width = max((len(line) for line in rows), default=0)
        return Header(
            row,
            row,
            {},
            (),
            tuple(f"Kolom {number + 1}" for number in range(min(width, MOST_HEADINGS))),
        )
    if depth == 2:
        return _named(row - 1, _joined(rows, row - 1), depth)
    return _named(row - 1, _texts(rows[row - 1]), depth)


def _header(rows: Sequence[Sequence[object]], place: int) -> Header:
    """What a row names; headings that span several columns are read with the row below, if that is
    no row of data.
    """
    header = _named(place, _texts(rows[place]), 1)
    named = [code for code in ("judul", "mitra", "nama_dokumen") if code in header.places]
    if not named or _at(_row_below(rows, place), header.places[named[0]]):
        return header
    both = _named(place, _joined(rows, place), 2)
    if len(both.places) > len(header.places) or _depth(rows, place) == 2:
        return both
    return header


def _texts(row: Sequence[object]) -> list[str]:
    return [_at(row, number) for number in range(len(row))]


def _joined(rows: Sequence[Sequence[object]], place: int) -> list[str]:
    """Headings over two rows: what spans several columns is said with each of them."""
    top, below = rows[place], _row_below(rows, place)
    span = ""
    joined = []
    for number in range(max(len(top), len(below))):
        span = _at(top, number) or span
        under = _at(below, number)
        both = f"{span} {under}".strip()
        if not under:
            joined.append(_at(top, number))
        elif column_code_of(both) or not column_code_of(under):
            joined.append(both)
        else:
            joined.append(under)
    return joined


def _named(place: int, texts: list[str], ahead: int) -> Header:
    """The header made of these headings. Two of one meaning are both in doubt."""
    places: dict[str, int] = {}
    likely: list[str] = []
    unknown: list[str] = []
    for number, heading in enumerate(texts):
        sure = _sure_code(heading, number)
        code = sure or code_like(heading)
        if not code:
            if heading and plain_heading(heading) not in PASSED_OVER:
                unknown.append(heading[:60])
            continue
        if code in places:
            unknown.append(heading[:60])
        if code in places or not sure:
            likely.append(code)
        places.setdefault(code, number)
    return Header(
        place + 1,
        place + 1 + ahead,
        places,
        tuple(unknown),
        tuple(texts[:MOST_HEADINGS]),
        tuple(likely),
    )


def _sure_code(heading: str, number: int) -> str:
    """The column that the heading in that place surely means; empty when none. "Nomor" in the first
    column counts the rows; further on it is the number of the naskah.
    """
    if number and heading.casefold().strip(" .*") == "nomor":
        return "nomor"
    return column_code_of(heading)


def _filled(row: Sequence[object], number: int) -> bool:
    return number < len(row) and row[number] not in (None, "")


def _at(row: Sequence[object], number: int) -> str:
    if number >= len(row):
        return ""
    value = row[number]
    if not isinstance(value, str):
        return ""
    return " ".join(value.split())


__all__ = [
    "BY_CODE",
    "COLUMNS",
    "CODE_OF",
    "RegisterColumn",
    "Header",
    "find_header",
    "head_at",
    "likely_head",
]
