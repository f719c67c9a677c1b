"""What each paper must know before it can be made. Whatever is missing is named with its place, so
that nobody has to search.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from agreements.documents.wording.change_clauses import KINDS as CHANGES
from agreements.documents.wording.foreign_change_clauses import KINDS as CHANGES_ABROAD
from agreements.models import Agreement, Meeting
from agreements.models.agreement import COUNTED
from agreements.regulations.fragments import KAK_FIELDS, KAK_SINERGI_FIELDS
from agreements.regulations.limits import INTENT
from agreements.regulations.parties import OF_NASKAH, OF_NASKAH_ABROAD, SIGNER_ABROAD
from agreements.regulations.vocabulary import Requirement
from agreements.workflow import parties
from agreements.workflow.guarding import Refused
from kerjasama.accounts.models import RegionProfile
from kerjasama.narrowing import column_of

from . import signers


class Where(StrEnum):
    """In which part of the application a gap is closed."""

    PROPOSAL = "usulan"
    PARTNER = "mitra"
    OFFICIALS = "pejabat"
    REGION = "profil"
    MEETING = "rapat"


@dataclass(frozen=True)
class Gap:
    """One thing that is missing: what, and the field where it is filled in."""

    text: str
    where: Where
    field: str = ""


class Incomplete(Refused):
    """The paper cannot be made yet; `gaps` says what is missing and where."""

    def __init__(self, gaps: list[Gap]) -> None:
        super().__init__(*(gap.text for gap in gaps))
        self.gaps = gaps


_AIMS = ("maksud_tujuan", "ruang_lingkup", "jangka_waktu_bulan")
_PLEDGED = ("naskah_induk", "kementerian_pengampu")
_ENGLISH = ("title_en", "maksud_tujuan_en", "ruang_lingkup_en")
_NOTHING: tuple[str, ...] = ()
# What the OPD writes, by the kind of paper that prints it.
PROPOSAL: dict[str, tuple[str, ...]] = {
    "penawaran": _AIMS,
    "permohonan_dprd": (*_AIMS, "pembiayaan"),
    "kesepakatan_bersama": (*_AIMS, "objek"),
    "perjanjian_kerja_sama": (*_AIMS, "objek", "pembiayaan"),
    "nota_kesepakatan": ("latar_belakang", *_AIMS, "lokasi", "objek", "pembiayaan"),
    "rencana_kerja": ("ruang_lingkup", "lokasi", "jangka_waktu_bulan", "pembiayaan"),
    "surat_kuasa": ("kuasa_nama", "kuasa_jabatan", "kuasa_nip"),
    "studi_kelayakan": ("latar_belakang", "objek", *_AIMS, "manfaat", "pembiayaan"),
    "surat_usulan": _AIMS,
    "ba_pemetaan": ("urusan", "program", "geometri"),
    "kajian": (
        "latar_belakang",
        "maksud_tujuan",
        "pemetaan",
        "manfaat",
        "kesimpulan",
        "urusan",
        "program",
    ),
    INTENT: ("maksud_tujuan", "ruang_lingkup", "loi_bulan", *_ENGLISH),
    "rencana_kerja_sama": (
        "latar_belakang",
        "sasaran",
        "objek",
        "objek_ln",
        *_AIMS,
        "pembiayaan",
        "kegiatan",
    ),
    "naskah_kerja_sama": (*_AIMS, *_ENGLISH),
    "naskah_kerja_sama_mitra": (*_AIMS, *_ENGLISH),
    "pemberitahuan_ttd": ("tempat_ttd", "rencana_ttd"),
    "kuasa_penuh": ("title_en", "tempat_ttd", "rencana_ttd"),
    "rencana_tahunan": ("ruang_lingkup", "kegiatan"),
    "usulan_rencana": (*_AIMS, *_PLEDGED),
    "kesediaan": _PLEDGED,
    "permohonan_tanggapan": ("maksud_tujuan", "ruang_lingkup"),
}
_PASSED_ON = (
    "latar_belakang",
    *_PLEDGED,
    "maksud_tujuan",
    "sasaran",
    "ruang_lingkup",
    "kegiatan",
    "jangka_waktu_bulan",
    "pembiayaan",
)
# A draft leaves room for the hand where a person, a day or a place is still to be named; a final
# does not.
PROPOSAL_OF_FINALS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys((INTENT, "naskah_kerja_sama", "naskah_kerja_sama_mitra"), ("tempat_ttd",)),
}
PARTNER_OF_FINALS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(
        ("kesepakatan_bersama", "perjanjian_kerja_sama", "nota_kesepakatan", *CHANGES), OF_NASKAH
    ),
    "rencana_kerja": ("representative",),
    **dict.fromkeys(("ba_pemetaan", "ba_perselisihan"), OF_NASKAH),
    **dict.fromkeys(
        (INTENT, "naskah_kerja_sama", "naskah_kerja_sama_mitra", "kuasa_penuh", *CHANGES_ABROAD),
        OF_NASKAH_ABROAD,
    ),
    "pemberitahuan_ttd": SIGNER_ABROAD,
}
# Naskah and plans bear an emblem and no kop; what the OPD writes has a cover.
WITHOUT_KOP = frozenset(
    (
        "kak",
        "kajian",
        "studi_kelayakan",
        "kesepakatan_bersama",
        "perjanjian_kerja_sama",
        "nota_kesepakatan",
        "rencana_kerja",
        INTENT,
    )
    + (
        "rencana_kerja_sama",
        "rencana_tahunan",
        "naskah_kerja_sama",
        "naskah_kerja_sama_mitra",
        "ba_pemetaan",
        "ba_perselisihan",
    )
    + (*CHANGES, *CHANGES_ABROAD)
)
MEETING: dict[str, tuple[str, ...]] = {
    "undangan_rapat": ("invited",),
    "ba_rapat": ("result", "attendees"),
}


def require_complete(
    kind: str, agreement: Agreement, day: date, draft: bool, meeting: Meeting | None = None
) -> None:
    """Raises Incomplete with everything that keeps this paper from being made for that day."""
    missing = [*missing_for(kind, agreement, day, draft), *gaps_of_meeting(kind, meeting)]
    if missing:
        raise Incomplete(missing)


def missing_for(kind: str, agreement: Agreement, day: date, draft: bool) -> list[Gap]:
    """What keeps this paper from being made for that day: in the case, its mitra, the profile and
    the list of officials.
    """
    return [*known_gaps_of(kind, agreement, draft), *_of_the_office(kind, agreement, day, draft)]


def gaps_at_hand(kind: str, agreement: Agreement, day: date, draft: bool) -> list[Gap]:
    """As `missing_for`, asking the database of the office only where the case did not bring along
    that all is there.
    """
    offices = {*getattr(agreement, "offices_held", ())}
    is_signed = draft or kind in signers.BY_HAND or signers.office_of(kind, agreement) in offices
    has_kop = kind in WITHOUT_KOP or getattr(agreement, "has_kop", False)
    ends = signers.is_by_proxy(kind, agreement) and agreement.kuasa_sampai is not None
    return (
        known_gaps_of(kind, agreement, draft)
        if is_signed and has_kop and not ends
        else missing_for(kind, agreement, day, draft)
    )


def of_review(agreement: Agreement, need: Requirement) -> list[Gap]:
    """What must be known of the mitra before this approval may be given."""
    fields = parties.unknown_partner_fields(agreement) if parties.asked_by(agreement, need) else []
    return [
        Gap(parties.text_of_partner_gap(agreement, field), Where.PARTNER, field) for field in fields
    ]


def before_review(agreement: Agreement, need: Requirement) -> list[Gap]:
    """What a review of this stage asks of the mitra, named where its paper is ordered: told then,
    no paper is made twice.
    """
    approvals = [
        other for other in agreement.stage.requirements if parties.asked_by(agreement, other)
    ]
    return of_review(agreement, approvals[0]) if need.document and approvals else []


def require_signer(kind: str, agreement: Agreement, day: date) -> None:
    """Raises Incomplete when nobody may sign this paper on that day."""
    if missing := [*_of_signer(kind, agreement, RegionProfile.current(), day)]:
        raise Incomplete(missing)


def known_gaps_of(kind: str, agreement: Agreement, draft: bool) -> list[Gap]:
    """What the case and its partner lack, told from what was read of them already."""
    return [*_of_proposal(kind, agreement, draft), *_of_partner(kind, agreement, draft)]


def _of_proposal(kind: str, agreement: Agreement, draft: bool) -> Iterator[Gap]:
    if agreement.partner_id is None:
        yield Gap("Mitra: belum dipilih.", Where.PROPOSAL, "partner_id")
    for field in (
        *fields_needed_for_paper(kind, agreement),
        *(_NOTHING if draft else PROPOSAL_OF_FINALS.get(kind, _NOTHING)),
    ):
        if not agreement.fact(field):
            yield Gap(f"{_label(Agreement, field)}: masih kosong.", Where.PROPOSAL, field)


def fields_needed_for_paper(kind: str, agreement: Agreement) -> tuple[str, ...]:
    """What the proposal must say for this paper; a KAK and the papers of a change say what their
    road asks for.
    """
    if agreement.track.changes:
        return tuple(
            field for field in PROPOSAL.get(kind, _NOTHING) if field in agreement.track.asks
        )
    if kind == "usulan_rencana" and agreement.track_code != "ksdll-nirlaba":
        return (*PROPOSAL[kind], "pemetaan")
    if kind != "kak":
        return PROPOSAL.get(kind, _NOTHING)
    if agreement.track.is_foreign:
        return _PASSED_ON
    fields = KAK_SINERGI_FIELDS if agreement.track.is_sinergi else KAK_FIELDS
    return (*(name for name, _ in fields), "urusan", "program")


def _of_partner(kind: str, agreement: Agreement, draft: bool) -> Iterator[Gap]:
    partner = agreement.partner
    if partner is None or draft:
        return
    for field in PARTNER_OF_FINALS.get(kind, _NOTHING):
        if partner.must_name(field) and not getattr(partner, field):
            yield Gap(parties.text_of_partner_gap(agreement, field), Where.PARTNER, field)


def _of_the_office(kind: str, agreement: Agreement, day: date, draft: bool) -> Iterator[Gap]:
    """What the region's profile and its list of officials lack."""
    region = RegionProfile.current()
    if kind not in WITHOUT_KOP and not region.address:
        yield Gap(
            "Kop naskah: alamat kantor belum diisi dalam profil daerah.", Where.REGION, "address"
        )
    if not draft:
        yield from _of_signer(kind, agreement, region, day)


def _of_signer(kind: str, agreement: Agreement, region: RegionProfile, day: date) -> Iterator[Gap]:
    gap = signers.gap_of(kind, agreement, region, day)
    if gap and signers.is_by_proxy(kind, agreement):
        yield Gap(gap, Where.PROPOSAL, "kuasa_sampai")
    elif gap:
        yield Gap(gap, Where.OFFICIALS, signers.office_place_of(kind, agreement, region, day))


def gaps_of_meeting(kind: str, meeting: Meeting | None) -> Iterator[Gap]:
    """What was not recorded of the meeting yet."""
    for field in MEETING.get(kind, _NOTHING):
        filled = meeting and (
            meeting.attendees.exists() if field == "attendees" else getattr(meeting, field).strip()
        )
        if not filled:
            yield Gap(f"Rapat, {_MEETING_LABELS[field]}: belum diisi.", Where.MEETING, field)


_MEETING_LABELS = {"invited": "yang diundang", "result": "hasil rapat", "attendees": "daftar hadir"}
_ROWS = {"kegiatan": "Kegiatan", "indikator": "Indikator pelayanan publik"}


def _label(model: type[Agreement], field: str) -> str:
    if field in COUNTED:
        return _ROWS[field]
    label = str(column_of(model, field).verbose_name)
    return label[:1].upper() + label[1:]
