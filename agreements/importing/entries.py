"""One row of the register as an agreement: read cell by cell, with a note at each cell that cannot be taken."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from difflib import get_close_matches
from typing import TypeVar

from django.utils import timezone

from agreements.regulations import legacy, urusan
from agreements.regulations.vocabulary import Track
from kerjasama.accounts.models import Unit
from partners.kinds import ABROAD
from partners.models import Partner, PartnerKind

from . import cells, names
from .cells import Wrong
from .names import Partners, Units
from .sheets import Row

LONGEST_TEXT = 50_000
FAMILIES = ("ksdd", "ksdpk", "sinergi", "ksdpl", "ksdll")
FAMILY_NAMES = {
    "kerja sama dengan daerah lain": "ksdd",
    "kerja sama daerah dengan daerah lain": "ksdd",
    "antardaerah": "ksdd",
    "antar daerah": "ksdd",
    "daerah lain": "ksdd",
    "kerja sama dengan pihak ketiga": "ksdpk",
    "kerja sama daerah dengan pihak ketiga": "ksdpk",
    "pihak ketiga": "ksdpk",
    "sinergi": "sinergi",
    "pemerintah pusat": "sinergi",
    "kerja sama dengan pemerintah daerah di luar negeri": "ksdpl",
    "sister city": "ksdpl",
    "kerja sama dengan lembaga di luar negeri": "ksdll",
}
INSTRUMENTS = {
    "kesepakatan bersama": legacy.KB,
    "kb": legacy.KB,
    "mou": "mou",
    "memorandum of understanding": "mou",
    "nota kesepahaman": "mou",
    "kesepakatan": legacy.KB,
    "perjanjian kerja sama": legacy.PKS,
    "pks": legacy.PKS,
    "perjanjian": legacy.PKS,
    "kontrak": legacy.PKS,
    "nota kesepakatan": legacy.NK,
    "nk": legacy.NK,
    "naskah kerja sama": legacy.ABROAD,
    "memorandum saling pengertian": legacy.ABROAD,
}
MOU_OF = {"ksdd": legacy.KB, "ksdpk": legacy.KB, "sinergi": legacy.NK, "ksdpl": legacy.ABROAD, "ksdll": legacy.ABROAD}
TRACK_OF = {(track.code.partition("-")[0], legacy.kind_of(track)): track for track in legacy.TRACKS}
URUSAN = {one.name.casefold(): one.code for one in urusan.URUSAN} | {code: code for code in urusan.BY_CODE}
Value = TypeVar("Value")


@dataclass(frozen=True)
class Note:
    """What is to be said at a cell. Only an error keeps the row out."""

    column: str
    text: str
    is_error: bool = True


@dataclass
class Entry:
    """A row as it will be recorded; where `notes` tell of an error, what could not be read is empty."""

    row: int
    title: str = ""
    track: Track | None = None
    owner: Unit | None = None
    partner_name: str = ""
    partner: Partner | None = None
    partner_kind: str = ""
    country: str = ""
    number: str = ""
    partner_number: str = ""
    signed_on: date | None = None
    effective_on: date | None = None
    expires_on: date | None = None
    nilai: Decimal | None = None
    nilai_tertulis: str = ""
    urusan: list[str] = field(default_factory=list)
    maksud: str = ""
    objek: str = ""
    lingkup: str = ""
    parent_number: str = ""
    original: str = ""
    notes: list[Note] = field(default_factory=list)
    same_as: str = ""

    @property
    def is_wrong(self) -> bool:
        return any(note.is_error for note in self.notes)

    @property
    def is_new(self) -> bool:
        return not self.is_wrong and not self.same_as

    def wrong(self, column: str, text: str) -> None:
        self.notes.append(Note(column, text))

    @property
    def partner_key(self) -> object:
        """What tells its partner from others, whether it is recorded already or not."""
        return self.partner.pk if self.partner else names.key(self.partner_name)


class Reader:
    """Reads rows with what is known of units and partners, and what a person chose."""

    def __init__(self, units: Units, partners: Partners, epoch: datetime):
        self.units, self.partners, self.epoch = units, partners, epoch
        self.today = timezone.localdate()

    def read(self, row: Row) -> Entry:
        entry = Entry(row.number)
        self._texts(entry, row)
        self._dates(entry, row)
        self._value(entry, row)
        entry.urusan = self._cell(entry, row, "urusan", _urusan) or []
        self._parties(entry, row)
        return entry

    def _cell(self, entry: Entry, row: Row, column: str, how: Callable[[object], Value]) -> Value | None:
        try:
            return how(row.values.get(column))
        except Wrong as wrong:
            entry.wrong(column, str(wrong))
            return None

    def _value(self, entry: Entry, row: Row) -> None:
        """The rupiah. What is no sum of rupiah is kept as it is written and said, and keeps no row out."""
        value = row.values.get("nilai")
        try:
            said = cells.stated(value)
        except Wrong as wrong:
            entry.nilai_tertulis = cells.kept(value)
            entry.notes.append(Note("nilai", f"{wrong} Disimpan sebagaimana tertulis: “{entry.nilai_tertulis}”.", is_error=False))
            return
        if said is None or said.is_rupiah_sum:
            entry.nilai = said.amount if said else None
            return
        entry.nilai_tertulis = cells.kept(value)
        why = f"bukan rupiah ({said.currency})" if said.currency != "IDR" else f"per {said.per}"
        text = f"Nilai ini {why}: disimpan sebagaimana tertulis, “{entry.nilai_tertulis}”, dan tidak ikut dijumlahkan."
        entry.notes.append(Note("nilai", text, is_error=False))

    def _text(self, entry: Entry, row: Row, column: str, longest: int, lines: bool = False) -> str:
        return self._cell(entry, row, column, lambda value: cells.text(value, longest, lines)) or ""

    def _texts(self, entry: Entry, row: Row) -> None:
        entry.title = self._text(entry, row, "judul", 250)
        entry.number = self._text(entry, row, "nomor", 100).strip("-– ")
        entry.partner_number = self._text(entry, row, "nomor_mitra", 100).strip("-– ")
        entry.parent_number = self._text(entry, row, "induk", 100).strip("-– ")
        entry.original = self._text(entry, row, "asli", 200)
        for name in ("maksud", "objek", "lingkup"):
            setattr(entry, name, self._text(entry, row, name, LONGEST_TEXT, lines=True))
        if not entry.title and not any(note.column == "judul" for note in entry.notes):
            entry.wrong("judul", "Judul wajib diisi.")

    def _dates(self, entry: Entry, row: Row) -> None:
        def day(value: object) -> date | None:
            return cells.day(value, self.epoch)

        before = len(entry.notes)
        entry.signed_on = self._cell(entry, row, "tanda_tangan", day)
        begins = self._cell(entry, row, "mulai", day) or entry.signed_on
        ends = self._cell(entry, row, "berakhir", day)
        counts = ends is None and begins is not None
        span = self._cell(entry, row, "masa", lambda value: cells.span(value, begins, self.epoch)) if counts else None
        entry.effective_on, entry.expires_on = (begins, ends) if ends else span or (begins, None)
        if len(entry.notes) == before:
            self._judge_dates(entry, row)

    def _judge_dates(self, entry: Entry, row: Row) -> None:
        ends_in = "berakhir" if "berakhir" in row.values else "masa"
        if entry.signed_on is None:
            return entry.wrong("tanda_tangan", "Tanggal penandatanganan wajib diisi.")
        if entry.signed_on > self.today:
            return entry.wrong("tanda_tangan", "Tanggal ini belum tiba. Yang belum ditandatangani diajukan sebagai usulan.")
        if entry.expires_on is None or entry.effective_on is None:
            return entry.wrong(ends_in, "Tanggal berakhir wajib diisi, atau masa berlakunya.")
        if entry.expires_on < max(entry.effective_on, entry.signed_on):
            entry.wrong(ends_in, f"Berakhir ({entry.expires_on:%d/%m/%Y}) sebelum mulai berlaku atau ditandatangani.")
        return None

    def _parties(self, entry: Entry, row: Row) -> None:
        self._name_owner(entry, self._text(entry, row, "opd", 200))
        entry.partner_name = self._text(entry, row, "mitra", 200)
        family = self._family(entry, self._text(entry, row, "jalur", 100))
        kind = self._instrument(entry, self._text(entry, row, "bentuk", 100))
        named = self._text(entry, row, "jenis_mitra", 100)
        entry.partner_kind = names.kind_named(named) if named else ""
        if named and not entry.partner_kind:
            entry.wrong("jenis_mitra", "Jenis mitra tidak dikenali. Pilih dari daftar pada lembar Pilihan.")
        country = self._text(entry, row, "negara", 100)
        entry.country = names.country_named(country) if country else ""
        if country and not entry.country:
            entry.wrong("negara", "Negara tidak dikenali.")
        if not entry.partner_name:
            entry.wrong("mitra", "Mitra wajib diisi.")
        self._settle(entry, family, kind)

    def _name_owner(self, entry: Entry, name: str) -> None:
        if not name:
            return entry.wrong("opd", "OPD pemrakarsa wajib diisi.")
        entry.owner = self.units.find(name)
        if entry.owner is None:
            near = " atau ".join(f"“{unit}”" for unit in self.units.like(name)[:2])
            entry.wrong("opd", f"OPD “{name}” tidak tercatat." + (f" Mungkin {near}?" if near else " Pilih dari lembar Pilihan."))
        return None

    @staticmethod
    def _family(entry: Entry, said: str) -> str:
        plain = " ".join(said.casefold().replace("kerjasama", "kerja sama").replace("-", " ").split())
        for family in FAMILIES:
            if family in plain.split() or f"({family})" in plain:
                return family
        close = get_close_matches(plain, FAMILY_NAMES, 1, 0.85) if plain else []
        if plain and not close:
            entry.wrong("jalur", "Jenis kerja sama tidak dikenali. Tulis KSDD, KSDPK, Sinergi, KSDPL, atau KSDLL.")
        return FAMILY_NAMES[close[0]] if close else ""

    @staticmethod
    def _instrument(entry: Entry, said: str) -> str:
        plain = " ".join(said.casefold().replace("kerjasama", "kerja sama").replace(".", "").split())
        parts = [part.strip("() ") for part in plain.replace("(", "/").split("/")]
        close = [part for part in parts if part in INSTRUMENTS] or get_close_matches(parts[0], INSTRUMENTS, 1, 0.85)
        if not close:
            text = "Bentuk naskah tidak dikenali. Tulis Kesepakatan Bersama, PKS, Nota Kesepakatan, atau Naskah Kerja Sama."
            entry.wrong("bentuk", text if plain else "Bentuk naskah wajib diisi.")
        return INSTRUMENTS[close[0]] if close else ""

    def _settle(self, entry: Entry, family: str, kind: str) -> None:
        """The track from what is said and known, then the partner of a kind that fits it."""
        known = self.partners.find(entry.partner_name, ()) if entry.partner_name else None
        guessed = entry.partner_kind or (known.kind if known else names.kind_guessed(entry.partner_name))
        family = family or family_of(guessed, kind)
        if not family:
            return entry.wrong("jalur", "Jenis kerja sama tidak dapat disimpulkan. Isi kolom Jenis Kerja Sama atau Jenis Mitra.")
        if not kind:
            return None
        entry.track = TRACK_OF.get((family, MOU_OF[family] if kind == "mou" else kind))
        if entry.track is None:
            return entry.wrong("bentuk", f"Bentuk naskah ini tidak ada pada {family.upper()}.")
        return self._fit(entry, guessed) if entry.partner_name else None

    def _fit(self, entry: Entry, guessed: str) -> None:
        kinds = entry.track.partner_kinds
        entry.partner = self.partners.find(entry.partner_name, kinds)
        if entry.partner is not None:
            if entry.partner.kind not in kinds:
                kind = entry.partner.get_kind_display()
                entry.wrong("mitra", f"Mitra ini tercatat sebagai {kind}, yang tidak sesuai dengan {entry.track.title}.")
            return None
        if not self.partners.is_new(entry.partner_name) and (near := self.partners.like(entry.partner_name)):
            told = " atau ".join(f"“{partner}”" for partner in near[:2])
            return entry.wrong("mitra", f"Belum tercatat, tetapi mirip dengan {told}. Pilih pada halaman impor, atau betulkan namanya.")
        entry.partner_kind = guessed if guessed in kinds else kinds[0] if len(kinds) == 1 and not entry.partner_kind else ""
        if not entry.partner_kind:
            allowed = ", ".join(PartnerKind(kind).label for kind in kinds)
            return entry.wrong("mitra", f"Mitra baru: isi Jenis Mitra dengan salah satu dari {allowed}.")
        return None


def family_of(kind_of_partner: str, kind: str) -> str:
    """The family that a kind of partner belongs to; a PTN comes under Sinergi with a Nota Kesepakatan and else is a third party."""
    if not kind_of_partner:
        return "sinergi" if kind == legacy.NK else ""
    if kind_of_partner == PartnerKind.UNIVERSITY:
        return "sinergi" if kind == legacy.NK else "ksdpk"
    if kind_of_partner in ABROAD:
        return "ksdpl" if kind_of_partner == PartnerKind.FOREIGN_REGION else "ksdll"
    if kind_of_partner == PartnerKind.REGION:
        return "ksdd"
    return "sinergi" if kind_of_partner in legacy.GOVERNMENT else "ksdpk"


def _urusan(value: object) -> list[str]:
    """The codes of the urusan that a cell names, by name or code."""
    said = cells.text(f"{value:02}" if isinstance(value, int) and not isinstance(value, bool) else value, 1000)
    if not said:
        return []
    parts = [said] if said.casefold() in URUSAN else [part.strip() for part in said.replace("/", ";").split(";") if part.strip()]
    return sorted({_one_urusan(part) for part in parts})


def _one_urusan(part: str) -> str:
    plain = part.casefold().removeprefix("urusan ").removeprefix("bidang ")
    close = [plain] if plain in URUSAN else get_close_matches(plain, URUSAN, 1, 0.85)
    if not close:
        near = get_close_matches(plain, URUSAN, 1, 0.5)
        hint = f" Mungkin “{urusan.BY_CODE[URUSAN[near[0]]].name}”?" if near else ""
        raise Wrong(f"Urusan “{part[:60]}” tidak dikenali.{hint} Beberapa urusan dipisah titik koma.")
    return URUSAN[close[0]]
