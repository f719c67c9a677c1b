"""What is still unknown of the partners though the naskah will print it, and from which act on it
must be known.
"""

from dataclasses import dataclass

from agreements.models import Agreement, Party
from agreements.regulations.parties import printed_by
from agreements.regulations.vocabulary import Requirement, RequirementKind


@dataclass(frozen=True)
class PartnerGap:
    """A field that the naskah prints of this party and that is empty."""

    party: Party
    field: str

    @property
    def text(self) -> str:
        """The gap as a reader is told it."""
        name = " ".join(self.party.name.split())
        return f"{name}, {self.party.label_of(self.field)}: belum diisi."

    @property
    def is_known_to_registry(self) -> bool:
        """Whether the registry of mitra says it by now, so that the case need only take it."""
        partner = self.party.partner
        return partner is not None and bool(getattr(partner, self.field))


def partner_gaps_of(agreement: Agreement) -> list[PartnerGap]:
    """What a naskah to be signed here or ahead prints of its partners, and nobody filled in yet."""
    track = agreement.track
    ahead = track.stages[track.position(agreement.stage_code) :]
    if not any(stage.signs for stage in ahead):
        return []
    return [
        PartnerGap(party, field)
        for party in agreement.partner_parties
        for field in printed_by(track)
        if party.must_name(field) and not getattr(party, field)
    ]


def asked_by(agreement: Agreement, need: Requirement) -> bool:
    """Whether this approval may be given only once the partners are known.

    At home from the submission on, since the partner is chosen there; abroad when a naskah is
    drafted, after the exploring.
    """
    if need.kind is not RequirementKind.APPROVAL:
        return False
    return not agreement.track.is_foreign or any(
        other.draft for other in agreement.stage.requirements
    )


def reasons_to_wait(agreement: Agreement, need: Requirement) -> list[str]:
    """Why this approval must wait; empty when it need not."""
    if not asked_by(agreement, need):
        return []
    return [gap.text for gap in partner_gaps_of(agreement)]
