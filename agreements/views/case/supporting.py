"""Surat pendukung: the papers of a case that no stage asks for."""

from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from agreements.documents import supporting
from agreements.documents.letters.case_letters import LetterOrder
from agreements.documents.letters.living import is_letter
from agreements.forms.supporting import SupportingForm
from agreements.pages.case.disputes import words_of_dispute
from agreements.pages.case.supporting import offered_papers
from agreements.views.common import page_status, visible_or_404
from agreements.views.letters.letter import begin_or_ask
from agreements.views.repeating import asking_or_saying, run_order, wish_of
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
    shown = {"page": offered, "agreement": agreement}
    return render(
        request, "pages/supporting.html", shown, status=page_status(is_refused=bool(typed))
    )


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
