"""What kind of partner a name may mean, with the ground for it: a proposal, never a fact."""

from collections.abc import Mapping
from dataclasses import dataclass

from partners.models import PartnerKind
from partners.proposals import Certainty
from partners.proposing import propose_kind

UNTOLD = "nama tanpa petunjuk"


@dataclass(frozen=True)
class Guess:
    """A kind or none, the ground of all names that are alike in it, and the ground of this name."""

    kind: str
    group: str
    ground: str
    is_sure: bool
    country: str


def guess_kind(name: str, beside: Mapping[str, str]) -> Guess:
    """The kind that a name and what stands beside it suggest; names of one group are confirmed by one answer."""
    found = propose_kind(name, beside)
    is_sure = found.certainty == Certainty.SURE
    if not found.kind:
        return Guess("", UNTOLD, found.ground, False, found.country)
    label = PartnerKind(found.kind).label
    group = f"namanya menunjukkan {label}" if found.certainty >= Certainty.LIKELY else f"namanya mungkin menunjukkan {label}"
    if found.against:
        group = f"namanya menunjukkan {label}, tetapi {found.against[0]}"
    return Guess(found.kind, group, found.ground, is_sure, found.country)
