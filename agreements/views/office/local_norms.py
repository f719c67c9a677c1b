"""Pengaturan, Norma setempat: which requirements without an article the office asks for."""

from django.http import HttpResponse
from django.shortcuts import redirect, render

from agreements.forms.local_norms import NormForm
from agreements.pages.office.local_norms import (
    build_local_norms_page,
    build_norms_of_track_page,
)
from agreements.regulations.local_norms import NormChoice
from agreements.views.common import page_status, run_form_act, track_or_404
from agreements.workflow.local_norms import choose_norm
from kerjasama.accounts.policy import MANAGERS, allow
from kerjasama.web import lists
from kerjasama.web.requests import AuthenticatedRequest

TRACKS = lists.make_listing(
    "norma-setempat",
    {
        "Jalur": lambda row: row.track.title,
        "Syarat tanpa pasal": lambda row: row.count,
        "Bila perlu": lambda row: row.softened,
        "Tidak dipakai": lambda row: row.dropped,
    },
)


HOLDS_FROM = "Tersimpan; berlaku bagi tiap berkas mulai tahap berikut yang dimasukinya."


@allow(*MANAGERS)
def show_norms(request: AuthenticatedRequest) -> HttpResponse:
    """Every track with how many of its requirements no article asks for."""
    page = build_local_norms_page()
    return lists.show_page(request, "pages/local_norms.html", page, TRACKS)


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
    status = page_status(is_refused=bool(rejected))
    page = build_norms_of_track_page(request.user, road, rejected)
    return render(request, "pages/local_norms_of_track.html", {"page": page}, status=status)
