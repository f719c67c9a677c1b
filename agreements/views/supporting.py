"""Surat pendukung: the papers of a case that no stage asks for."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from agreements.documents import needs, supporting
from agreements.documents.repeating import AlreadyMade
from agreements.documents.supporting import Supporting
from agreements.forms.supporting import SupportingForm
from agreements.models import Agreement, Document, DocumentState, Meeting
from agreements.views import gap_links
from agreements.workflow.guarding import Refused
from kerjasama.accounts.models import User
from kerjasama.accounts.policy import EVERYBODY, allow
from kerjasama.parameters import primary_key_in
from kerjasama.web.requests import AuthenticatedRequest

from .common import reasons_of, visible_or_404
from .repeating import ask_to_repeat, wish_of


@allow(*EVERYBODY)
def show_supporting_papers(
    request: AuthenticatedRequest, pk: int, typed: SupportingForm | None = None
) -> HttpResponse:
    agreement = visible_or_404(request.user, pk)
    shown = {
        "agreement": agreement,
        **offered_papers(request.user, agreement, supporting.OF_CASE, typed=typed),
    }
    return render(request, "pages/supporting.html", shown, status=422 if typed else 200)


def offered_papers(
    user: User,
    agreement: Agreement,
    choice: tuple[Supporting, ...],
    meeting: Meeting | None = None,
    typed=None,
) -> dict:
    """Each paper that has a place now or was made before: its form, what is missing for it, and
    what was made.
    """
    made: dict[str, list[Document]] = {paper.kind: [] for paper in choice}
    for document in agreement.documents.filter(kind__in=made, meeting=meeting).order_by("-pk"):
        made[document.kind].append(document)
    rows = [_offer(user, agreement, paper, made[paper.kind], meeting, typed) for paper in choice]
    offers, waiting = (
        [row for row in rows if row["is_open"] or row["made"]],
        [paper for papers in made.values() for paper in papers],
    )
    return {"offers": offers, "busy": any(row["busy"] for row in rows), "busy_papers": waiting}


def _offer(
    user: User, agreement: Agreement, paper: Supporting, made: list, meeting: Meeting | None, typed
) -> dict:
    is_open = supporting.is_paper_open(paper, agreement)
    mine = is_open and supporting.may_order_supporting_paper(user, paper, agreement)
    missing = (
        [
            *needs.known_gaps_of(paper.kind, agreement, False),
            *needs.gaps_of_meeting(paper.kind, meeting),
        ]
        if is_open
        else []
    )
    return {
        "paper": paper,
        "is_open": is_open,
        "made": made,
        "busy": any(document.state == DocumentState.QUEUED for document in made),
        "gaps": [
            gap_links.gap_with_link(user, agreement, gap, meeting.pk if meeting else None)
            for gap in missing
        ],
        "form": _form(agreement, paper, typed) if mine and not missing else None,
        "mine": mine,
    }


def _form(agreement: Agreement, paper: Supporting, typed: SupportingForm | None) -> SupportingForm:
    return (
        typed
        if typed and typed.paper == paper
        else SupportingForm(paper=paper, agreement=agreement)
    )


@allow(*EVERYBODY)
def order_supporting_view(request: AuthenticatedRequest, pk: int, kind) -> HttpResponse:
    """Order one; a paper of a meeting says which in `rapat`."""
    if request.method != "POST":
        visible_or_404(request.user, pk)
        return redirect("surat-pendukung", pk)
    agreement, paper = visible_or_404(request.user, pk), supporting.BY_KIND.get(kind)
    if paper is None:
        raise Http404
    meeting = (
        get_object_or_404(
            agreement.meetings.all(), pk=primary_key_in(request.POST.get("rapat", ""))
        )
        if paper.of_meeting
        else None
    )
    meeting_pk = meeting.pk if meeting else None
    form = SupportingForm(request.POST, paper=paper, agreement=agreement)
    if not form.is_valid():
        return show_supporting_papers(request, pk, typed=form)
    back = redirect("rapat-rinci", pk, meeting.pk) if meeting else redirect("surat-pendukung", pk)
    try:
        supporting.order_supporting_paper(
            pk, request.user, kind, form.cleaned_data, meeting_pk, wish_of(request)
        )
    except AlreadyMade as made:
        return ask_to_repeat(request, agreement, made, back.url)
    except Refused as refusal:
        for reason in reasons_of(request.user, agreement, refusal, meeting_pk):
            messages.error(request, reason)
        return back
    messages.success(request, f"{paper.title} sedang dibuat.")
    return back
