"""Para pihak: who belongs to a case, in which order, and what its naskah says of each."""

from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from agreements.pages.case.parties import build_parties_page
from agreements.views.common import run_act, visible_or_404
from agreements.workflow import changing_parties, party_data
from kerjasama.accounts.models import Role
from kerjasama.accounts.policy import EVERYBODY, OFFICE, allow
from kerjasama.parameters import primary_key_in
from kerjasama.web.requests import AuthenticatedRequest

ACTS = {
    "naik": (changing_parties.move_party_up, "Urutan para pihak diubah."),
    "hapus": (changing_parties.remove_party, "Pihak dihapus."),
    "ambil": (party_data.take_party_data, "Data mitra terbaru diambil."),
}


@allow(*EVERYBODY)
def show_parties(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The parties of a case that this person may see."""
    agreement = visible_or_404(request.user, pk)
    page = build_parties_page(request.user, agreement, request.GET)
    return render(request, "pages/parties.html", {"page": page, "agreement": agreement})


@require_POST
@allow(Role.OPD)
def add_party_view(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Add the chosen partner."""
    visible_or_404(request.user, pk)
    partner = primary_key_in(request.POST.get("partner", ""))
    act = partial(
        changing_parties.add_party, pk, request.user, partner, request.POST.get("versi", "")
    )
    return run_act(request, act, "Pihak ditambahkan.", reverse("pihak", args=[pk]))


@require_POST
@allow(Role.OPD, *OFFICE)
def change_party_view(request: AuthenticatedRequest, pk: int, party: int, act: str) -> HttpResponse:
    """Move a party up, remove it, or take what the registry says of it today."""
    visible_or_404(request.user, pk)
    if act not in ACTS:
        raise Http404
    do, said = ACTS[act]
    ordered = partial(do, pk, request.user, party, request.POST.get("versi", ""))
    return run_act(request, ordered, said, reverse("pihak", args=[pk]))
