"""Numbers, dates, names and typed text as Indonesian papers write them."""

import re
from datetime import date, time
from decimal import Decimal
from string import ascii_lowercase
from typing import NamedTuple

from agreements.naskah.markers import MARKER, style_of_marker
from kerjasama.writing.days import MONTHS, WEEKDAYS, short_date
from kerjasama.writing.figures import format_number as decimal
from kerjasama.writing.words import amount_in_words, spell_number

__all__ = ["decimal", "short_date", "spell_number"]

BLANK = "……………………"
BLANK_DAY = "………………, tanggal ……………… bulan ……………… tahun ……………… (……-……-…………)"


def number_in_words(number: int) -> str:
    """ "3 (tiga)"."""
    return f"{number} ({spell_number(number)})"


def add_number_and_day(name: str, number: str, day: date | None) -> str:
    """ "Perjanjian Kerja Sama Nomor … tanggal …", each where it is known; in a name that says what
    it is about ("Keputusan Bupati tentang …") before that.
    """
    name, about, subject = name.partition(" tentang ")
    if number:
        name += f" Nomor {number}"
    if day:
        name += f" tanggal {short_date(day)}"
    return f"{name}{about}{subject}"


def day_or_blank(day: date | None) -> str:
    """The day; room for the hand while none is known."""
    return day_if_known(day) or BLANK


def day_if_known(day: date | None) -> str:
    """The day; empty while none is known."""
    if day is None:
        return ""
    return short_date(day)


def date_in_words(day: date) -> str:
    """ "Senin, tanggal lima bulan Oktober tahun dua ribu dua puluh enam (05-10-2026)"."""
    weekday, month = WEEKDAYS[day.weekday()], MONTHS[day.month - 1]
    spoken = f"tanggal {spell_number(day.day)} bulan {month} tahun {spell_number(day.year)}"
    return f"{weekday}, {spoken} ({day:%d-%m-%Y})"


def format_clock(at: time) -> str:
    """ "09.30", as Indonesian letters write the hour."""
    return f"{at:%H.%M}"


def duration_in_words(months: int | None) -> str:
    """ "2 (dua) tahun 6 (enam) bulan"; room for the hand when the term is not known."""
    years, rest = divmod(months or 0, 12)
    parts = []
    if years:
        parts.append(f"{number_in_words(years)} tahun")
    if rest:
        parts.append(f"{number_in_words(rest)} bulan")
    return " ".join(parts) or "…… (………………)"


def rupiah_in_words(value: Decimal | int) -> str:
    """ "Rp1.500.000,00 (satu juta lima ratus ribu rupiah)"."""
    whole, cents = divmod(int((Decimal(value) * 100).to_integral_value()), 100)
    return f"Rp{whole:,}".replace(",", ".") + f",{cents:02} ({amount_in_words(value)})"


_HEADS = (
    ("Sekretariat Dewan Perwakilan Rakyat Daerah", "Sekretaris Dewan Perwakilan Rakyat Daerah"),
    ("Sekretariat DPRD", "Sekretaris DPRD"),
    ("Sekretariat Daerah", "Sekretaris Daerah"),
    ("Inspektorat", "Inspektur"),
    ("Kecamatan", "Camat"),
    ("Kelurahan", "Lurah"),
    ("Rumah Sakit", "Direktur Rumah Sakit"),
    ("RSUD", "Direktur RSUD"),
)


def head_of(unit: str) -> str:
    """The title of who leads a perangkat daerah: "Kepala Dinas …", "Camat …"."""
    for unit_word, head_word in _HEADS:
        if unit.startswith(unit_word):
            return head_word + unit.removeprefix(unit_word)
    return f"Kepala {unit}"


def area_of_government(government: str) -> str:
    """ "Kabupaten Paser" of "Pemerintah Kabupaten Paser"."""
    return re.sub(r"^Pemerintah (Daerah )?(?=\S)", "", government)


def flatten_name(text: str) -> str:
    """A name or title on one line, without the full stop someone closed it with."""
    return " ".join(text.split()).rstrip(" .,;:")


def make_sentence(text: str) -> str:
    """One line that begins with a capital and ends with one full stop; empty when there is none."""
    text = close_sentence(" ".join(text.split()))
    return text[:1].upper() + text[1:]


def close_sentence(text: str, mark: str = ".") -> str:
    """The text with exactly one closing mark."""
    bare = text.rstrip(" .,;")
    if not bare or bare[-1] in ":!?…":
        return bare
    return bare + mark


# Words that begin a typed phrase with a capital only because they begin it; names of regions that
# look like them.
_COMMON = re.compile(
    r"pe(?:[mnlr][a-z]{2,}|kerja)an|ke[a-z]{3,}(?:an|nya)|(?:me|di|ber|ter)[a-z]{3,}|(?:pe)?layanan|masyarakat|penduduk|warga|data|mutu|kualitas"
    r"|akses|sistem|program|kegiatan|upaya|tingkat|jumlah|waktu|bidang|seluruh|semua|setiap|dalam|untuk|dengan|guna|pada|agar|sebagai|adanya|belum"
    r"|masih|saat|perlu|kerja|sarana|prasarana|informasi|teknologi|tenaga|sumber|kondisi|hasil|aplikasi|jaringan|infrastruktur"
    r"|sampah|banjir|hutan|lahan|sungai|danau|air|jalan|irigasi|petani|nelayan|guru|siswa|anak|ibu"
    r"|desa|kawasan|wilayah|penyakit|angka|harga|biaya|transportasi|angkutan|puskesmas|rumah"
    r"|sekolah|pasar|usaha|potensi|banyak(?:nya)?|sebagian|beberapa|puluhan|ratusan|ribuan"
    r"|[a-z]{4,}(?:asi|itas)|[a-z]{3,}ksi|promosi|distribusi|kontribusi|desain|riset"
    r"|satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|sebelas|selama|sejak|karena"
)
_PROPER = re.compile(r"direkt|mentawai|mempawah|meranti|melawi|merangin|merauke|pelalawan|menteri")


def phrase_inside_sentence(phrase: str) -> str:
    """A typed phrase as it stands inside a sentence: no full stop, no capital unless a name begins
    it.
    """
    phrase = flatten_name(phrase)
    first, _, rest = phrase.partition(" ")
    word = first.lower()
    is_common = first[1:].islower() and _COMMON.fullmatch(word) and not _PROPER.match(word)
    if is_common and not rest[:1].isupper():
        return phrase[:1].lower() + phrase[1:]
    return phrase


def is_phrase(text: str) -> bool:
    """Whether the text is one phrase without lines, lists or several sentences."""
    text = text.strip()
    if not text or "\n" in text or MARKER.match(text):
        return False
    return not re.search(r"[.;:!?]\s+\S", text)


def introduce_text(lead: str, text: str, blank: str = BLANK) -> str:
    """`lead` and the typed text as one sentence; text of several lines or sentences follows a colon
    and keeps its lines.
    """
    if not text.strip():
        return f"{lead} {blank}"
    if is_phrase(text):
        return f"{lead} {phrase_inside_sentence(text)}."
    return f"{lead}:\n{text.strip()}"


class TypedLine(NamedTuple):
    """One line of typed text: its list mark ("a.", "(1)", "-"), the words, how far it is set in,
    and the list mark's kind.
    """

    marker: str
    text: str
    level: int

    @property
    def leads(self) -> bool:
        """Whether the next line belongs to it, so that no page may end here."""
        return self.text.endswith(":")


_TWO_STOPS = re.compile(r"(?<!\.)\.\.(?!\.)")


def typed_lines_of(text: str, mark: str | None = ".") -> list[TypedLine]:
    """The typed lines with their lists set in, the last one closed with the mark, or left as it was
    typed without one; a list under an item stands one step further in.
    """
    rows: list[TypedLine] = []
    open_lists: list[str] = []
    for raw in filter(None, map(str.strip, text.splitlines())):
        bullet = MARKER.match(raw)
        if bullet is None:
            open_lists = [style for style in open_lists[:1] if style == "(1)"]
            rows.append(TypedLine("", raw, len(open_lists)))
            continue
        style = style_of_marker(bullet[1])
        if style in open_lists:
            del open_lists[open_lists.index(style) + 1 :]
        else:
            open_lists.append(style)
        mark_shown = bullet[1]
        if mark_shown in "-•*–":
            mark_shown = "•"
        rows.append(TypedLine(mark_shown, raw[bullet.end() :], len(open_lists) - 1))
    if rows and mark is not None:
        rows[-1] = rows[-1]._replace(text=close_sentence(rows[-1].text, mark))
    return [row._replace(text=_TWO_STOPS.sub(".", row.text)) for row in rows]


def close_points(points: list[str]) -> list[list[TypedLine]]:
    """Points of one sentence: each ends with a semicolon, the last with a full stop."""
    return [*(typed_lines_of(point, ";") for point in points[:-1]), typed_lines_of(points[-1])]


def format_paragraphs(text: str) -> list[TypedLine]:
    """The typed lines as text of its own: it begins with a capital."""
    rows = typed_lines_of(text)
    if rows and not rows[0].marker:
        rows[0] = capitalize_line(rows[0])
    return rows


def capitalize_line(row: TypedLine) -> TypedLine:
    """The line as it begins a sentence."""
    return row._replace(text=row.text[:1].upper() + row.text[1:])


def number_ayat(*texts: str) -> str:
    """The texts as ayat (1), (2), …; one text alone bears no number, and text that brings its own
    ayat stands alone.
    """
    said = [text for text in texts if text]
    for text in said:
        if "\n(1)" in text:
            return text.partition("\n")[2]
    if len(said) < 2:
        return "".join(said)
    return "\n".join(f"({n}) {text}" for n, text in enumerate(said, 1))


def letter_list(text: str) -> str:
    """Phrases typed one a line, without marks, as the list a paper shows: "a. …;", the last but one
    closed with "dan".
    """
    rows = [row for row in typed_lines_of(text) if row.text]
    if not 1 < len(rows) <= len(ascii_lowercase) or not all(
        row.marker == "" and is_phrase(row.text) for row in rows
    ):
        return text
    return f"{letter_points([phrase_inside_sentence(row.text) for row in rows])}."


def letter_points(points: list[str], conjunction: str = "dan") -> str:
    """ "a. …;\nb. …; dan\nc. …" of two points at least, without a stop at the end."""
    *first, last = [
        f"{letter}. {point}" for letter, point in zip(ascii_lowercase, points, strict=False)
    ]
    return ";\n".join(first) + f"; {conjunction}\n{last}"


def list_items_of(text: str) -> list[str]:
    """The points of a typed list, or its lines, without marks and closing signs; one phrase is one
    point.
    """
    return [
        re.sub(r"[;,]\s*(?:dan|dan/atau|atau)?\s*$", "", row.text).rstrip(" .;,")
        for row in typed_lines_of(text)
    ]


ORDINALS = (
    *("KESATU", "KEDUA", "KETIGA", "KEEMPAT", "KELIMA", "KEENAM", "KETUJUH", "KEDELAPAN"),
    *("KESEMBILAN", "KESEPULUH", "KESEBELAS", "KEDUA BELAS"),
)


def party_called(place: int) -> str:
    """How a naskah calls the party at that place, counted from 1: "PIHAK KETIGA"."""
    return f"PIHAK {ordinal(place).upper()}"


def ordinal(place: int) -> str:
    """ "Ketiga"."""
    if place > len(ORDINALS):
        return f"Ke-{place}"
    return ORDINALS[place - 1].title()


def join_names(names: list[str]) -> str:
    """ "a, b, dan c"."""
    if len(names) < 3:
        return " dan ".join(names)
    return f"{', '.join(names[:-1])}, dan {names[-1]}"
