"""The columns of a register, by whatever names an office gives them, and the row in which they stand."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

TOKENS = {"tgl": "tanggal", "no": "nomor", "nmr": "nomor", "kerjasama": "kerja sama"}
TOKENS |= dict.fromkeys(("ttd", "penandatanganan", "tandatangan", "ditandatangani"), "tanda tangan")
TOKENS |= {"pemda": "pemerintah daerah", "rp": "rupiah", "skpd": "opd"}
ALIKE = 0.9
MOST_ROWS_ABOVE = 30


@dataclass(frozen=True)
class Column:
    """One thing a register may say. `names` are headings it goes by, in lower case; the first is ours."""

    code: str
    heading: str
    names: tuple[str, ...]
    text: str
    required: bool = False


COLUMNS = (
    Column(
        "jalur",
        "Jenis Kerja Sama",
        ("jenis kerja sama", "jalur", "kategori kerja sama", "kategori", "klasifikasi", "lingkup kerja sama", "jenis ks"),
        "KSDD, KSDPK, Sinergi, KSDPL, atau KSDLL. Bila kosong, disimpulkan dari jenis mitra.",
    ),
    Column(
        "bentuk",
        "Bentuk Naskah",
        ("bentuk naskah", "jenis naskah", "bentuk kerja sama", "jenis dokumen", "bentuk dokumen", "naskah", "bentuk", "tipe naskah"),
        "Kesepakatan Bersama, PKS, Nota Kesepakatan, atau Naskah Kerja Sama (luar negeri). MoU dibaca menurut jenis kerja samanya.",
        True,
    ),
    Column(
        "judul",
        "Judul Kerja Sama",
        ("judul kerja sama", "judul", "tentang", "judul naskah", "nama kerja sama", "perihal", "judul perjanjian", "judul kesepakatan"),
        "Paling panjang 250 huruf.",
        True,
    ),
    Column(
        "opd",
        "OPD Pemrakarsa",
        (
            "opd pemrakarsa",
            "opd",
            "perangkat daerah",
            "perangkat daerah pemrakarsa",
            "opd pengampu",
            "opd pelaksana",
            "dinas",
            "unit kerja",
            "instansi pemrakarsa",
            "pemrakarsa",
            "leading sector",
        ),
        "Nama seperti pada lembar Pilihan.",
        True,
    ),
    Column(
        "mitra",
        "Mitra",
        ("mitra", "nama mitra", "mitra kerja sama", "pihak kedua", "pihak ii", "pihak ketiga", "lembaga mitra", "instansi mitra", "dengan"),
        "Satu mitra per baris.",
        True,
    ),
    Column("jenis_mitra", "Jenis Mitra", ("jenis mitra", "kategori mitra", "status mitra"), "Hanya untuk mitra yang belum tercatat."),
    Column("negara", "Negara", ("negara", "negara mitra", "asal negara"), "Hanya untuk mitra luar negeri yang belum tercatat."),
    Column(
        "nomor",
        "Nomor Naskah",
        (
            "nomor naskah",
            "nomor kerja sama",
            "nomor pihak pertama",
            "nomor pihak i",
            "nomor pihak kita",
            "nomor pemerintah daerah",
            "nomor mou",
            "nomor pks",
            "nomor dokumen",
            "nomor surat",
            "nomor perjanjian",
            "nomor naskah pemerintah daerah",
            "nomor kesepakatan",
        ),
        "Nomor pihak kita.",
    ),
    Column(
        "nomor_mitra",
        "Nomor Pihak Mitra",
        ("nomor pihak mitra", "nomor mitra", "nomor pihak kedua", "nomor pihak ii", "nomor pihak ketiga", "nomor naskah mitra"),
        "",
    ),
    Column(
        "tanda_tangan",
        "Tanggal Penandatanganan",
        ("tanggal tanda tangan", "tanda tangan", "tanggal", "tanggal naskah", "tanggal kerja sama", "tanggal mou", "tanggal pks"),
        "Tanggal Excel, atau teks seperti 17 Agustus 2021 atau 17/08/2021.",
        True,
    ),
    Column(
        "mulai",
        "Mulai Berlaku",
        ("mulai berlaku", "tanggal mulai", "tmt", "berlaku sejak", "tanggal berlaku", "awal berlaku", "tanggal mulai berlaku", "mulai"),
        "Bila kosong: tanggal penandatanganan.",
    ),
    Column(
        "berakhir",
        "Berakhir",
        ("berakhir", "tanggal berakhir", "berlaku sampai", "akhir berlaku", "tanggal selesai", "berlaku sampai dengan", "berlaku hingga"),
        "Hari terakhir berlaku. Boleh kosong bila Masa Berlaku diisi.",
    ),
    Column(
        "masa",
        "Masa Berlaku",
        ("masa berlaku", "jangka waktu", "lama kerja sama", "durasi", "jangka waktu kerja sama", "masa kerja sama", "waktu"),
        "Misalnya 3 tahun, 18 bulan, atau 1 Januari 2022 s.d. 31 Desember 2024.",
    ),
    Column(
        "nilai",
        "Nilai (Rp)",
        ("nilai", "nilai rupiah", "nilai kerja sama", "nilai kontrak", "anggaran"),
        "Angka, atau Rp 1.250.000.000,00.",
    ),
    Column(
        "urusan",
        "Urusan",
        ("urusan", "urusan pemerintahan", "bidang", "bidang urusan", "bidang kerja sama"),
        "Nama atau kode; beberapa dipisah titik koma.",
    ),
    Column("maksud", "Maksud dan Tujuan", ("maksud dan tujuan", "maksud tujuan", "tujuan"), ""),
    Column("objek", "Objek", ("objek", "obyek", "objek kerja sama", "obyek kerja sama"), ""),
    Column("lingkup", "Ruang Lingkup", ("ruang lingkup", "lingkup", "uraian", "uraian kerja sama"), ""),
    Column(
        "induk",
        "Nomor KB Induk",
        ("nomor kb induk", "kb induk", "naskah induk", "nomor induk", "dasar kesepakatan bersama"),
        "Hanya untuk PKS.",
    ),
    Column(
        "asli",
        "Tempat Naskah Asli",
        ("tempat naskah asli", "lokasi arsip", "tempat arsip", "arsip", "naskah asli", "tempat penyimpanan"),
        "",
    ),
)
BY_CODE = {column.code: column for column in COLUMNS}
REQUIRED = tuple(column.code for column in COLUMNS if column.required)
CODE_OF = {name: column.code for column in COLUMNS for name in column.names}
# Headings that are known and of no use to us, so that they are not taken for something like them.
PASSED_OVER = {"nomor", "nomor urut", "urut", "keterangan", "ket", "status", "tahun", "aksi"}


@dataclass(frozen=True)
class Header:
    """Where the columns stand (from 0), the row that names them (from 1), the first row of data, and the headings nobody knows."""

    row: int
    first: int
    places: dict[str, int]
    unknown: tuple[str, ...]

    @property
    def missing(self) -> list[str]:
        lacking = [code for code in REQUIRED if code not in self.places]
        return [BY_CODE[code].heading for code in lacking] + ([] if {"berakhir", "masa"} & set(self.places) else ["Berakhir"])


def plain(heading: object) -> str:
    """A heading as it is compared: lower case, without brackets and signs, abbreviations in full."""
    text = re.sub(r"\([^)]*\)", " ", str(heading or "").casefold())
    words = re.sub(r"[^a-z0-9]+", " ", text).split()
    return " ".join(TOKENS.get(word, word) for word in words)[:100]


def code_of(heading: object) -> str:
    """The column that a heading names; empty when none."""
    text = plain(heading)
    if not text or text in PASSED_OVER:
        return ""
    close = [text] if text in CODE_OF else get_close_matches(text, CODE_OF, 1, ALIKE)
    return CODE_OF[close[0]] if close else ""


def find(rows: Sequence[Sequence[object]]) -> Header | None:
    """The header among the first rows of a sheet: the row that names most columns; None when none names three."""
    candidates = [_header(rows, place) for place in range(min(len(rows), MOST_ROWS_ABOVE))]
    best = max(candidates, key=lambda header: len(header.places), default=None)
    return best if best and len(best.places) >= 3 else None


def _header(rows: Sequence[Sequence[object]], place: int) -> Header:
    """What a row names; headings that span several columns are read together with the row below, if that is no row of data."""
    top = rows[place]
    header = _named(rows, place, [_at(top, number) for number in range(len(top))], 2)
    below = rows[place + 1] if place + 1 < len(rows) else ()
    title = header.places.get("judul")
    if title is None or _at(below, title):
        return header
    span, joined = "", []
    for number in range(max(len(top), len(below))):
        span = _at(top, number) or span
        under = _at(below, number)
        joined.append(f"{span} {under}" if under and code_of(f"{span} {under}") else under if code_of(under) else _at(top, number))
    both = _named(rows, place, joined, 3)
    return both if len(both.places) > len(header.places) else header


def _named(rows: Sequence[Sequence[object]], place: int, headings: list[str], ahead: int) -> Header:
    places: dict[str, int] = {}
    unknown = []
    for number, heading in enumerate(headings):
        # "Nomor" in the first column counts the rows; further on it is the number of the naskah.
        code = "nomor" if number and heading.casefold().strip(" .*") == "nomor" else code_of(heading)
        if code and code not in places:
            places[code] = number
        elif heading and not code and plain(heading) not in PASSED_OVER:
            unknown.append(heading[:60])
    return Header(place + 1, place + ahead, places, tuple(unknown))


def _at(row: Sequence[object], number: int) -> str:
    value = row[number] if number < len(row) else None
    return value.strip() if isinstance(value, str) else ""
