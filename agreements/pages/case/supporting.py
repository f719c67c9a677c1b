"""The papers of a case that no stage asks for: which may be ordered, and what was made."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain

from agreements.documents import needs, supporting
from agreements.documents.needs import Gap
from agreements.documents.supporting import Supporting
from agreements.forms.supporting import SupportingForm
from agreements.models import Agreement, Document, Meeting
from agreements.pages.case import gap_links
from kerjasama.accounts.models import User


@dataclass(frozen=True)
class PaperOffer:
    """A supporting paper: whether it has a place now, what was made, what it lacks (each gap with
    the way to mend it), and the form for whoever may order it.
    """

    paper: Supporting
    is_open: bool
    made: list[Document]
    gaps: list[str]
    form: SupportingForm | None
    mine: bool

    @property
    def busy(self) -> bool:
        """Whether one of them is still being made."""
        return any(document.is_queued for document in self.made)


@dataclass(frozen=True)
class OfferedPapers:
    """The papers of a case, or of one meeting of it. `busy_papers` are all that were made, of which
    some may still be waited for.
    """

    offers: list[PaperOffer]
    busy_papers: list[Document]
    is_busy: bool
    meeting: Meeting | None


def offered_papers(
    user: User,
    agreement: Agreement,
    choice: tuple[Supporting, ...],
    meeting: Meeting | None = None,
    typed: SupportingForm | None = None,
    known: Mapping[str, str] | None = None,
) -> OfferedPapers:
    """Each paper that has a place now or was made before: its form, what is missing for it, and
    what was made. `known` is what need not be typed again.
    """
    made = _made_of_kinds(agreement, choice, meeting)
    rows = [
        _offer(user, agreement, paper, made[paper.kind], meeting, typed, known or {})
        for paper in choice
    ]
    return OfferedPapers(
        offers=[offer for offer in rows if offer.is_open or offer.made],
        busy_papers=list(chain(*made.values())),
        is_busy=any(offer.busy for offer in rows),
        meeting=meeting,
    )


def _made_of_kinds(
    agreement: Agreement, choice: tuple[Supporting, ...], meeting: Meeting | None
) -> dict[str, list[Document]]:
    """What was made of each of these, the newest first."""
    made: dict[str, list[Document]] = {paper.kind: [] for paper in choice}
    for document in agreement.documents.filter(kind__in=made, meeting=meeting).order_by("-pk"):
        made[document.kind].append(document)
    return made


def _offer(
    user: User,
    agreement: Agreement,
    paper: Supporting,
    made: list[Document],
    meeting: Meeting | None,
    typed: SupportingForm | None,
    known: Mapping[str, str],
) -> PaperOffer:
    is_open = supporting.is_paper_open(paper, agreement)
    mine = is_open and supporting.may_order_supporting_paper(user, paper, agreement)
    missing: list[Gap] = []
    if is_open:
        missing += needs.known_gaps_of(paper.kind, agreement, draft=False)
        missing += needs.gaps_of_meeting(paper.kind, meeting)
    form = None
    if mine and not missing:
        form = _form(agreement, paper, typed, known)
    meeting_pk = getattr(meeting, "pk", None)
    gaps = [gap_links.gap_with_link(user, agreement, gap, meeting_pk) for gap in missing]
    return PaperOffer(paper, is_open, made, gaps, form, mine)


def _form(
    agreement: Agreement,
    paper: Supporting,
    typed: SupportingForm | None,
    known: Mapping[str, str],
) -> SupportingForm:
    if typed and typed.paper == paper:
        return typed
    return SupportingForm(paper=paper, agreement=agreement, initial=known)
