"""Pengaturan, Norma setempat: which requirements without an article the office asks for."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render

from agreements.models import LocalNormChoice, LocalNorms
from agreements.regulations import catalogue
from agreements.regulations.local_norms import NormChoice
from agreements.regulations.vocabulary import Track
from agreements.views.common import page_status, run_form_act, track_or_404
from agreements.workflow.local_norms import ChosenNorm, choose_norm, norms_of_track
from kerjasama.accounts import policy
from kerjasama.accounts.policy import MANAGERS, allow
from kerjasama.web import lists
from kerjasama.web.requests import AuthenticatedRequest

CHOICES = [(one.value, one.label) for one in NormChoice]
TRACKS = lists.make_listing(
    "norma-setempat",
    {
        "Jalur": lambda row: row[0].title,
        "Syarat tanpa pasal": lambda row: len(row[1]),
        "Bila perlu": lambda row: _count(row[1], NormChoice.SOFTENED),
        "Tidak dipakai": lambda row: _count(row[1], NormChoice.DROPPED),
    },
)


HOLDS_FROM = "Tersimpan; berlaku bagi tiap berkas mulai tahap berikut yang dimasukinya."


class NormForm(forms.Form):
    """What the office makes of one local norm, and why."""

    choice = forms.ChoiceField(label="Berlaku", choices=CHOICES)
    reason = forms.CharField(
        label="Alasan", max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )


@allow(*MANAGERS)
def show_norms(request: AuthenticatedRequest) -> HttpResponse:
    """Every track with how many of its requirements no article asks for."""
    norms = LocalNorms.read()
    rows = [(track, list(norms_of_track(track, norms))) for track in catalogue.tracks_here()]
    counted = [
        (
            track,
            chosen,
            _count(chosen, NormChoice.SOFTENED),
            _count(chosen, NormChoice.DROPPED),
        )
        for track, chosen in rows
    ]
    return lists.show_list(request, "pages/local_norms.html", {"rows": counted}, TRACKS)


@allow(*MANAGERS)
def edit_norms_of_track(request: AuthenticatedRequest, track: str) -> HttpResponse:
    """One small form a norm; the one that was sent keeps what was typed when it is refused."""
    road = track_or_404(track)
    stage_code, _, code = request.POST.get("syarat", "").partition("/")
    sent = NormForm(request.POST or None)

    def choose() -> None:
        typed = sent.cleaned_data
        choice = NormChoice(typed["choice"])
        choose_norm(road, (stage_code, code), choice, typed["reason"], request.user)

    if run_form_act(request, sent, choose, HOLDS_FROM, "choice"):
        return redirect("norma-setempat-jalur", road.code)
    rejected = {(stage_code, code): sent} if sent.is_bound else {}
    page = {
        "track": road,
        "rows": [
            (chosen, rejected.get(chosen.norm.key) or _form_of(chosen))
            for chosen in norms_of_track(road, LocalNorms.read())
        ],
        "log": _log_of(road),
        "may_choose": policy.may_choose_norms(request.user),
    }
    status = page_status(is_refused=bool(rejected))
    return render(request, "pages/local_norms_of_track.html", page, status=status)


def _form_of(chosen: ChosenNorm) -> NormForm:
    return NormForm(initial={"choice": chosen.choice}, auto_id=f"{'-'.join(chosen.norm.key)}-%s")


def _log_of(track: Track) -> list[tuple[LocalNormChoice, str]]:
    """What was decided on this track in words, the newest first."""
    rows = LocalNormChoice.objects.filter(track_code=track.code).select_related("by")
    return [
        (row, f"{_text_of(track, row)}: {NormChoice(row.choice).label.lower()}")
        for row in rows.order_by("-pk")
    ]


def _text_of(track: Track, row: LocalNormChoice) -> str:
    """The requirement as it reads now; its code where the track does not have it any more."""
    need = track.requirement(row.stage_code, row.requirement_code)
    return need.text if need else row.requirement_code


def _count(chosen: list[ChosenNorm], choice: NormChoice) -> int:
    return sum(one.choice is choice for one in chosen)
