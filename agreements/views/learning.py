"""Learning the law: sample papers, trying a track, checking oneself, and who has understood it."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from agreements.demo.trial import Step, walk_trial
from agreements.forms.self_check import SelfCheckForm
from agreements.forms.trial import TrialStepForm
from agreements.models import SamplePaper, SelfCheck, Trial
from agreements.pages.learning import (
    UnderstandingPage,
    UnitRow,
    build_self_check_page,
    understanding_by_unit,
)
from agreements.regulations.families import Family
from agreements.regulations.self_check import questions_of
from agreements.regulations.vocabulary import Track
from agreements.views.case.papers import serve_stored_file
from agreements.views.common import page_status, track_or_404
from kerjasama.accounts.policy import EVERYBODY, OFFICE, allow
from kerjasama.web import lists
from kerjasama.web.requests import AuthenticatedRequest


@allow(*EVERYBODY)
def show_sample(request: AuthenticatedRequest, code: str, kind: str) -> HttpResponse:
    """How such a paper looks on that track, as PDF."""
    sample = get_object_or_404(SamplePaper, track_code=code, kind=kind)
    return serve_stored_file(sample.sha256, "application/pdf", f"contoh-{kind}.pdf")


@allow(*EVERYBODY)
def show_trial(request: AuthenticatedRequest, code: str) -> HttpResponse:
    """The trial of a track: what was done, and what may be done now."""
    return render(request, "pages/trial.html", {"page": walk_trial(*_trial_of(request, code))})


@allow(*EVERYBODY)
@require_POST
def take_trial_step(request: AuthenticatedRequest, code: str) -> HttpResponse:
    """Take one more step, unless the page that sent it is not the newest."""
    track, steps = _trial_of(request, code)
    form = TrialStepForm(request.POST)
    if not form.is_valid() or form.cleaned_data["after"] > len(steps):
        messages.info(request, "Uji alur ini sudah berjalan lebih jauh. Lanjutkan dari sini.")
        return redirect("uji-alur", code)
    step = (form.cleaned_data["step"], form.cleaned_data["outcome"])
    _keep_steps(request, track, [*steps[: form.cleaned_data["after"]], step])
    return redirect("uji-alur", code)


@allow(*EVERYBODY)
@require_POST
def take_trial_step_back(request: AuthenticatedRequest, code: str) -> HttpResponse:
    """Take back the last step."""
    track, steps = _trial_of(request, code)
    _keep_steps(request, track, steps[:-1])
    return redirect("uji-alur", code)


@allow(*EVERYBODY)
@require_POST
def end_trial(request: AuthenticatedRequest, code: str) -> HttpResponse:
    """Remove the trial."""
    Trial.objects.filter(user=request.user, track_code=code).delete()
    messages.success(request, "Uji alur dihapus.")
    return redirect("alur-rinci", code)


def _trial_of(request: AuthenticatedRequest, code: str) -> tuple[Track, list[Step]]:
    """The track as it is tried, and the steps that were taken. None are taken where the law has
    changed since.
    """
    track = track_or_404(code)
    trial = Trial.objects.filter(
        user=request.user, track_code=code, track_version=track.version
    ).first()
    return track, [(step, outcome) for step, outcome in trial.steps] if trial else []


def _keep_steps(request: AuthenticatedRequest, track: Track, steps: list[Step]) -> None:
    Trial.objects.update_or_create(
        {"track_version": track.version, "steps": steps},
        user=request.user,
        track_code=track.code,
    )


@allow(*EVERYBODY)
def check_oneself(request: AuthenticatedRequest, family: str) -> HttpResponse:
    """The questions on one kind of cooperation, and what the last answers lacked."""
    try:
        asked = Family(family)
    except ValueError:
        raise Http404 from None
    form = SelfCheckForm(questions_of(asked), request.POST or None)
    if request.method == "POST" and form.is_valid():
        answered = {"asked": len(form.questions), "missed": form.missed}
        check, _ = SelfCheck.objects.update_or_create(answered, user=request.user, family=asked)
        messages.success(request, f"{check}.")
        return redirect("uji-pemahaman", asked)
    page = build_self_check_page(request.user, asked, form)
    status = page_status(is_refused=form.is_bound)
    return render(request, "pages/self_check.html", {"page": page}, status=status)


def _who_understood(place: int, row: UnitRow) -> str:
    return ", ".join(row.cells[place].names)


UNDERSTANDING = lists.make_listing(
    "pemahaman",
    {
        "OPD": lambda row: row.unit,
        "Pegawai": lambda row: row.people,
        **{family.label: partial(_who_understood, place) for place, family in enumerate(Family)},
    },
)


@allow(*OFFICE)
def show_understanding(request: AuthenticatedRequest) -> HttpResponse:
    """Who of each OPD has understood which kind of cooperation."""
    page = UnderstandingPage(understanding_by_unit())
    return lists.show_page(request, "pages/understanding.html", page, UNDERSTANDING)
