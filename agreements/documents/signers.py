"""Who signs which paper on which day, and how the signature block says it."""

from dataclasses import dataclass
from datetime import date

from agreements.documents.kinds import KINDS, DocumentKind
from agreements.documents.text import indonesian
from agreements.models import Agreement, Document, DocumentState
from kerjasama.accounts import officials
from kerjasama.accounts.models import Capacity, Office, Official, RegionProfile, Unit

IN_WORDS = {
    Capacity.CARETAKER: "Penjabat",
    Capacity.TEMPORARY: "Penjabat Sementara",
    Capacity.ACTING: "Pelaksana Tugas",
    Capacity.DAILY: "Pelaksana Harian",
}


@dataclass(frozen=True)
class SignatureBlock:
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
        if (
            not self.official
            or self.official.capacity == Capacity.DEFINITIVE
            or not self.official.order_date
        ):
            return ""
        return (
            f"{indonesian.flatten_name(self.official.order_number)} tanggal"
            f" {indonesian.short_date(self.official.order_date)}"
        )


def title_of(office: str, region: RegionProfile, unit: Unit | None = None) -> str:
    """How the office is called under a paper."""
    if office == Office.HEAD:
        return region.head_title
    if office == Office.ASSISTANT:
        return "Asisten Sekretaris Daerah"
    if unit:
        return indonesian.head_of(unit.name)
    return "Sekretaris Daerah" if office == Office.SECRETARY else "Kepala Bagian"


def signer_for_office(
    office: str,
    region: RegionProfile,
    day: date,
    unit: Unit | None = None,
    over: tuple[str, ...] = (),
) -> SignatureBlock:
    """Whoever holds the office on that day; a block without a name when nobody does."""
    return SignatureBlock(
        office,
        unit,
        title_of(office, region, unit),
        officials.holder_of_office(office, day, unit),
        over,
    )


def signer_of_paper(
    kind: str, agreement: Agreement, region: RegionProfile, day: date
) -> SignatureBlock:
    """Who signs for our side. A PKS by proxy is signed by whom the case names, not by this office."""  # noqa: E501
    given = officials.delegation_for_paper(kind, day) if may_be_delegated(kind) else None
    if given is not None:
        below = ("Sekretaris Daerah", "u.b.") if given.below_secretary else ()
        over = (f"a.n. {region.head_title}", *below)
        return signer_for_office(given.office, region, day, given.unit, over)
    office = office_of(kind, agreement)
    unit = _unit_of(kind, agreement, day) if office == Office.UNIT_HEAD else None
    return signer_for_office(office, region, day, unit)


def office_of(kind: str, agreement: Agreement) -> Office:
    """The office that signs; on a Sinergi some papers are the TKKSD's, whose Ketua then signs."""
    signed_by = KINDS[kind].signed_by
    if signed_by.on_sinergi and agreement.track.is_sinergi:
        return signed_by.on_sinergi
    return signed_by.office


def may_be_delegated(kind: str) -> bool:
    """Whether it may be signed a.n. the head of the region."""
    return KINDS[kind].signed_by.may_be_delegated


def delegable_kinds() -> list[DocumentKind]:
    """The papers that may be signed a.n., in their order."""
    return [kind for kind in KINDS.values() if kind.signed_by.may_be_delegated]


def _unit_of(kind: str, agreement: Agreement, day: date) -> Unit | None:
    seat = KINDS[kind].signed_by.seat
    unit = Unit.objects.seat_of(seat) if seat else agreement.owner
    return unit.on(day) if unit else None


def gap_of(kind: str, agreement: Agreement, region: RegionProfile, day: date) -> str:
    """What keeps the paper from being signed on that day; empty when nothing does."""
    if KINDS[kind].signed_by.hand:
        return ""
    if is_by_proxy(kind, agreement):
        return _proxy_gap(agreement, day)
    signer = signer_of_paper(kind, agreement, region, day)
    if signer.official:
        return ""
    before = officials.last_holder(signer.office, day, signer.unit)
    if before is None or before.until is None:
        return (
            f"{signer.title}: belum ada pejabat yang dicatat untuk tanggal"
            f" {indonesian.short_date(day)}."
        )
    return (
        f"{signer.title}: masa jabatan {before.prefix}{before.name} berakhir pada"
        f" {indonesian.short_date(before.until)}."
    )


def is_by_proxy(kind: str, agreement: Agreement) -> bool:
    """Whether somebody signs whom the case names, and no office."""
    return KINDS[kind].signed_by.may_be_by_proxy and agreement.dengan_kuasa


def office_place_of(kind: str, agreement: Agreement, region: RegionProfile, day: date) -> str:
    """The office that must be filled, as the page of officials asks for it."""
    signer = signer_of_paper(kind, agreement, region, day)
    return f"jabatan={signer.office}" + (f"&unit={signer.unit.pk}" if signer.unit else "")


def _proxy_gap(agreement: Agreement, day: date) -> str:
    until = agreement.kuasa_sampai
    if until and until < day:
        return (
            f"Surat kuasa untuk {agreement.kuasa_nama} berakhir pada"
            f" {indonesian.short_date(until)}."
        )
    return ""


def newest_paper_of_kind(agreement: Agreement, kind: str) -> Document | None:
    """The newest finished paper of this kind."""
    return (
        agreement.documents.filter(kind=kind, state=DocumentState.READY, draft=False)
        .order_by("pk")
        .last()
    )


def newest_number_of_kind(agreement: Agreement, kind: str) -> str:
    """The number of the newest finished paper of this kind; empty where there is none."""
    paper = newest_paper_of_kind(agreement, kind)
    if paper is None:
        return ""
    return paper.number
