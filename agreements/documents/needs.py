"""What each paper must know before it can be made. Whatever is missing is named with its place, so
that nobody has to search.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils import timezone

from agreements.documents.kinds import KINDS
from agreements.documents.wording import (
    annex_texts,
    outside_texts,
    standard_watch,
    third_language,
    third_text,
)
from agreements.models import Agreement, Meeting
from agreements.models.content import COUNTED
from agreements.regulations.document_codes import DocumentCode
from agreements.regulations.vocabulary import Requirement
from agreements.workflow import outside_naskah, parties, permitting
from agreements.workflow.guarding import Refused
from kerjasama.accounts.models import RegionProfile, Unit
from kerjasama.narrowing import column_of

from . import signers


class Where(StrEnum):
    """In which part of the application a gap is closed."""

    PROPOSAL = "usulan"
    PARTNER = "mitra"
    PARTIES = "pihak"
    SIGNATORIES = "penanda tangan"
    CANDIDATES = "calon"
    OFFICIALS = "pejabat"
    REGION = "profil"
    UNIT = "unit"
    MEETING = "rapat"
    WORDING = "redaksi"
    OUTSIDE = "naskah luar"


@dataclass(frozen=True)
class Gap:
    """One thing that is missing: what, and the field where it is filled in; of which partner or in
    which naskah, where it is one's.
    """

    text: str
    where: Where
    field: str = ""
    partner_id: int | None = None
    naskah: str = ""


class Incomplete(Refused):
    """The paper cannot be made yet; `gaps` says what is missing and where."""

    def __init__(self, gaps: list[Gap]) -> None:
        super().__init__(*(gap.text for gap in gaps))
        self.gaps = gaps


def require_complete(
    kind: str, agreement: Agreement, day: date, *, draft: bool, meeting: Meeting | None = None
) -> None:
    """Raises Incomplete with everything that keeps this paper from being made for that day."""
    missing = [*missing_for(kind, agreement, day, draft=draft), *gaps_of_meeting(kind, meeting)]
    if missing:
        raise Incomplete(missing)


def missing_for(kind: str, agreement: Agreement, day: date, *, draft: bool) -> list[Gap]:
    """What keeps this paper from being made for that day: in the case, its mitra, the profile and
    the list of officials.
    """
    return [
        *known_gaps_of(kind, agreement, draft=draft),
        *_of_the_office(kind, agreement, day, draft=draft),
    ]


def gaps_at_hand(kind: str, agreement: Agreement, day: date, *, draft: bool) -> list[Gap]:
    """As `missing_for`, asking the database of the office only where the case did not bring along
    that all is there.
    """
    if _is_signed(kind, agreement, draft=draft) and _has_kop(kind, agreement):
        return known_gaps_of(kind, agreement, draft=draft)
    return missing_for(kind, agreement, day, draft=draft)


def _is_signed(kind: str, agreement: Agreement, *, draft: bool) -> bool:
    """Whether the case tells that somebody holds the office that signs."""
    if signers.is_by_proxy(kind, agreement) and agreement.kuasa_sampai is not None:
        return False
    if draft or KINDS[kind].signed_by.hand:
        return True
    return signers.office_of(kind, agreement) in getattr(agreement, "offices_held", ())


def _has_kop(kind: str, agreement: Agreement) -> bool:
    unit = signers.unit_of_kop(kind, agreement, timezone.localdate())
    is_known = getattr(agreement, "has_kop", False) and (unit is None or bool(unit.address))
    return not KINDS[kind].has_kop or is_known


def of_review(agreement: Agreement, need: Requirement) -> list[Gap]:
    """What must be known of the mitra before this approval may be given."""
    missing = []
    if parties.asked_by(agreement, need):
        missing = [_gap_of_partner(gap) for gap in parties.partner_gaps_of(agreement)]
    for kind in outside_naskah.judged_by(agreement, need):
        missing += _of_outside_text(kind, agreement, draft=False)
    return missing


def before_review(agreement: Agreement, need: Requirement) -> list[Gap]:
    """What a review of this stage asks of the mitra, named where its paper is ordered: told then,
    no paper is made twice.
    """
    approvals = [
        other for other in agreement.stage.requirements if parties.asked_by(agreement, other)
    ]
    if not need.document or not approvals:
        return []
    return of_review(agreement, approvals[0])


def require_signer(kind: str, agreement: Agreement, day: date) -> None:
    """Raises Incomplete when nobody may sign this paper on that day."""
    if missing := [*_of_signer(kind, agreement, RegionProfile.current(), day)]:
        raise Incomplete(missing)


def known_gaps_of(kind: str, agreement: Agreement, *, draft: bool) -> list[Gap]:
    """What the case and its partner lack, told from what was read of them already."""
    return [
        *_of_proposal(kind, agreement, draft=draft),
        *_of_choice(kind, agreement),
        *_of_partner(kind, agreement, draft=draft),
        *_of_third_text(kind, agreement),
        *_of_removed_files(kind, agreement, draft=draft),
        *_of_outside_text(kind, agreement, draft=draft),
        *_of_outdated_words(kind, agreement, draft=draft),
    ]


def _of_third_text(kind: str, agreement: Agreement) -> Iterator[Gap]:
    """A naskah in three languages is printed, as a draft too, once its third text is whole."""
    is_outside = outside_texts.outside_text_of(kind, agreement) is not None
    if is_outside or third_language.third_language_of(kind, agreement) is None:
        return
    naskah = KINDS[kind].base
    for missing in third_text.gaps_of_third_text(naskah, agreement):
        yield Gap(missing.why, Where.WORDING, missing.part, naskah=naskah)


def _of_removed_files(kind: str, agreement: Agreement, *, draft: bool) -> Iterator[Gap]:
    """No final says that a page of it is gone; a draft does."""
    if draft:
        return
    naskah = KINDS[kind].base
    for part, why in annex_texts.removed_files_of(naskah, agreement):
        yield Gap(why, Where.WORDING, part, naskah=naskah)


def _of_outside_text(kind: str, agreement: Agreement, *, draft: bool) -> Iterator[Gap]:
    """A final of a text that was written elsewhere is made once the parts that the law lists were
    found in it; a draft too needs its file.
    """
    for part, why in outside_texts.gaps_of_final(kind, agreement):
        if draft and part != outside_texts.PART:
            continue
        yield Gap(why, Where.OUTSIDE, part, naskah=KINDS[kind].base)


def _of_outdated_words(kind: str, agreement: Agreement, *, draft: bool) -> Iterator[Gap]:
    """A final of a naskah that keeps a tree waits until somebody decided on the Pasal whose
    standard text changed with the proposal.
    """
    naskah = KINDS[kind].base
    if draft or naskah not in (agreement.trees or {}):
        return
    for part, name in standard_watch.outdated_articles_of(naskah, agreement):
        why = (
            f"{name}: rumusan bakunya berubah sejak Pasal ini ditulis karena usulan atau data"
            " daerah diubah. Sesuaikan Pasalnya, atau pertahankan rumusannya."
        )
        yield Gap(why, Where.WORDING, part, naskah=naskah)


def _of_choice(kind: str, agreement: Agreement) -> Iterator[Gap]:
    """The offer goes to the mitra that was chosen, where several candidates are listed."""
    if kind != DocumentCode.PENAWARAN or agreement.track.choice_of_mitra is None:
        return
    if permitting.candidates_wait(agreement):
        yield Gap("Mitra belum dipilih di antara calon yang terdaftar.", Where.CANDIDATES)


def _of_proposal(kind: str, agreement: Agreement, *, draft: bool) -> Iterator[Gap]:
    if not agreement.has_fact("partner_id"):
        yield Gap("Mitra: belum dipilih.", Where.PROPOSAL, "partner_id")
    fields = fields_needed_for_paper(kind, agreement)
    if not draft:
        fields = (*fields, *KINDS[kind].needs.proposal_for_final)
    for field in fields:
        if not agreement.has_fact(field):
            yield Gap(f"{_label(Agreement, field)}: masih kosong.", Where.PROPOSAL, field)


def fields_needed_for_paper(kind: str, agreement: Agreement) -> tuple[str, ...]:
    """What the proposal must say for this paper; a KAK and the papers of a change say what their
    road asks for.
    """
    return KINDS[kind].fields_needed(agreement.track)


def _of_partner(kind: str, agreement: Agreement, *, draft: bool) -> Iterator[Gap]:
    if draft:
        return
    for party in agreement.partner_parties:
        for field in KINDS[kind].needs.partner_for_final:
            if party.must_name(field) and not getattr(party, field):
                yield _gap_of_partner(parties.PartnerGap(party, field))


def _gap_of_partner(gap: parties.PartnerGap) -> Gap:
    where = Where.PARTNER
    if gap.is_known_to_registry:
        where = Where.PARTIES
    return Gap(gap.text, where, gap.field, gap.party.partner_id)


def _of_the_office(kind: str, agreement: Agreement, day: date, *, draft: bool) -> Iterator[Gap]:
    """What the region's profile and its list of officials lack."""
    region = RegionProfile.current()
    if KINDS[kind].has_kop:
        yield from gaps_of_kop(region, signers.unit_of_kop(kind, agreement, day))
    if not draft:
        yield from _of_signer(kind, agreement, region, day)


def gaps_of_kop(region: RegionProfile, unit: Unit | None) -> Iterator[Gap]:
    """What a kop of the region, or one of this unit, has to say and nobody filled in."""
    if unit is not None and not unit.address:
        text = f"Kop naskah: alamat kantor {unit} belum diisi."
        yield Gap(text, Where.UNIT, str(unit.pk))
    if unit is None and not region.address:
        yield Gap(
            "Kop naskah: alamat kantor belum diisi dalam profil daerah.", Where.REGION, "address"
        )


def _of_signer(kind: str, agreement: Agreement, region: RegionProfile, day: date) -> Iterator[Gap]:
    gap = signers.gap_of(kind, agreement, region, day)
    if gap and signers.is_by_proxy(kind, agreement):
        yield Gap(gap, Where.PROPOSAL, "kuasa_sampai")
    elif gap and signers.deputy_of_region(agreement, kind):
        yield Gap(gap, Where.SIGNATORIES)
    elif gap:
        yield Gap(gap, Where.OFFICIALS, signers.office_place_of(kind, agreement, region, day))
    if theirs := signers.gap_of_partners(kind, agreement, day):
        yield Gap(theirs, Where.SIGNATORIES)


def gaps_of_meeting(kind: str, meeting: Meeting | None) -> Iterator[Gap]:
    """What was not recorded of the meeting yet."""
    for field in KINDS[kind].needs.meeting:
        if not _is_recorded(meeting, field):
            yield Gap(f"Rapat, {_MEETING_LABELS[field]}: belum diisi.", Where.MEETING, field)


def _is_recorded(meeting: Meeting | None, field: str) -> bool:
    if meeting is None:
        return False
    if field == "attendees":
        return meeting.attendees.exists()
    return bool(getattr(meeting, field).strip())


_MEETING_LABELS = {"invited": "yang diundang", "result": "hasil rapat", "attendees": "daftar hadir"}
_ROWS = {"kegiatan": "Kegiatan", "indikator": "Indikator pelayanan publik"}


def _label(model: type[Agreement], field: str) -> str:
    if field in COUNTED:
        return _ROWS[field]
    label = str(column_of(model, field).verbose_name)
    return label[:1].upper() + label[1:]
