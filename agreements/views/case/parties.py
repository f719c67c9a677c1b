"""Para pihak: who belongs to a case, in which order, and what its naskah says of each."""

from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from agreements.forms.parties import form_of_signatory, may_be_named
from agreements.models import Agreement
from agreements.pages.case.parties import build_parties_page, build_signatory_page
from agreements.views.common import page_status, run_act, run_form_act, visible_or_404
from agreements.workflow import changing_parties, party_data
from agreements.workflow.requirement_gaps import is_signed
from kerjasama.accounts.models import Role, User
from kerjasama.accounts.policy import EVERYBODY, OFFICE, OPD_ROLES, allow
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


@allow(Role.OPD)
def name_signatory_view(
    request: AuthenticatedRequest, pk: int, party: int, kind: str
) -> HttpResponse:
    """Who signs this naskah for a party: named, or no longer named."""
    agreement = visible_or_404(request.user, pk)
    row = get_object_or_404(agreement.parties, pk=party)
    if kind not in agreement.track.signings or not may_be_named(row, kind):
        raise Http404
    # What was typed meanwhile is refused in its form.
    if request.method != "POST" and not _may_name(request.user, agreement, kind):
        raise Http404
    form = form_of_signatory(agreement, row, kind, request.POST or None)
    version = request.POST.get("versi") or agreement.content_hash
    page = build_signatory_page(agreement, row, kind, form, version)
    name = partial(changing_parties.name_signatory, pk, request.user, party)
    if "hapus" in request.POST:
        act = partial(name, None, kind, version)
        return run_act(request, act, "Penanda tangan dihapus.", reverse("pihak", args=[pk]))
    act = partial(name, form.instance, kind, version)
    if request.method == "POST" and run_form_act(request, form, act, "Penanda tangan tersimpan."):
        return redirect("pihak", pk)
    status = page_status(is_refused=request.method == "POST")
    shown = {"page": page, "agreement": agreement}
    return render(request, "pages/signatory.html", shown, status=status)


def _may_name(user: User, agreement: Agreement, kind: str) -> bool:
    """Whether this person may still say who signs the naskah."""
    may = changing_parties.may_name_signatories(user, agreement)
    return may and not is_signed(agreement, kind)


@allow(Role.OPD)
@require_POST
def add_party_view(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Add the chosen partner."""
    visible_or_404(request.user, pk)
    partner = primary_key_in(request.POST.get("partner", ""))
    act = partial(
        changing_parties.add_party, pk, request.user, partner, request.POST.get("versi", "")
    )
    return run_act(request, act, "Pihak ditambahkan.", reverse("pihak", args=[pk]))


@allow(*OPD_ROLES, *OFFICE)
@require_POST
def change_party_view(request: AuthenticatedRequest, pk: int, party: int, act: str) -> HttpResponse:
    """Move a party up, remove it, or take what the registry says of it today."""
    visible_or_404(request.user, pk)
    if act not in ACTS:
        raise Http404
    do, said = ACTS[act]
    ordered = partial(do, pk, request.user, party, request.POST.get("versi", ""))
    return run_act(request, ordered, said, reverse("pihak", args=[pk]))
