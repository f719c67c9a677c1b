"""Persetujuan akun: what was proposed of leading seats and of accounts, for the second person."""

from collections.abc import Callable

from django.contrib import messages
from django.db import transaction
from django.db.models import Model
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from kerjasama.parameters import primary_key_in
from kerjasama.signin import loosening
from kerjasama.signin.models import RulesProposal
from kerjasama.web.requests import AuthenticatedRequest

from . import granting, merging
from .confirming import GrantRefused
from .models import AccountProposal, Membership, SeatState
from .policy import allow
from .register_pages import build_proposals_page
from .roles import CONFIRMERS

# Under which name of the form what is decided, and how.
DECIDING: dict[str, tuple[type[Model], Callable[..., object]]] = {
    "kursi": (Membership, granting.decide_seat),
    "usulan": (AccountProposal, granting.decide_about),
    "aturan": (RulesProposal, loosening.decide_rules),
}


@allow(*CONFIRMERS)
def show_proposals(request: AuthenticatedRequest) -> HttpResponse:
    """What waits, each with the buttons of whoever is the second person; or one of it decided."""
    if request.method == "POST":
        _decide(request)
        return redirect("persetujuan-akun")
    seats = Membership.objects.filter(state=SeatState.PENDING).select_related(
        "user", "unit", "official__unit", "stands_in_for__user", "given_by"
    )
    seats = seats.prefetch_related("letters", "official__letters")
    abouts = AccountProposal.objects.filter(state=SeatState.PENDING).select_related(
        "person", "by", "seat__unit", "seat__official__unit"
    )
    rules = RulesProposal.objects.filter(state=SeatState.PENDING).select_related("by")
    page = build_proposals_page(request.user, seats, abouts, rules)
    return render(request, "pages/account_proposals.html", {"page": page})


def _decide(request: AuthenticatedRequest) -> None:
    """Decide all that was chosen, or nothing of it."""
    if not DECIDING.keys() & set(request.POST):
        messages.error(request, "Tandai dahulu yang diputus.")
        return
    is_given = request.POST.get("putusan") == "setujui"
    note = request.POST.get("catatan", "")
    try:
        with transaction.atomic():
            for name, (model, decide) in DECIDING.items():
                for key in request.POST.getlist(name):
                    row = get_object_or_404(model, pk=primary_key_in(key))
                    decide(row.pk, request.user, is_given=is_given, note=note)
    except (GrantRefused, merging.UnitMergeRefused) as refusal:
        messages.error(request, str(refusal))
        return
    messages.success(request, "Disetujui dan berlaku." if is_given else "Ditolak.")
