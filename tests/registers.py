"""Registers in Excel as people have them, good and bad."""

import io
import zipfile
from datetime import date, datetime

from openpyxl import Workbook, load_workbook

HEADINGS = [
    "No",
    "Judul Kerja Sama",
    "Bentuk",
    "Mitra",
    "Jenis Mitra",
    "OPD Pemrakarsa",
    "Nomor",
    "Tgl TTD",
    "Masa Berlaku",
]
OPD = "Dinas Komunikasi dan Informatika"


def row(number: int, **other) -> list:
    """One good row; `other` replaces cells by heading, with underscores for spaces."""
    cells = {
        "No": number,
        "Judul Kerja Sama": f"Pengelolaan arsip digital tahap {number}",
        "Bentuk": "PKS",
        "Mitra": f"PT Contoh Arsip {number}",
        "Jenis Mitra": "Badan usaha swasta berbadan hukum",
        "OPD Pemrakarsa": OPD,
        "Nomor": f"415.4/{number}/PKS/2021",
        "Tgl TTD": datetime(2021, 3, 1),
        "Masa Berlaku": "10 tahun",
    }
    cells |= {heading.replace("_", " "): value for heading, value in other.items()}
    return [cells[heading] for heading in HEADINGS]


def xlsx(*rows: list, headings: list | None = None, above: tuple = (), change=None) -> bytes:
    """A workbook with these rows under its headings; `change` may do more to it."""
    book = Workbook()
    page = book.active
    page.title = "Register"
    for line in (*above, headings or HEADINGS, *rows):
        page.append(line)
    if change:
        change(book, page)
    return saved(book)


def saved(book: Workbook) -> bytes:
    result = io.BytesIO()
    book.save(result)
    return result.getvalue()


def opened(content: bytes):
    """The first sheet of a file, formulas and all."""
    return load_workbook(io.BytesIO(content)).active


def with_part(content: bytes, name: str, part: bytes | str) -> bytes:
    """The package with one member added or replaced."""
    result = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for info in source.infolist():
            if info.filename != name:
                target.writestr(info.filename, source.read(info.filename))
        target.writestr(name, part)
    return result.getvalue()


def sheet_of(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.read("xl/worksheets/sheet1.xml").decode()


YEARS_AGO = date(2021, 3, 1)
