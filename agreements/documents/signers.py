"""Who signs which paper on which day, and how the signature block says it."""

from dataclasses import dataclass
from datetime import date

from agreements.documents.kinds import KINDS, DocumentKind
from agreements.documents.text import indonesian
from agreements.models import Agreement, Document, DocumentState, Signatory
from agreements.workflow.signing_order import lapse_of_proxy, lapse_of_signatory
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
        """What stands above the room for the signature."""
        return (*self.over, f"{self.prefix}{self.title}")

    @property
    def holder(self) -> Official:
        """Whoever holds the office; somebody without a name where nobody does."""
        return self.official or Official()

    @property
    def prefix(self) -> str:
        """ "Plt. " and its like, where somebody stands in."""
        return self.holder.prefix

    @property
    def name(self) -> str:
        return self.holder.name

    @property
    def rank(self) -> str:
        return self.holder.rank

    @property
    def nip(self) -> str:
        return self.holder.nip

    @property
    def capacity(self) -> str:
        """In full, as a komparisi has it: "Pelaksana Tugas Bupati …"."""
        words_before = IN_WORDS.get(Capacity(self.holder.capacity))
        if words_before is None:
            return self.title
        return f"{words_before} {self.title}"

    @property
    def basis(self) -> str:
        """By which order somebody stands in."""
        holder = self.holder
        if holder.capacity == Capacity.DEFINITIVE or not holder.order_date:
            return ""
        order = indonesian.flatten_name(holder.order_number)
        return f"{order} tanggal {indonesian.short_date(holder.order_date)}"


def day_of(document: Document) -> date:
    """The day that a paper bears."""
    return date.fromisoformat(document.context["date"])


def title_of(office: str, region: RegionProfile, unit: Unit | None = None) -> str:
    """How the office is called under a paper."""
    if office == Office.HEAD:
        return region.head_title
    if office == Office.ASSISTANT:
        return "Asisten Sekretaris Daerah"
    if unit:
        return indonesian.head_of(unit.name)
    if office == Office.SECRETARY:
        return "Sekretaris Daerah"
    return "Kepala Bagian"


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
    """Who signs for our side; a PKS by proxy is signed by whom the case names, not by this
    office.
    """
    if may_be_delegated(kind) and (given := officials.delegation_for_paper(kind, day)):
        over: tuple[str, ...] = (f"a.n. {region.head_title}",)
        if given.below_secretary:
            over = (*over, "Sekretaris Daerah", "u.b.")
        return signer_for_office(given.office, region, day, given.unit, over)
    office, unit = office_of(kind, agreement), None
    if office == Office.UNIT_HEAD:
        unit = _unit_of(kind, agreement, day)
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
    unit: Unit | None = agreement.owner
    if seat := KINDS[kind].signed_by.seat:
        unit = Unit.objects.seat_of(seat)
    if unit is None:
        return None
    return unit.on(day)


def unit_of_kop(kind: str, agreement: Agreement, day: date) -> Unit | None:
    """The unit on whose own kop the paper stands; None where it bears that of the region."""
    is_own = office_of(kind, agreement) == Office.UNIT_HEAD and not KINDS[kind].signed_by.seat
    return agreement.owner.on(day) if KINDS[kind].has_kop and is_own else None


def gap_of(kind: str, agreement: Agreement, region: RegionProfile, day: date) -> str:
    """What keeps the paper from being signed on that day; empty when nothing does."""
    if KINDS[kind].signed_by.hand:
        return ""
    if is_by_proxy(kind, agreement):
        return lapse_of_proxy(agreement, day)
    if deputy := deputy_of_region(agreement, kind):
        return _gap_of_deputy(deputy, day)
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


def signatories_of_paper(agreement: Agreement, kind: str) -> dict[int, Signatory]:
    """Who signs this naskah for a party instead of whoever is named for all, by key of the
    party.
    """
    base = KINDS[kind].base
    return {row.party_id: row for row in agreement.signatories if row.kind == base}


def deputy_of_region(agreement: Agreement, kind: str) -> Signatory | None:
    """Who signs this naskah for our region by delegation; None where no such person is named."""
    rows = signatories_of_paper(agreement, kind).values()
    return next((row for row in rows if row.party.is_region), None)


def gap_of_partners(kind: str, agreement: Agreement, day: date) -> str:
    """That somebody who signs this naskah for a partner may not sign on that day; where each party
    signs on a day of its own, its own day is judged when it is recorded.
    """
    if agreement.ttd_terpisah:
        return ""
    rows = signatories_of_paper(agreement, kind).values()
    gaps = (lapse_of_signatory(row, day) for row in rows if not row.party.is_region)
    return next(filter(None, gaps), "")


def office_place_of(kind: str, agreement: Agreement, region: RegionProfile, day: date) -> str:
    """The office that must be filled, as the page of officials asks for it."""
    signer = signer_of_paper(kind, agreement, region, day)
    if signer.unit is None:
        return f"jabatan={signer.office}"
    return f"jabatan={signer.office}&unit={signer.unit.pk}"


def _gap_of_deputy(deputy: Signatory, day: date) -> str:
    if not Official.objects.on(day).filter(name=deputy.name):
        return f"{deputy.name} tidak tercatat sebagai pejabat pada {indonesian.short_date(day)}."
    return lapse_of_signatory(deputy, day)


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
