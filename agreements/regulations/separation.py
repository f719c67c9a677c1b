"""Which parts in one content are taken by different people. No article says so: it is a norm of
good administration, and so is told as a local norm.
"""

from collections.abc import Iterator
from enum import StrEnum
from itertools import combinations


class Part(StrEnum):
    """What somebody does to the content of a case; the value is how a sentence says that it was
    done.
    """

    PROPOSES = "mengusulkan isinya"
    DRAFTS = "menyusun redaksinya"
    APPROVES = "menyetujuinya sebagai kepala OPD"
    VERIFIES = "memverifikasinya"
    REVIEWS = "menelaahnya untuk Bagian Hukum"
    INITIALS = "memarafnya sebagai Kepala Bagian Kerja Sama"
    RECOMMENDS = "merekomendasikannya sebagai Ketua TKKSD"


# Which part an approval takes, by the name of the actor whose it is.
PART_OF_APPROVER = {
    "OPD": Part.PROPOSES,
    "OPD_HEAD": Part.APPROVES,
    "VERIFIER": Part.VERIFIES,
    "LEGAL": Part.REVIEWS,
    "SECTION_HEAD": Part.INITIALS,
    "SEKDA": Part.RECOMMENDS,
}
JUDGING = (Part.APPROVES, Part.VERIFIES, Part.REVIEWS, Part.INITIALS, Part.RECOMMENDS)
Pair = tuple[Part, Part]
# Nobody judges what is his own, nor judges twice. A verifikator sees whether a proposal is
# complete, which the wording of a naskah is no part of.
ALL_APART: tuple[Pair, ...] = (
    *((Part.PROPOSES, judging) for judging in JUDGING),
    *((Part.DRAFTS, judging) for judging in JUDGING if judging is not Part.VERIFIES),
    *combinations(JUDGING, 2),
)


def apart_from(part: Part, pairs: tuple[Pair, ...]) -> tuple[Part, ...]:
    """The parts that nobody takes beside this one."""
    return tuple(other for pair in pairs if part in pair for other in pair if other is not part)


def faults_of_separation(
    where: str, pairs: tuple[Pair, ...], approvals: dict[str, Part | None]
) -> Iterator[str]:
    """Every way in which the parts kept apart are unsound on a track with these approvals."""
    kept = [frozenset(pair) for pair in pairs]
    if len(set(kept)) != len(kept):
        yield f"{where}: two parts are kept apart twice"
    for pair in pairs:
        if pair[0] is pair[1]:
            yield f"{where}: {pair[0].name} is kept apart from itself"
    for code, part in approvals.items():
        if part is None:
            yield f"{where}/{code}: an approval without a part, which anybody could give to his own"
        elif part is not Part.PROPOSES and frozenset((Part.PROPOSES, part)) not in kept:
            yield f"{where}/{code}: whoever proposed may give it"
