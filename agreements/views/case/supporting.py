"""Surat pendukung: the papers of a case that no stage asks for."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from agreements.documents import needs, supporting
from agreements.documents.letters.case_letters import LetterOrder
from agreements.documents.letters.living import is_letter
from agreements.documents.needs import Gap
from agreements.documents.supporting import Supporting
from agreements.forms.supporting import SupportingForm
from agreements.models import Agreement, Document, Meeting
from agreements.pages.case import gap_links
from agreements.pages.case.disputes import words_of_dispute
from agreements.views.common import PageContext, page_status, visible_or_404
from agreements.views.letters.letter import begin_or_ask
from agreements.views.repeating import asking_or_saying, run_order, wish_of
from kerjasama.accounts.models import User
from kerjasama.accounts.policy import EVERYBODY, allow
from kerjasama.parameters import primary_key_in
from kerjasama.web.requests import AuthenticatedRequest


@allow(*EVERYBODY)
def show_supporting_papers(
    request: AuthenticatedRequest, pk: int, typed: SupportingForm | None = None
) -> HttpResponse:
    """The supporting papers of the case; `typed` is a form to show again."""
    agreement = visible_or_404(request.user, pk)
    offered = offered_papers(
        request.user,
        agreement,
        supporting.OF_CASE,
        typed=typed,
        known=words_of_dispute(agreement, request.GET),
    )
    shown = {"agreement": agreement, **offered}
    return render(
        request, "pages/supporting.html", shown, status=page_status(is_refused=bool(typed))
    )


def offered_papers(
    user: User,
    agreement: Agreement,
    choice: tuple[Supporting, ...],
    meeting: Meeting | None = None,
    typed: SupportingForm | None = None,
    known: Mapping[str, str] | None = None,
) -> PageContext:
    """Each paper that has a place now or was made before: its form, what is missing for it, and
    what was made. `known` is what need not be typed again.
    """
    made: dict[str, list[Document]] = {paper.kind: [] for paper in choice}
    for document in agreement.documents.filter(kind__in=made, meeting=meeting).order_by("-pk"):
        made[document.kind].append(document)
    rows = [
        _offer(user, agreement, paper, made[paper.kind], meeting, typed, known or {})
        for paper in choice
    ]
    return {
        "offers": [offer for offer in rows if offer.is_open or offer.made],
        "busy": any(offer.busy for offer in rows),
        "busy_papers": [paper for papers in made.values() for paper in papers],
    }


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


@allow(*EVERYBODY)
def order_supporting_view(request: AuthenticatedRequest, pk: int, kind: str) -> HttpResponse:
    """Order one, or begin the draft of a letter; a paper of a meeting says which in `rapat`."""
    agreement = visible_or_404(request.user, pk)
    if request.method != "POST":
        return redirect("surat-pendukung", pk)
    paper = supporting.BY_KIND.get(kind)
    if paper is None:
        raise Http404
    meeting_pk = None
    back = reverse("surat-pendukung", args=[pk])
    if paper.of_meeting:
        asked = primary_key_in(request.POST.get("rapat", ""))
        meeting_pk = get_object_or_404(agreement.meetings.all(), pk=asked).pk
        back = reverse("rapat-rinci", args=[pk, meeting_pk])
    form = SupportingForm(request.POST, paper=paper, agreement=agreement)
    if not form.is_valid():
        return show_supporting_papers(request, pk, typed=form)
    if is_letter(kind):
        order = LetterOrder(kind, form.cleaned_data, meeting_pk, wish_of(request))
        answer = asking_or_saying(request, agreement, back, meeting_pk)
        return begin_or_ask(request, pk, order, answer)
    act = partial(
        supporting.order_supporting_paper,
        pk,
        request.user,
        kind,
        form.cleaned_data,
        meeting_pk,
        wish_of(request),
    )
    return run_order(request, agreement, act, f"{paper.title} sedang dibuat.", back, meeting_pk)
