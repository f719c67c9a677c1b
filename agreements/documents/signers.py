"""Who signs which paper on which day, and how the signature block says it."""

from dataclasses import dataclass
from datetime import date

from agreements.models import Agreement, Document, DocumentState
from agreements.workflow.engine import Refused
from kerjasama.accounts import officials
from kerjasama.accounts.models import Capacity, Office, Official, RegionProfile, Unit

from . import words

# All other papers are the head of the region's.
OFFICE_OF = {"kak": Office.UNIT_HEAD, "kajian": Office.UNIT_HEAD, "ba_tkksd": Office.SECRETARY}
# Those present sign it, whoever they are.
BY_THOSE_PRESENT = ("ba_pembahasan", "susunan_acara", "ba_serah_terima")
# Letters that P22 does not say the head of the region signs ("ditandatangani oleh Kepala Daerah"); only they may be signed a.n.
MAY_BE_DELEGATED = ("permintaan_kedua", "laporan_gubernur", "jawaban_penawaran", "permohonan_dprd")
BY_PROXY = ("perjanjian_kerja_sama", "adendum", "perpanjangan")
IN_WORDS = {Capacity.CARETAKER: "Penjabat", Capacity.ACTING: "Pelaksana Tugas", Capacity.DAILY: "Pelaksana Harian"}


class SignerMissing(Refused):
    """Nobody may sign the paper on its day; Pengaturan, Pejabat is where that is mended."""


@dataclass(frozen=True)
class Signer:
    """A signature block: the lines above the room for the signature, and the person below."""

    office: str
    unit: Unit | None
    title: str
    official: Official | None
    over: tuple[str, ...] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        return (*self.over, f"{self.prefix}{self.title}")

    @property
    def prefix(self) -> str:
        return self.official.prefix if self.official else ""

    @property
    def name(self) -> str:
        return self.official.name if self.official else ""

    @property
    def rank(self) -> str:
        return self.official.rank if self.official else ""

    @property
    def nip(self) -> str:
        return self.official.nip if self.official else ""

    @property
    def capacity(self) -> str:
        """In full, as a komparisi has it: "Pelaksana Tugas Bupati …"."""
        words_before = IN_WORDS.get(Capacity(self.official.capacity)) if self.official else None
        return f"{words_before} {self.title}" if words_before else self.title

    @property
    def basis(self) -> str:
        """By which order somebody stands in."""
        if not self.official or self.official.capacity == Capacity.DEFINITIVE or not self.official.order_date:
            return ""
        return f"{words.flat(self.official.order_number)} tanggal {words.short_date(self.official.order_date)}"


def title_of(office: str, region: RegionProfile, unit: Unit | None = None) -> str:
    if office == Office.HEAD:
        return region.head_title
    return words.head_of(unit.name) if unit else "Sekretaris Daerah"


def holding(office: str, region: RegionProfile, day: date, unit: Unit | None = None, over: tuple[str, ...] = ()) -> Signer:
    """Whoever holds the office on that day; a block without a name when nobody does."""
    return Signer(office, unit, title_of(office, region, unit), officials.holder(office, day, unit), over)


def of(kind: str, agreement: Agreement, region: RegionProfile, day: date) -> Signer:
    """Who signs for our side. A PKS by proxy is signed by whom the case names, not by this office."""
    office = OFFICE_OF.get(kind, Office.HEAD)
    given = officials.delegation(kind, day) if kind in MAY_BE_DELEGATED else None
    if given is None:
        return holding(office, region, day, agreement.owner.on(day) if office == Office.UNIT_HEAD else None)
    over = (f"a.n. {region.head_title}", *(("Sekretaris Daerah", "u.b.") if given.below_secretary else ()))
    return holding(given.office, region, day, given.unit, over)


def require(kind: str, agreement: Agreement, day: date) -> None:
    """Raises SignerMissing when nobody may sign this paper on that day, naming what is missing."""
    gap = gap_of(kind, agreement, RegionProfile.current(), day)
    if gap:
        raise SignerMissing(gap)


def gap_of(kind: str, agreement: Agreement, region: RegionProfile, day: date) -> str:
    """What keeps the paper from being signed on that day; empty when nothing does."""
    if kind in BY_THOSE_PRESENT:
        return ""
    if kind in BY_PROXY and agreement.dengan_kuasa:
        return _proxy_gap(agreement, day)
    signer = of(kind, agreement, region, day)
    if signer.official:
        return ""
    before = officials.last_holder(signer.office, day, signer.unit)
    if before is None or before.until is None:
        return f"{signer.title}: belum ada pejabat yang dicatat untuk tanggal {words.short_date(day)}."
    return f"{signer.title}: masa jabatan {before.prefix}{before.name} berakhir pada {words.short_date(before.until)}."


def _proxy_gap(agreement: Agreement, day: date) -> str:
    until = agreement.kuasa_sampai
    if until and until < day:
        return f"Surat kuasa untuk {agreement.kuasa_nama} berakhir pada {words.short_date(until)}."
    return ""


def newest(agreement: Agreement, kind: str) -> Document | None:
    """The newest finished paper of this kind."""
    return agreement.documents.filter(kind=kind, state=DocumentState.READY, draft=False).order_by("pk").last()
