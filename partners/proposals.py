"""What is proposed of a mitra, why, and how sure."""

from dataclasses import dataclass
from enum import IntEnum


class Certainty(IntEnum):
    """What a proposal needs: an answer, an answer for itself, a look at its group, nothing."""

    UNKNOWN = 0
    DOUBTFUL = 1
    LIKELY = 2
    SURE = 3


@dataclass(frozen=True)
class KindProposal:
    """A kind, or none; why; how sure; and whatever speaks against it."""

    kind: str
    ground: str
    certainty: Certainty
    country: str = ""
    against: tuple[str, ...] = ()
