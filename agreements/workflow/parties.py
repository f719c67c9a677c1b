"""What is still unknown of the mitra though the naskah will print it, and from which act on it must
be known.
"""

from agreements.models import Agreement
from agreements.regulations.parties import printed_by
from agreements.regulations.vocabulary import Requirement, RequirementKind


def unknown_partner_fields(agreement: Agreement) -> list[str]:
    """The fields of the mitra that a naskah to be signed here or ahead prints, and that are empty."""  # noqa: E501
    partner, track = agreement.partner, agreement.track
    ahead = track.stages[track.position(agreement.stage_code) :]
    if partner is None or not any(stage.signs for stage in ahead):
        return []
    return [
        field
        for field in printed_by(track)
        if partner.must_name(field) and not getattr(partner, field)
    ]


def text_of_partner_gap(agreement: Agreement, field: str) -> str:
    """The gap as a reader is told it."""
    partner = agreement.partner
    if partner is None:
        return ""
    return f"{' '.join(partner.name.split())}, {partner.label_of(field)}: belum diisi."


def asked_by(agreement: Agreement, need: Requirement) -> bool:
    """Whether this approval may be given only once the mitra is known.

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
    return [text_of_partner_gap(agreement, field) for field in unknown_partner_fields(agreement)]
