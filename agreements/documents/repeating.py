"""A paper that exists is made again only by whoever saw it and said how: under its number, or as a
letter of its own.

A second press, a reload or a stale page so never takes a number or replaces a paper by itself.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from agreements.models import Document, DocumentState, NumberState
from agreements.regulations.vocabulary import Actor, Requirement, RequirementKind
from agreements.workflow.guarding import Refused

from .kinds import KINDS

INSIDE = (
    Actor.OPD,
    Actor.OPD_HEAD,
    Actor.VERIFIER,
    Actor.TKKSD,
    Actor.SECTION_HEAD,
    Actor.LEGAL,
    Actor.SEKDA,
)


class Again(StrEnum):
    SAME = "sama"
    NEW = "baru"


@dataclass(frozen=True)
class Wish:
    """What a person asked for: the newest paper that stood on the page (0 for none), and how to
    make it again.
    """

    seen: int = 0
    again: str = ""


class AlreadyMade(Refused):
    """There is such a paper, and nobody said yet how the next is to be made."""

    def __init__(self, paper: Document, choices: tuple[Again, ...]) -> None:
        super().__init__(f"{KINDS[paper.kind].title} sudah ada. Pilih cara membuatnya lagi.")
        self.paper, self.choices = paper, choices


def paper_to_repeat(wish: Wish | None, same: Iterable[Document], day: date) -> Document | None:
    """The paper under whose number the next one is made; None where it is the first, or gets a
    number of its own.

    Raises AlreadyMade for a wish that does not know the newest of the `same` or does not say
    how. Without a wish the number is kept where it may be.
    """
    before = newest_of_papers(same)
    if before is None:
        return None
    choices = choices_for(before, day)
    again: str = choices[0]
    if wish is not None:
        again = wish.again
        if wish.seen != before.pk or again not in choices:
            raise AlreadyMade(before, choices)
    if again == Again.SAME:
        return before
    return None


def newest_of_papers(same: Iterable[Document]) -> Document | None:
    """The last one that was made, or is being made."""
    counted = [
        paper for paper in same if paper.state in (DocumentState.READY, DocumentState.QUEUED)
    ]
    return max(counted, key=lambda paper: paper.pk, default=None)


def choices_for(paper: Document, day: date) -> tuple[Again, ...]:
    """How it may be made again: what bears no number is made anew; what left the house or was built
    on keeps its number for itself.
    """
    if not paper.number:
        return (Again.SAME,)
    number = paper.numbers.filter(state=NumberState.ISSUED, year=day.year).first()
    if number is None or is_paper_used(paper):
        return (Again.NEW,)
    return Again.SAME, Again.NEW


def is_paper_used(paper: Document) -> bool:
    """Whether somebody relies on it: sent, signed, or followed by a record that names what became
    of it.
    """
    if paper.mailings.exists() or hasattr(paper, "signed"):
        return True
    codes = [need.code for need in _following(paper)]
    later = paper.agreement.evidence.filter(
        void=False, requirement_code__in=codes, at__gt=paper.requested_at
    )
    return later.exists()


def _following(paper: Document) -> Iterable[Requirement]:
    """The records that come after the paper in its stage and tell of people outside, or of its
    signing.

    What our own people approve or assess is done anew when the paper is.
    """
    for stage in paper.agreement.track.stages:
        behind = {need.code for need in stage.requirements if _asks_for(need, paper)}
        if not behind:
            continue
        for need in stage.requirements:
            if behind & set(need.after) or need.signs == paper.kind:
                behind.add(need.code)
                if _binds(need):
                    yield need


def _asks_for(need: Requirement, paper: Document) -> bool:
    return need.document == paper.kind and need.draft == paper.draft


def _binds(need: Requirement) -> bool:
    """Whether it is a signing, or tells of people outside."""
    if need.signs:
        return True
    return need.kind is RequirementKind.RECORD and need.actor not in INSIDE
