"""Whether a file is an XLSX that we take: judged by its content and within limits, before anything
of it is parsed.

Nothing is unpacked to disk, run, calculated or fetched: formulas count by the value Excel last
stored, links by nothing.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from openpyxl import load_workbook
from openpyxl.utils.cell import range_boundaries
from openpyxl.workbook import Workbook

from kerjasama.uploads.zip_files import BROKEN_ZIP, MACROS

MOST_FILES = 1_000
# Of the unpacked file. Rows are streamed, so a sheet may be large; what openpyxl keeps whole may
# not.
MOST_SHEETS, MOST_STRINGS, MOST_OTHER = 400_000_000, 60_000_000, 20_000_000
CHUNK, LONGEST_ROW = 1 << 20, 4 << 20
MOST_MERGES, MOST_MERGED = 20_000, 500_000
OLE, ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
PRINTER = re.compile(r"printersettings/.*\.bin$", re.IGNORECASE)
SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
STRINGS = "xl/sharedstrings.xml"
DECLARED = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
MERGE = re.compile(rb"<(?:\w+:)?mergeCell\s")
MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s+ref="([A-Z]{1,3}\d{1,7}(?::[A-Z]{1,3}\d{1,7})?)"')
ROW, ROWS_END = (
    re.compile(rb"<(?:\w+:)?row[\s/>]"),
    re.compile(rb"<(?:/(?:\w+:)?sheetData|(?:\w+:)?sheetData\s*/)\s*>"),
)

SAVE_AS = "Buka di Excel, pilih Simpan Sebagai “Buku Kerja Excel (.xlsx)”, lalu unggah hasilnya."
TOO_LARGE = (
    "Isi berkas ini terlalu besar setelah dibuka. Pindahkan register ke berkas tersendiri tanpa"
    " gambar dan lembar lain."
)
TOO_MANY_MERGED = (
    "Sel yang digabung terlalu banyak atau terlalu luas. Pisahkan sel gabungan, lalu unggah lagi."
)


class UnreadableRegister(Exception):
    """The file is no register that we take; the reason is said in Indonesian."""


@dataclass(frozen=True)
class WorkbookPackage:
    """What was seen of a file before it is parsed: how large each sheet is and which of its cells
    are merged, by its path.
    """

    sizes: dict[str, int]
    merged: dict[str, list[str]]


def examine_workbook(content: bytes) -> WorkbookPackage:
    """Look the file over. Raises UnreadableRegister."""
    _require_zip(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            _require_plain(package)
            sizes = {info.filename: info.file_size for info in package.infolist()}
            return WorkbookPackage(
                sizes, {name: _read_through(package, name) for name in _xml_parts(package)}
            )
    except BROKEN_ZIP as wrong:
        raise UnreadableRegister(
            f"Berkas ini rusak atau dilindungi kata sandi. {SAVE_AS}"
        ) from wrong


def _require_zip(content: bytes) -> None:
    if content[:8] == OLE and ENCRYPTED in content:
        raise UnreadableRegister(
            "Berkas ini dilindungi kata sandi. Simpan tanpa kata sandi, lalu unggah lagi."
        )
    if content[:8] == OLE:
        raise UnreadableRegister(f"Berkas ini berformat Excel lama (.xls). {SAVE_AS}")
    if not content.strip():
        raise UnreadableRegister("Berkas ini kosong.")
    if content[:4] != ZIP:
        raise UnreadableRegister(f"Isi berkas ini bukan XLSX, ODS, atau CSV. {SAVE_AS}")


def _require_plain(package: zipfile.ZipFile) -> None:
    infos = package.infolist()
    names = [info.filename for info in infos]
    if "xl/workbook.xml" not in names or "[Content_Types].xml" not in names:
        raise UnreadableRegister(f"Berkas ini bukan XLSX. {SAVE_AS}")
    _require_small(infos)
    types = package.read("[Content_Types].xml").lower()
    if b"macroenabled" in types or any(map(_is_macro, names)):
        raise UnreadableRegister(
            f"Berkas ini memuat makro atau objek tertanam (.xlsm). Simpan tanpa makro. {SAVE_AS}"
        )


def _require_small(infos: list[zipfile.ZipInfo]) -> None:
    # zipfile never unpacks more of a member than its entry says, so the sums cannot lie.
    sheets = strings = other = 0
    for info in infos:
        if SHEET.fullmatch(info.filename):
            sheets += info.file_size
        elif info.filename.lower() == STRINGS:
            strings += info.file_size
        else:
            other += info.file_size
    is_many = len(infos) > MOST_FILES
    if is_many or sheets > MOST_SHEETS or strings > MOST_STRINGS or other > MOST_OTHER:
        raise UnreadableRegister(TOO_LARGE)


def _is_macro(name: str) -> bool:
    return bool(MACROS.search(name)) and not PRINTER.search(name)


def _xml_parts(package: zipfile.ZipFile) -> list[str]:
    return [name for name in package.namelist() if name.lower().endswith((".xml", ".rels", ".vml"))]


def _read_through(package: zipfile.ZipFile, name: str) -> list[str]:
    """The merged ranges of a part. Raises UnreadableRegister where it declares anything, or where a
    row or the merged cells exceed every measure, as only an attack would.
    """
    merged: list[str] = []
    area = since_row = 0
    in_rows = bool(SHEET.fullmatch(name))
    with package.open(name) as part:
        for piece in _pieces(part):
            if DECLARED.search(piece):
                raise UnreadableRegister("Berkas ini memuat deklarasi yang tidak diizinkan.")
            in_rows = in_rows and not ROWS_END.search(piece)
            since_row += len(piece)
            if not in_rows or ROW.search(piece):
                since_row = 0
            if since_row > LONGEST_ROW:
                raise UnreadableRegister("Berkas ini memuat baris yang terlalu panjang.")
            found = _merged_in(piece)
            merged += found
            area += sum(map(_area, found))
            if len(merged) > MOST_MERGES or area > MOST_MERGED:
                raise UnreadableRegister(TOO_MANY_MERGED)
    return merged


def _merged_in(piece: bytes) -> list[str]:
    """The merged ranges of a piece. Raises UnreadableRegister when one of them cannot be read."""
    found = [match[1].decode() for match in MERGED.finditer(piece)]
    if len(found) != len(MERGE.findall(piece)):
        raise UnreadableRegister(TOO_MANY_MERGED)
    return found


def _pieces(part: IO[bytes]) -> Iterator[bytes]:
    """The part piece by piece, cut between tags; a text in UTF-16 reads like one in ASCII."""
    rest = b""
    while chunk := part.read(CHUNK):
        rest += chunk.replace(b"\0", b"")
        cut = rest.rfind(b">") + 1 or len(rest)
        yield rest[:cut]
        rest = rest[cut:]
    yield rest


def _area(reference: str) -> int:
    first, top, last, bottom = range_boundaries(reference)
    return abs(last - first + 1) * abs(bottom - top + 1)


def load_register_workbook(content: bytes, *, whole: bool = False) -> Workbook:
    """The examined file for reading, row by row or `whole`. Raises UnreadableRegister."""
    try:
        return load_workbook(
            io.BytesIO(content),
            read_only=not whole,
            data_only=True,
            keep_links=False,
            keep_vba=False,
        )
    except Exception as wrong:  # openpyxl raises what it happens to meet
        raise UnreadableRegister(f"Isi berkas ini rusak. {SAVE_AS}") from wrong
