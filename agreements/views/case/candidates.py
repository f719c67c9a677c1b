"""Calon mitra: listed by the OPD, compared, and one of them chosen by the TKKSD."""

from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from agreements.forms.candidates import CandidateForm, ChoiceForm
from agreements.models import Agreement
from agreements.pages.case.candidates import build_candidates_page
from agreements.pages.case.partner_choice import candidates_for
from agreements.regulations.vocabulary import Requirement, Stage
from agreements.views.common import page_status, run_act, run_form_act, visible_or_404
from agreements.workflow import choosing_mitra
from kerjasama.accounts.models import Role
from kerjasama.accounts.policy import EVERYBODY, allow
from kerjasama.web.requests import AuthenticatedRequest


@allow(*EVERYBODY)
def compare_candidates(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The candidates side by side; the OPD lists a further one."""
    agreement = visible_or_404(request.user, pk)
    choice = _choice_or_404(agreement)
    form = None
    if request.method == "POST":
        form = CandidateForm(request.POST, found=candidates_for(agreement, request.GET))
        act = partial(choosing_mitra.add_candidate, pk, request.user, form.instance)
        if run_form_act(request, form, act, "Calon mitra dicatat."):
            return redirect("banding-calon", pk)
    return _page(request, agreement, choice, form=form)


@allow(Role.OPD)
@require_POST
def remove_candidate_view(request: AuthenticatedRequest, pk: int, candidate: int) -> HttpResponse:
    """Strike a candidate off the list."""
    row = get_object_or_404(visible_or_404(request.user, pk).candidates, pk=candidate)
    act = partial(choosing_mitra.remove_candidate, pk, request.user, row.pk)
    return run_act(request, act, "Calon mitra dihapus.", reverse("banding-calon", args=[pk]))


@allow(Role.TKKSD, Role.VERIFIER)
@require_POST
def choose_mitra_view(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Record which candidate was chosen; it becomes the mitra."""
    agreement = visible_or_404(request.user, pk)
    choice = _choice_or_404(agreement)
    form = ChoiceForm(request.POST, agreement=agreement)
    seen = request.POST.get("versi", "")

    def choose() -> None:
        data = dict(form.cleaned_data)
        candidate = data.pop("candidate")
        choosing_mitra.choose_mitra(pk, request.user, candidate.pk, seen, **data)

    if run_form_act(request, form, choose, "Mitra dipilih."):
        return redirect("banding-calon", pk)
    return _page(request, agreement, choice, choice_form=form)


def _choice_or_404(agreement: Agreement) -> tuple[Stage, Requirement]:
    choice = agreement.track.choice_of_mitra
    if choice is None:
        raise Http404
    return choice


def _page(
    request: AuthenticatedRequest,
    agreement: Agreement,
    choice: tuple[Stage, Requirement],
    form: CandidateForm | None = None,
    choice_form: ChoiceForm | None = None,
) -> HttpResponse:
    page = build_candidates_page(
        request.user, agreement, choice, request.GET, form=form, choice_form=choice_form
    )
    return render(
        request,
        "pages/candidates.html",
        {"page": page, "agreement": agreement},
        status=page_status(is_refused=request.method == "POST"),
    )
