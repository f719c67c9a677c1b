"""What kind of partner a name may mean, with the ground for it: a proposal, never a fact."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from partners.models import PartnerKind
from partners.proposals import Certainty
from partners.proposing import propose_kind

NO_HINT = "nama tanpa petunjuk"
GROUPS = {
    Certainty.SURE: "jelas dari namanya",
    Certainty.LIKELY: "tampak dari namanya",
    Certainty.DOUBTFUL: "mungkin menurut namanya",
}


@dataclass(frozen=True)
class Guess:
    """A kind or none, the group of names that one answer confirms, and the ground of this name."""

    kind: str
    group: str
    ground: str
    certainty: Certainty
    country: str

    @property
    def text(self) -> str:
        """What is proposed and why, for people."""
        if not self.kind:
            return f"tidak ada. {self.ground}"
        return f"{PartnerKind(self.kind).label}. {self.ground}"


def guess_kind(name: str, beside: Mapping[str, str]) -> Guess:
    """The kind that a name and what stands beside it suggest; names of one group are confirmed by
    one answer.
    """
    found = propose_kind(name, beside)
    group = NO_HINT
    if found.kind:
        group = GROUPS.get(found.certainty, NO_HINT)
    ground = found.ground
    if found.against:
        ground = f"{ground} Tetapi {'; '.join(found.against)}."
    return Guess(found.kind, group, ground, found.certainty, found.country)


@lru_cache(maxsize=20_000)
def guess_alone(name: str) -> Guess:
    """What the name by itself shows, whatever stands beside it; a partner stands in many rows."""
    return guess_kind(name, {})
