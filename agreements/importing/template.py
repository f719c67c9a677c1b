"""The template of a register: the columns, what may stand in them, and lists to choose from."""

import io

import xlsxwriter
from django.utils import timezone
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from agreements.regulations import legacy, urusan
from kerjasama.accounts.models import Unit
from partners.kinds import PartnerKind

from .columns import BY_CODE, COLUMNS, REQUIRED

ROWS = 5_000  # for which the lists are offered
FAMILIES = ("KSDD", "KSDPK", "Sinergi", "KSDPL", "KSDLL")
WIDTHS = {"judul": 45, "opd": 32, "mitra": 32, "lingkup": 40, "maksud": 40, "objek": 30}
DATES = ("tanda_tangan", "mulai", "berakhir")
GUIDE = (
    (
        "Isi lembar Register, satu naskah per baris. Judul kolom jangan dihapus; urutan kolom boleh"
        " diubah, kolom lain boleh ditambah."
    ),
    "Kolom bertanda * wajib diisi. Tanggal berakhir boleh diganti dengan masa berlaku.",
    (
        "Setelah diunggah, berkas diperiksa tanpa mengubah apa pun. Sel yang salah diberi catatan"
        " dalam berkas yang dapat diunduh kembali."
    ),
    (
        "Baris yang sama dengan yang sudah tercatat (nomor dan mitra, atau judul, mitra, dan"
        " tanggal) dilewati."
    ),
    "Mitra yang belum tercatat dibuat sebagai mitra baru menurut kolom Jenis Mitra.",
    (
        "Kewajiban pelaporan dihitung sejak hari pencatatan; yang jatuh tempo sebelumnya dianggap"
        " di luar sistem ini."
    ),
)


def build_template() -> bytes:
    """The template as XLSX, with today's units."""
    result = io.BytesIO()
    book = xlsxwriter.Workbook(
        result, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    register, choices, guide = (
        book.add_worksheet(name) for name in ("Register", "Pilihan", "Petunjuk")
    )
    ranges = _write_choices(book, choices)
    _write_register(book, register, ranges)
    _write_guide(book, guide)
    book.close()
    return result.getvalue()


def _lists() -> dict[str, list[str]]:
    return {
        "jalur": list(FAMILIES),
        "bentuk": list(legacy.NAMES.values()),
        "opd": list(Unit.objects.valid_on(timezone.localdate()).values_list("name", flat=True)),
        "jenis_mitra": list(PartnerKind.labels),
        "urusan": [one.name for one in urusan.URUSAN],
    }


def _write_choices(book: Workbook, sheet: Worksheet) -> dict[str, str]:
    """Write each list into a column of its own. Returns the range of each."""
    bold = book.add_format({"bold": True, "bottom": 1})
    ranges: dict[str, str] = {}
    for place, (code, values) in enumerate(_lists().items()):
        heading = BY_CODE[code].heading
        longest = max(map(len, [heading, *values]))
        sheet.write_string(0, place, heading, bold)
        sheet.set_column(place, place, min(60, longest + 2))
        for row, value in enumerate(values, 1):
            sheet.write_string(row, place, value)
        letter = chr(ord("A") + place)
        ranges[code] = f"=Pilihan!${letter}$2:${letter}${len(values) + 1}"
    return ranges


def _write_register(book: Workbook, sheet: Worksheet, ranges: dict[str, str]) -> None:
    head = {"bold": True, "text_wrap": True, "valign": "top", "border": 1, "bg_color": "#DCE9E1"}
    needed, plain = book.add_format(head), book.add_format(head | {"bold": False})
    format_of = _formats_of_columns(book)
    for place, column in enumerate(COLUMNS):
        if column.code in REQUIRED:
            sheet.write_string(0, place, f"{column.heading} *", needed)
        else:
            sheet.write_string(0, place, column.heading, plain)
        width = WIDTHS.get(column.code, 18)
        sheet.set_column(place, place, width, format_of.get(column.code))
        if column.code in ranges:
            _offer_list(sheet, place, ranges[column.code])
    sheet.freeze_panes(1, 3)


def _formats_of_columns(book: Workbook) -> dict[str, Format]:
    """The formats of columns that hold days, amounts, and numbers that Excel must not change."""
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    money = book.add_format({"num_format": "#,##0"})
    text = book.add_format({"num_format": "@"})
    numbers = [column.code for column in COLUMNS if column.code.startswith("nomor")]
    return {**dict.fromkeys(DATES, day), "nilai": money, **dict.fromkeys(numbers, text)}


def _offer_list(sheet: Worksheet, place: int, source: str) -> None:
    """Offer a list in the cells of a column. Several urusan may be written in one cell, and an
    office has names of its own: the list helps, it forbids nothing.
    """
    options = {
        "validate": "list",
        "source": source,
        "error_type": "information",
        "show_error": False,
    }
    sheet.data_validation(1, place, ROWS, place, options)


def _write_guide(book: Workbook, sheet: Worksheet) -> None:
    bold = book.add_format({"bold": True})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, 100)
    for row, line in enumerate(GUIDE):
        sheet.write_string(row, 1, line, wrap)
    start = len(GUIDE) + 1
    sheet.write_row(start, 0, ["Kolom", "Isi"], bold)
    for row, column in enumerate(COLUMNS, start + 1):
        heading = column.heading
        if column.code in REQUIRED:
            heading += " *"
        sheet.write_string(row, 0, heading, wrap)
        names = ", ".join(column.names[1:6])
        sheet.write_string(row, 1, f"{column.text} Juga dikenali: {names}.".strip(), wrap)
