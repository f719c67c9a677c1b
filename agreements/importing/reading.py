"""Reads the rows of a register cell by cell: what a cell does not tell is asked, what may be
missing is noted and left empty.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from difflib import get_close_matches
from typing import TypeVar

from django.utils import timezone

from agreements.regulations import urusan
from kerjasama.accounts.ourselves import Ourselves

from . import cells, tracks
from .answers import Answers
from .cells import CellValue, Wrong
from .days_of_rows import is_blank
from .entries import Note, NoteLevel, RegisterEntry, RowQuestion, Topic
from .named import Naming
from .names import Partners, Units
from .sheets import SheetRow
from .terms_of_rows import LEAVE_OUT, Terms

LONGEST_TEXT, LONGEST_TITLE, LONGEST_NUMBER = 50_000, 250, 100
TITLE_OF_PARTNER, SHORTEN = "mitra", "singkat"
EXACT_IN_EXCEL = 10**15  # of a larger figure Excel keeps only the first digits
URUSAN = {one.name.casefold(): one.code for one in urusan.URUSAN} | {
    code: code for code in urusan.BY_CODE
}
DAY_IN_NUMBER = re.compile(
    r"[\s,;(]*(?:tgl\.?|tanggal|tertanggal)\s*:?\s*(.+?)\)?\s*$", re.IGNORECASE | re.DOTALL
)
BETWEEN_NUMBERS = re.compile(r"\s*(?:&|\n|;|\bdan\b)\s*")
NO_NUMBER = re.compile(
    r"[\s\-–—.?]*|belum ada(?: nomor)?|tanpa nomor|tidak ada|nihil", re.IGNORECASE
)
EXTRA_NAMES = {
    "nomor": "Nomor",
    "nomor_mitra": "Nomor mitra",
    "nilai": "Nilai",
    "urusan": "Urusan",
    "negara": "Negara",
    "asli": "Tempat naskah asli",
    "induk": "Nomor KB induk",
    "maksud": "Maksud dan tujuan",
    "objek": "Objek",
    "lingkup": "Ruang lingkup",
}
Value = TypeVar("Value")


class Reader:
    """Reads rows with what is known of units and partners, and what a person chose."""

    def __init__(
        self,
        units: Units,
        partners: Partners,
        epoch: datetime,
        answers: Answers | None = None,
        suspects: frozenset[str] = frozenset(),
    ) -> None:
        self.answers = answers or Answers({})
        self.terms = Terms(self.answers, epoch, timezone.localdate())
        self.naming = Naming(units, partners, Ourselves.known(units.names), self.answers, suspects)

    def read(self, row: SheetRow, constants: dict[str, str] | None = None) -> RegisterEntry:
        """The row as an agreement. `constants` say what the whole sheet does not."""
        entry = RegisterEntry(row.number, row.sheet)
        row = _divided(_completed(row, constants or {}))
        if row.values.get(LEAVE_OUT):
            entry.skipped = "Dilewati menurut pilihan Anda."
            return entry
        self._texts(entry, row)
        self.terms.read(entry, row)
        self._value(entry, row)
        entry.urusan = self._spare(entry, row, "urusan", _urusan) or []
        self.naming.name_parties(entry, row)
        self._name_title(entry, row)
        return entry

    def _spare(
        self, entry: RegisterEntry, row: SheetRow, column: str, how: Callable[[object], Value]
    ) -> Value | None:
        """A cell that may be missing: when it cannot be taken, it is left empty and what it said is
        kept.
        """
        value = row.values.get(column)
        try:
            return how(value)
        except Wrong as wrong:
            said = " ".join(str(value).split())[:300]
            entry.empty(column, f"{EXTRA_NAMES[column]} tertulis “{said}” dan dikosongkan: {wrong}")
            return None

    @staticmethod
    def _value(entry: RegisterEntry, row: SheetRow) -> None:
        """The rupiah. What is no sum of rupiah is kept as it is written and said, and keeps no row
        out.
        """
        value = row.values.get("nilai")
        try:
            money = cells.money_of_cell(value)
        except Wrong as wrong:
            entry.nilai_tertulis = cells.unread_text_of(value)
            text = f"{wrong} Disimpan sebagaimana tertulis: “{entry.nilai_tertulis}”."
            entry.notes.append(Note("nilai", text, NoteLevel.NOTED))
            return
        if money is None:
            return
        if money.is_rupiah_sum:
            entry.nilai = money.amount
            return
        entry.nilai_tertulis = cells.unread_text_of(value)
        why = f"per {money.per}"
        if money.currency != "IDR":
            why = f"bukan rupiah ({money.currency})"
        text = (
            f"Nilai ini {why}: disimpan sebagaimana tertulis, “{entry.nilai_tertulis}”, dan tidak"
            " ikut dijumlahkan."
        )
        entry.notes.append(Note("nilai", text, NoteLevel.NOTED))

    def _text(
        self, entry: RegisterEntry, row: SheetRow, column: str, longest: int, *, lines: bool = False
    ) -> str:
        """The text of a cell that may be missing; empty when it cannot be taken."""

        def read(value: CellValue) -> str:
            return cells.text_of_cell(value, longest, lines=lines)

        return self._spare(entry, row, column, read) or ""

    def _number(self, entry: RegisterEntry, row: SheetRow, column: str) -> str:
        """A number of a naskah. What Excel turned into a day or a fraction is no longer what was
        typed, and is asked about.
        """
        altered = _altered_by_excel(row.values.get(column))
        if altered:
            self._ask_number(entry, column, altered)
            if self.answers.to(Topic.ALTERED_NUMBER, column, altered) == "pakai":
                return altered[:LONGEST_NUMBER]
            return ""
        number = self._text(entry, row, column, LONGEST_NUMBER).strip("-– ")
        if NO_NUMBER.fullmatch(number):
            return ""
        return number

    def _ask_number(self, entry: RegisterEntry, column: str, said: str) -> None:
        answer = self.answers.to(Topic.ALTERED_NUMBER, column, said)
        if not answer:
            why = (
                f"Excel menyimpan nomor ini sebagai tanggal atau pecahan ({said}), jadi mungkin"
                " bukan nomor yang diketik."
            )
            entry.ask(
                RowQuestion(
                    Topic.ALTERED_NUMBER,
                    column,
                    column,
                    said,
                    "kosong",
                    why,
                    ("kosong", "pakai"),
                ),
                why,
            )
        elif answer == "kosong":
            entry.empty(column, f"{EXTRA_NAMES[column]} tertulis “{said}” dan dikosongkan.")

    def _texts(self, entry: RegisterEntry, row: SheetRow) -> None:
        entry.number = self._number(entry, row, "nomor")
        entry.partner_number = self._number(entry, row, "nomor_mitra")
        entry.parent_number = self._text(entry, row, "induk", LONGEST_NUMBER).strip("-– ")
        entry.original = self._text(entry, row, "asli", 200)
        for name in ("maksud", "objek", "lingkup"):
            setattr(entry, name, self._text(entry, row, name, LONGEST_TEXT, lines=True))
        if not is_blank(row.values.get("catatan")):
            remark = " ".join(str(row.values["catatan"]).split())
            entry.remarks.append(f"Catatan register: {remark[:2000]}")

    def _name_title(self, entry: RegisterEntry, row: SheetRow) -> None:
        """The title, by the cell or by what was answered for rows without one."""
        try:
            entry.title = cells.text_of_cell(row.values.get("judul"), LONGEST_TEXT)
        except Wrong as wrong:
            entry.wrong("judul", str(wrong))
            return
        entry.title = entry.title.replace("{mitra}", entry.partner_name)
        if not entry.title:
            self._title_of_blank(entry)
        elif len(entry.title) > LONGEST_TITLE:
            self._shorten(entry)

    def _title_of_blank(self, entry: RegisterEntry) -> None:
        """The name of the partner as the title where somebody chose so; else a question."""
        if self.answers.to(Topic.TITLE, "kosong") == TITLE_OF_PARTNER and entry.partner_name:
            entry.title = f"Kerja sama dengan {entry.partner_name}"[:LONGEST_TITLE]
            entry.remarks.append("Judul tidak ada dalam register.")
            return
        question = RowQuestion(
            kind=Topic.TITLE,
            key="kosong",
            column="judul",
            ground="sel judulnya kosong",
            options=(TITLE_OF_PARTNER,),
        )
        entry.ask(question, "Judul wajib diisi.")

    def _shorten(self, entry: RegisterEntry) -> None:
        if self.answers.to(Topic.TITLE, "panjang") == SHORTEN:
            entry.remarks.append(f"Judul selengkapnya: {entry.title}")
            entry.title = entry.title[: LONGEST_TITLE - 1].rsplit(" ", 1)[0] + "…"
            return
        why = f"Terlalu panjang: {len(entry.title)} huruf, paling banyak {LONGEST_TITLE}."
        entry.ask(
            RowQuestion(
                Topic.TITLE, "panjang", "judul", entry.title[:80], SHORTEN, why, (SHORTEN,)
            ),
            why,
        )


def _completed(row: SheetRow, constants: dict[str, str]) -> SheetRow:
    """The row with what its sheet always means, and what a heading above it says where the row
    itself is silent.
    """
    values = {**constants, **row.values}
    for code, said in row.group.items():
        if is_blank(values.get(code)):
            values[code] = said
    return replace(row, values=values)


def _divided(row: SheetRow) -> SheetRow:
    """The row with the cells that hold two things divided into the two."""
    values = dict(row.values)
    if not is_blank(values.get("nama_dokumen")):
        form, title = tracks.split_document(str(values["nama_dokumen"]))
        values.setdefault("judul", title)
        values.setdefault("bentuk", form)
    if not is_blank(values.get("nomor_tanggal")):
        _divide_number(values, str(values["nomor_tanggal"]))
    return replace(row, values=values)


def _divide_number(values: dict[str, object], said: str) -> None:
    if found := DAY_IN_NUMBER.search(said):
        values.setdefault("tanda_tangan", " ".join(found[1].split()))
        said = said[: found.start()]
    numbers = [part for part in BETWEEN_NUMBERS.split(said.strip()) if part]
    for code, number in zip(("nomor", "nomor_mitra"), numbers, strict=False):
        values.setdefault(code, number)


def _altered_by_excel(value: CellValue) -> str:
    """The number as Excel shows it where it made a day, a fraction or a rounded figure of what was
    typed; empty where it did not.
    """
    if isinstance(value, datetime):
        return f"{value:%d/%m/%Y}"
    if not isinstance(value, int | float) or isinstance(value, bool):
        return ""
    is_fraction = isinstance(value, float) and not value.is_integer()
    if is_fraction or abs(value) >= EXACT_IN_EXCEL:
        return str(value)
    return ""


def _urusan(value: CellValue) -> list[str]:
    """The codes of the urusan that a cell names, by name or code."""
    if isinstance(value, int) and not isinstance(value, bool):
        value = f"{value:02}"
    text = cells.text_of_cell(value, 1000)
    if is_blank(text):
        return []
    if text.casefold() in URUSAN:
        return [_one_urusan(text)]
    parts = [part.strip() for part in text.replace("/", ";").split(";")]
    return sorted({_one_urusan(part) for part in parts if part})


def _one_urusan(part: str) -> str:
    plain = part.casefold().removeprefix("urusan ").removeprefix("bidang ")
    if plain in URUSAN:
        return URUSAN[plain]
    close = get_close_matches(plain, URUSAN, 1, 0.85)
    if close:
        return URUSAN[close[0]]
    near = get_close_matches(plain, URUSAN, 1, 0.5)
    hint = ""
    if near:
        hint = f" Mungkin “{urusan.BY_CODE[URUSAN[near[0]]].name}”?"
    raise Wrong(f"Urusan “{part[:60]}” tidak dikenali.{hint} Beberapa urusan dipisah titik koma.")
