"""The parties of a case: what its naskah says of each, and what the registry says otherwise."""

from dataclasses import dataclass

from django.db.models import prefetch_related_objects
from django.http import QueryDict
from django.urls import reverse

from agreements.documents.kinds import KINDS
from agreements.documents.text import indonesian
from agreements.documents.wording import naskah_facts
from agreements.forms.parties import SignatoryForm, may_be_named
from agreements.models import Agreement, Party, Signatory
from agreements.models.party import MOST_PARTIES, SinceTaken
from agreements.pages.case.partner_choice import address_of_new, candidates_for
from agreements.pages.case.payments import PaymentLine, payment_lines_of
from agreements.workflow.changing_parties import may_change_parties, may_name_signatories
from agreements.workflow.party_data import approvals_bound_to, may_take_party_data
from agreements.workflow.payments import may_tell_payments
from agreements.workflow.requirement_gaps import is_signed
from kerjasama.accounts.models import RegionProfile, User
from partners.models import Partner

# What a naskah prints of a partner, in the order in which it is read.
TOLD = ("representative", "representative_position", "legal_basis", "address", "phone", "email")


@dataclass(frozen=True)
class NaskahSignatory:
    """Who signs one naskah for a party; `address` leads to its form for who may name another."""

    naskah: str
    who: str
    basis: str
    address: str


@dataclass(frozen=True)
class PartyLine:
    """One party as the page shows it."""

    party: Party
    called: str
    name: str
    facts: list[tuple[str, str]]
    signatories: list[NaskahSignatory]
    differences: list[SinceTaken]
    may_move_up: bool
    may_remove: bool
    may_take: bool


@dataclass(frozen=True)
class SignatoryPage:
    """Who signs a naskah for a party; `voided` are the approvals that another one voids."""

    party: Party
    naskah: str
    form: SignatoryForm
    version: str
    is_named: bool
    voided: list[str]


@dataclass(frozen=True)
class PartiesPage:
    """The parties, and who may be added to them."""

    lines: list[PartyLine]
    candidates: list[Partner]
    asked: str
    new_address: str
    may_change: bool
    version: str
    voided: list[str]
    payments: list[PaymentLine]
    may_tell_payments: bool

    @property
    def is_full(self) -> bool:
        """Whether no further party fits."""
        return len(self.lines) >= MOST_PARTIES

    @property
    def found_nothing(self) -> bool:
        """Whether a name was asked for that nobody has."""
        return bool(self.asked) and not self.candidates


def build_parties_page(user: User, agreement: Agreement, asked: QueryDict) -> PartiesPage:
    """The page as this person sees it."""
    prefetch_related_objects([agreement], "parties__partner", "parties__payments", "evidence")
    may_change = may_change_parties(user, agreement)
    may_take = may_take_party_data(user, agreement) and not agreement.is_closed
    may_name = may_name_signatories(user, agreement)
    lines = [
        _line(
            called,
            party,
            _signatories_of(agreement, party, may_name=may_name),
            may_change=may_change,
            may_take=may_take,
        )
        for called, party in naskah_facts.calls_of_parties(agreement)
        if party is not None
    ]
    candidates: list[Partner] = []
    if may_change:
        there = {line.party.partner_id for line in lines}
        found = candidates_for(agreement, asked)
        candidates = [partner for partner in found if partner.pk not in there]
    return PartiesPage(
        lines=lines,
        candidates=candidates,
        asked=asked.get("q", "").strip(),
        new_address=address_of_new(
            agreement, asked.get("q", "").strip(), back=reverse("pihak", args=[agreement.pk])
        ),
        may_change=may_change,
        version=agreement.content_hash,
        payments=payment_lines_of(agreement),
        may_tell_payments=may_tell_payments(user, agreement),
        voided=voided_by_change(agreement) if may_take else [],
    )


def build_signatory_page(
    agreement: Agreement, party: Party, kind: str, form: SignatoryForm, version: str
) -> SignatoryPage:
    """Who signs this naskah for a party; `version` is the content that was seen."""
    return SignatoryPage(
        party=party,
        naskah=KINDS[kind].title,
        form=form,
        version=version,
        is_named=form.instance.pk is not None,
        voided=voided_by_change(agreement),
    )


def voided_by_change(agreement: Agreement) -> list[str]:
    """The approvals that another content voids and that are asked again, by name: none of a stage
    that is passed.
    """
    here = agreement.track.position(agreement.stage_code)
    names = [
        row.need.text
        for row in approvals_bound_to(agreement)
        if row.need and agreement.track.position(row.stage_code) >= here
    ]
    return list(dict.fromkeys(names))


def _signatories_of(agreement: Agreement, party: Party, *, may_name: bool) -> list[NaskahSignatory]:
    """Who signs each naskah of the track for the party, where a person of its own is named, or may
    be.
    """
    named = {row.kind: row for row in party.signatories.all()}
    lines: list[NaskahSignatory] = []
    for kind in agreement.track.signings:
        row = named.get(kind)
        address = ""
        if may_name and may_be_named(party, kind) and not is_signed(agreement, kind):
            address = reverse("penanda-tangan", args=[agreement.pk, party.pk, kind])
        if row is None and not address:
            continue
        lines.append(
            NaskahSignatory(
                KINDS[kind].title,
                str(row or _usual_signer_of(party)),
                _basis_of(row),
                address,
            )
        )
    return lines


def _usual_signer_of(party: Party) -> str:
    """Who signs where nobody of its own is named."""
    if party.is_region:
        return RegionProfile.current().head_title
    return "Pejabat yang tercantum di atas" if party.representative else "Belum diketahui"


def _basis_of(row: Signatory | None) -> str:
    """By which document; until when, where that is limited."""
    if row is None or not row.basis:
        return ""
    said = indonesian.add_number_and_day(row.basis, row.basis_number, row.basis_date)
    if row.basis_until is None:
        return said
    return f"{said}, berlaku sampai {indonesian.short_date(row.basis_until)}"


def _line(
    called: str,
    party: Party,
    signatories: list[NaskahSignatory],
    *,
    may_change: bool,
    may_take: bool,
) -> PartyLine:
    differences = party.changes_since_taken()
    return PartyLine(
        party=party,
        called=called,
        name=party.name or RegionProfile.current().name,
        facts=_facts_of(party),
        signatories=signatories,
        differences=differences,
        may_move_up=may_change and called != naskah_facts.FIRST_CALL,
        may_remove=may_change and not party.is_region,
        may_take=may_take and bool(differences),
    )


def _facts_of(party: Party) -> list[tuple[str, str]]:
    """What the naskah says of a partner; of our region the profile and the officials tell."""
    if party.is_region:
        return []
    told = [(party.label_of(name), getattr(party, name)) for name in TOLD]
    return [(label[:1].upper() + label[1:], value) for label, value in told if value]
