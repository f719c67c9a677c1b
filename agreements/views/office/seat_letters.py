"""The letters by which seats and offices were given: one's own, those of a seat, of an office."""

from dataclasses import replace

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from agreements.documents.archive.integrity import mark_damaged_rows
from agreements.documents.seat_letters import (
    keep_seat_letter,
    may_keep_letters,
    may_read_letters,
)
from agreements.forms.seat_letter import SeatLetterForm
from agreements.models import SeatLetter
from agreements.pages.office.seat_letters import OwnSeatsPage, SeatLettersPage, WayBack
from agreements.views.case.papers import serve_row
from agreements.views.common import page_status
from kerjasama.accounts.models import Membership, Official, Role, SeatState
from kerjasama.accounts.policy import EVERYBODY, MANAGERS, allow
from kerjasama.signin.fresh import fresh
from kerjasama.web.requests import AuthenticatedRequest


@allow(*EVERYBODY)
def show_own_seats(request: AuthenticatedRequest) -> HttpResponse:
    """One's own seats, until when each is held and by which letter."""
    rows = request.user.memberships.exclude(state=SeatState.REFUSED).select_related(
        "unit", "official__unit", "stands_in_for__user"
    )
    seats = rows.prefetch_related("letters", "official__letters").order_by("-pk")
    held = [seat for seat in seats if not seat.is_over]
    return render(request, "pages/own_seats.html", {"page": OwnSeatsPage(held)})


@allow(*EVERYBODY)
@fresh
def show_letters_of_seat(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The files of a seat, for whom they concern; who administers adds one."""
    rows = Membership.objects.select_related("user", "unit", "official__unit")
    seat = get_object_or_404(rows, pk=pk)
    if not may_read_letters(request.user, seat):
        raise Http404
    letters = list(SeatLetter.objects.of_seat(seat).select_related("by"))
    back = WayBack(reverse("peran-saya"), "Peran saya")
    if seat.user_id not in request.user.accounts:
        back = WayBack(reverse("persetujuan-akun"), "Persetujuan akun")
    if Role.ADMIN in request.user.roles:
        back = WayBack(reverse("pengguna-rinci", args=[seat.user_id]), str(seat.user))
    page = SeatLettersPage(f"{seat.said}: {seat.user}", seat, back, letters)
    return _show(request, page, seat=seat)


@allow(*MANAGERS)
@fresh
def show_letters_of_official(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The files of a period of office."""
    official = get_object_or_404(Official.objects.select_related("unit"), pk=pk)
    letters = list(SeatLetter.objects.of_official(official).select_related("by"))
    page = SeatLettersPage(
        title=f"{official.prefix}{official.place}: {official}",
        row=official,
        back=WayBack(reverse("pejabat-rinci", args=[pk]), str(official)),
        letters=letters,
    )
    return _show(request, page, official=official)


def _show(
    request: AuthenticatedRequest,
    page: SeatLettersPage,
    seat: Membership | None = None,
    official: Official | None = None,
) -> HttpResponse:
    form = None
    if may_keep_letters(request.user):
        form = SeatLetterForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form is None:
        raise PermissionDenied
    if request.method == "POST" and form is not None and form.is_valid():
        content, name = form.cleaned_data["upload"]
        keep_seat_letter(content, name, request.user, seat, official)
        messages.success(request, "Surat penunjukan tersimpan.")
        return redirect(request.path)
    mark_damaged_rows(page.letters)
    status = page_status(is_refused=form is not None and form.is_bound)
    shown = {"page": replace(page, form=form)}
    return render(request, "pages/seat_letters.html", shown, status=status)


@allow(*EVERYBODY)
def download_seat_letter(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """One file; that it was read stands in the log."""
    row = get_object_or_404(SeatLetter.objects.select_related("seat", "official"), pk=pk)
    seats = [row.seat] if row.seat else []
    if row.official is not None:
        seats += row.official.seats.exclude(state=SeatState.REFUSED)
    if not any(may_read_letters(request.user, seat) for seat in [*seats, None]):
        raise Http404
    return serve_row(request, row)
