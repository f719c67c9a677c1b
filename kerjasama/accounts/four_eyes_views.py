"""Persetujuan akun: what was proposed of leading seats and of accounts, for the second person."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from kerjasama.parameters import primary_key_in
from kerjasama.signin import telling
from kerjasama.web.requests import AuthenticatedRequest

from . import granting, merging
from .models import AccountProposal, Membership, SeatState, User
from .policy import allow
from .roles import CONFIRMERS


@allow(*CONFIRMERS)
def show_proposals(request: AuthenticatedRequest) -> HttpResponse:
    """What waits, each with the buttons of whoever is the second person; or one of it decided."""
    if request.method == "POST":
        _decide(request)
        return redirect("persetujuan-akun")
    seats = Membership.objects.filter(state=SeatState.PENDING).select_related(
        "user", "unit", "official__unit", "stands_in_for__user", "given_by"
    )
    abouts = AccountProposal.objects.filter(state=SeatState.PENDING).select_related("person", "by")
    page = {
        "seats": [
            (row, granting.why_not_confirm(request.user, row.given_by, row.user)) for row in seats
        ],
        "abouts": [
            (row, granting.why_not_confirm(request.user, row.by, row.person)) for row in abouts
        ],
    }
    return render(request, "pages/account_proposals.html", page)


def _decide(request: AuthenticatedRequest) -> None:
    is_given = request.POST.get("putusan") == "setujui"
    note = request.POST.get("catatan", "")
    seat, about = request.POST.get("kursi", ""), request.POST.get("usulan", "")
    try:
        if seat:
            row = get_object_or_404(Membership, pk=primary_key_in(seat))
            granting.decide_seat(row.pk, request.user, is_given=is_given, note=note)
            what = f"peran {row.said} {'disetujui' if is_given else 'ditolak'}"
            telling.tell_administered(request.user, row.user, what)
        else:
            proposal = get_object_or_404(AccountProposal, pk=primary_key_in(about))
            former = proposal.person.email
            granting.decide_about(proposal.pk, request.user, is_given=is_given, note=note)
            person = User.objects.get(pk=proposal.person_id)
            if person.email != former:
                telling.tell_mail_changed(person, former, request.user)
    except (granting.GrantRefused, merging.UnitMergeRefused) as refusal:
        messages.error(request, str(refusal))
        return
    messages.success(request, "Disetujui dan berlaku." if is_given else "Ditolak.")
