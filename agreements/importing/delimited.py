"""A register as text with separators (CSV): its encoding and its separator are judged by what it
holds.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from agreements.importing.workbook_guard import OLE, UnreadableRegister

SEPARATORS = ";,\t|"
LOOKED_AT = 200  # lines by which the separator is judged
LONGEST_CELL = 200_000
MOST_CELLS = 4_000_000
TELLS = re.compile(
    r"sep=(.)\r?\n", re.IGNORECASE
)  # the first line that Excel writes and understands
BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
MAGIC = (
    OLE,
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"{\\rtf",
    b"<?xml",
    b"<html",
    b"<!doctype",
    b"MZ",
)


def is_text(content: bytes) -> bool:
    """Whether the file may be a table in text: no other kind of file, and readable in one of the
    encodings we take.
    """
    start = content[:4096]
    if not start.strip() or start.lstrip().lower().startswith(
        tuple(mark.lower() for mark in MAGIC)
    ):
        return False
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return not BINARY.search(content)


def make_reader(content: bytes, widest: int) -> Callable[[], Iterator[Sequence[object]]]:
    """A reader of the rows, to be run as often as needed. Raises UnreadableRegister."""
    body = _decoded(content)
    declared = TELLS.match(body)
    if declared:
        separator = declared[1]
        body = body[declared.end() :]
    else:
        separator = _separator(body)
    if not separator:
        raise UnreadableRegister(
            "Berkas teks ini tidak berkolom: pemisah titik koma, koma, atau tab tidak ditemukan."
        )

    def read_rows() -> Iterator[Sequence[object]]:
        cells = 0
        csv.field_size_limit(LONGEST_CELL)
        try:
            for line in csv.reader(io.StringIO(body, newline=""), delimiter=separator):
                cells += len(line)
                if cells > MOST_CELLS:
                    raise UnreadableRegister(
                        "Isi berkas ini terlalu besar. Bagi menjadi beberapa berkas."
                    )
                yield [_filled_or_none(cell) for cell in line[:widest]]
        except csv.Error as wrong:
            raise UnreadableRegister(
                "Berkas CSV ini rusak: tanda petiknya tidak tertutup atau selnya terlalu panjang."
            ) from wrong

    return read_rows


def _filled_or_none(cell: str) -> str | None:
    if not cell.strip():
        return None
    return cell


def _decoded(content: bytes) -> str:
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if content.startswith(mark):
            return _with(content, encoding)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _with(content, "cp1252")


def _with(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as wrong:
        raise UnreadableRegister(
            "Huruf dalam berkas ini tidak terbaca. Simpan sebagai CSV UTF-8, lalu unggah lagi."
        ) from wrong


def _separator(text: str) -> str:
    """The separator that cuts most of the lines into the same number of cells; empty when none
    does.
    """
    best, most = "", 0.0
    for separator in SEPARATORS:
        widths: Counter[int] = Counter()
        try:
            for place, line in enumerate(
                csv.reader(io.StringIO(text, newline=""), delimiter=separator)
            ):
                if place >= LOOKED_AT:
                    break
                widths[len(line)] += 1
        except csv.Error:
            continue
        cut = {width: lines for width, lines in widths.items() if width > 1}
        if not cut:
            continue
        width, lines = max(cut.items(), key=lambda pair: (pair[1], pair[0]))
        # Of two that cut alike often the wider tells more: commas stand in texts, too.
        weight = lines + min(width, 30) / 100
        if weight > most:
            best, most = separator, weight
    return best
