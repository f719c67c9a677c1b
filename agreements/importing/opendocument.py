"""A register made with LibreOffice (ODS): read from its XML within limits; nothing is calculated or
fetched.
"""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import IO
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse
from openpyxl.utils import get_column_letter

from agreements.importing.workbook_guard import (
    DECLARED,
    MOST_FILES,
    MOST_MERGED,
    MOST_MERGES,
    TOO_LARGE,
    ZIP,
    UnreadableRegister,
)
from kerjasama.uploads.zip_files import BROKEN_ZIP

MIMETYPE = b"application/vnd.oasis.opendocument.spreadsheet"
MOST_CONTENT = 200_000_000
MOST_CELLS = 4_000_000
MOST_ELEMENTS = (
    5_000_000  # of its XML; some kB hold millions of empty cells, of which each takes memory
)
LONGEST = 60_000
BROKEN = (
    "Berkas ODS ini rusak atau dilindungi kata sandi. Simpan ulang tanpa kata sandi, lalu unggah"
    " lagi."
)
OFFICE, TABLE, TEXT, STYLE = (
    f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}"
    for name in ("office", "table", "text", "style")
)
CELLS = (f"{TABLE}table-cell", f"{TABLE}covered-table-cell")
BREAKS = {f"{TEXT}s": " ", f"{TEXT}tab": " ", f"{TEXT}line-break": "\n"}


@dataclass
class Table:
    """One sheet of the file."""

    title: str
    style: str
    is_hidden: bool = False
    rows: list[list[object]] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)


def is_ods(content: bytes) -> bool:
    """Whether the file is a spreadsheet in the OpenDocument format, which says so in its first
    member.
    """
    return content[:4] == ZIP and MIMETYPE in content[:200]


def read_opendocument(content: bytes, widest: int) -> list[Table]:
    """All sheets of the file. Raises UnreadableRegister."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            infos = package.infolist()
            size = package.getinfo("content.xml").file_size
            if len(infos) > MOST_FILES or size > MOST_CONTENT:
                raise UnreadableRegister(TOO_LARGE)
            if any(info.filename.startswith("Basic/") and info.file_size for info in infos):
                raise UnreadableRegister(
                    "Berkas ini memuat makro. Simpan tanpa makro, lalu unggah lagi."
                )
            with package.open("content.xml") as part:
                if DECLARED.search(part.read(4096).replace(b"\0", b"")):
                    raise UnreadableRegister("Berkas ini memuat deklarasi yang tidak diizinkan.")
            with package.open("content.xml") as part:
                return list(_tables(part, widest))
    except DefusedXmlException as wrong:
        raise UnreadableRegister("Berkas ini memuat deklarasi yang tidak diizinkan.") from wrong
    except (*BROKEN_ZIP, KeyError, ParseError) as wrong:
        raise UnreadableRegister(BROKEN) from wrong


def _tables(part: IO[bytes], widest: int) -> Iterator[Table]:
    hidden: set[str] = set()
    table = Table("", "")
    budget = MOST_CELLS
    holder: Element | None = None
    for event, element in _bounded_events(part):
        if event == "start":
            if element.tag == f"{TABLE}table":
                holder = element
                table = _empty_table(element)
        elif element.tag == f"{STYLE}style":
            if _hides(element):
                hidden.add(element.get(f"{STYLE}name", ""))
        elif element.tag == f"{TABLE}table-row":
            budget -= _add_row(table, element, widest)
            if budget < 0:
                raise UnreadableRegister(TOO_LARGE)
            element.clear()
            if holder is not None:
                holder.clear()  # or it would keep each of its rows, empty, until its end
        elif element.tag == f"{TABLE}table":
            table.is_hidden = table.style in hidden
            yield table
            element.clear()


def _bounded_events(part: IO[bytes]) -> Iterator[tuple[str, Element]]:
    """The starts and ends of the elements. Raises UnreadableRegister when there are too many."""
    elements = 0
    for event, element in iterparse(part, events=("start", "end")):
        elements += event == "start"
        if elements > MOST_ELEMENTS:
            raise UnreadableRegister(TOO_LARGE)
        yield event, element


def _empty_table(element: Element) -> Table:
    return Table(element.get(f"{TABLE}name", "Lembar"), element.get(f"{TABLE}style-name", ""))


def _hides(style: Element) -> bool:
    """Whether tables of that style are hidden."""
    properties = style.find(f"{STYLE}table-properties")
    return properties is not None and properties.get(f"{TABLE}display") == "false"


def _add_row(table: Table, element: Element, widest: int) -> int:
    """Add a row as often as it is repeated; rows that say nothing are kept only between others.
    Returns what it cost.
    """
    said: list[object] = []
    for cell in element:
        if cell.tag not in CELLS:
            continue
        times = _number(cell, "number-columns-repeated")
        value = _value(cell)
        _merge(table, cell, len(said))
        said += [value] * min(times, widest - len(said))
        if len(said) >= widest:
            break
    while said and said[-1] is None:
        said.pop()
    times = _number(element, "number-rows-repeated")
    if not said:
        times = min(times, 2_000)
    table.rows += [said] * min(times, 30_000)
    return min(times, 30_000) * max(len(said), 1)


def _merge(table: Table, cell: Element, column: int) -> None:
    across, down = _number(cell, "number-columns-spanned"), _number(cell, "number-rows-spanned")
    if across * down > MOST_MERGED or len(table.merged) > MOST_MERGES:
        raise UnreadableRegister(
            "Sel yang digabung terlalu luas. Pisahkan sel gabungan, lalu unggah lagi."
        )
    if across * down > 1:
        top = len(table.rows) + 1
        last = f"{get_column_letter(min(column + across, 16_000))}{top + down - 1}"
        table.merged.append(f"{get_column_letter(column + 1)}{top}:{last}")


def _number(element: Element, name: str) -> int:
    said = element.get(f"{TABLE}{name}", "1")
    if not said.isdecimal() or len(said) >= 9:
        return 1
    return max(1, int(said))


def _value(cell: Element) -> date | float | str | None:
    """What a cell holds: a number, a day, or its text as it is shown."""
    kind = cell.get(f"{OFFICE}value-type", "")
    if kind == "date":
        said = cell.get(f"{OFFICE}date-value", "")
        return _day(said) or _text(cell) or None
    if kind in ("float", "currency"):
        number = float(cell.get(f"{OFFICE}value", "nan"))
        if number.is_integer():
            return int(number)
        return number
    return _text(cell) or None


def _day(said: str) -> date | None:
    try:
        return datetime.fromisoformat(said[:10])
    except ValueError:
        return None


def _text(cell: Element) -> str:
    paragraphs = (part for part in cell if part.tag == f"{TEXT}p")
    return "\n".join("".join(_pieces(part)) for part in paragraphs)[:LONGEST]


def _pieces(element: Element) -> Iterator[str]:
    yield element.text or ""
    for part in element:
        yield BREAKS.get(part.tag, "")
        yield from _pieces(part)
        yield part.tail or ""
