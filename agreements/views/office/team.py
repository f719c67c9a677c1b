"""TKKSD: who sits in it on a day, and the Keputusan that made it, recorded by Bagian Kerja Sama."""

from functools import partial
from typing import cast

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from agreements.forms.team import (
    EMPTY_SEATS,
    TeamDayForm,
    TeamDecreeForm,
    TeamSeatFormSet,
    TeamSeats,
    WithdrawalForm,
    empty_seats,
)
from agreements.models import TeamDecree, TeamSeat
from agreements.pages.team import DecreeFormPage, build_decree_page, build_team_page
from agreements.views.case.papers import serve_row
from agreements.views.common import page_status, run_form_act
from agreements.workflow import team
from agreements.workflow.guarding import Refused
from kerjasama.accounts.policy import EVERYBODY, OFFICE, allow
from kerjasama.parameters import primary_key_in
from kerjasama.web import lists
from kerjasama.web import rows as more_rows
from kerjasama.web.requests import AuthenticatedRequest

MEMBERS = lists.make_listing(
    "susunan-tkksd",
    {
        "Kedudukan": lambda row: row.title,
        "Dasar hukum": lambda row: row.citation,
        "Nama": lambda row: row.name,
        "Jabatan": lambda row: row.position,
        "Instansi": lambda row: row.institution,
    },
)


@allow(*EVERYBODY)
def show_team(request: AuthenticatedRequest) -> HttpResponse:
    """Who sits in the TKKSD today, or on the day that is asked for."""
    today = timezone.localdate()
    form = TeamDayForm(request.GET if "tanggal" in request.GET else {})
    day = (form.is_valid() and form.cleaned_data["tanggal"]) or today
    page = build_team_page(request.user, form, day, today)
    status = page_status(is_refused=not form.is_valid())
    return lists.show_page(request, "pages/team.html", page, MEMBERS, status)


@allow(*OFFICE)
def record_decree_view(request: AuthenticatedRequest) -> HttpResponse:
    """The form of a Keputusan; it begins with the places of a former one where one is named."""
    seats = _seats_of(request)
    form = TeamDecreeForm(request.POST or None, request.FILES or None, seats=seats)
    status = 200
    if more_rows.is_asked(request):
        more_rows.show_without_faults(form, seats)
    elif request.method == "POST":
        if form.is_valid() and (decree := _recorded(request, form)):
            messages.success(request, "Keputusan tentang TKKSD tercatat.")
            return redirect("tkksd-keputusan", decree.pk)
        status = 422
    page = DecreeFormPage(form, seats)
    return render(request, "pages/team_decree_form.html", {"page": page}, status=status)


def _seats_of(request: AuthenticatedRequest) -> TeamSeats:
    """The table of places as it was sent, or as it begins."""
    none = TeamSeat.objects.none()
    if request.method == "POST":
        data = more_rows.posted_with_new_row(request)
        return cast(TeamSeats, TeamSeatFormSet(data, queryset=none, prefix="susunan"))
    former = TeamDecree.objects.filter(pk=primary_key_in(request.GET.get("dari", ""))).first()
    begun = empty_seats(former)
    seats = TeamSeatFormSet(queryset=none, prefix="susunan", initial=begun)
    seats.extra = len(begun) + EMPTY_SEATS
    return cast(TeamSeats, seats)


def _recorded(request: AuthenticatedRequest, form: TeamDecreeForm) -> TeamDecree | None:
    """Keep the Keputusan; None with the reasons in the form when it is refused."""
    try:
        with transaction.atomic():
            return team.record_decree(form.stored_decree(), form.seats.given(), request.user)
    except Refused as refusal:
        form.add_error(None, list(refusal.reasons))
        return None


@allow(*EVERYBODY)
def show_decree(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """One Keputusan with its places."""
    return _decree_page(request, get_object_or_404(TeamDecree, pk=pk))


@allow(*EVERYBODY)
def download_decree(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The file of a Keputusan."""
    return serve_row(request, get_object_or_404(TeamDecree, pk=pk))


@allow(*OFFICE)
@require_POST
def withdraw_decree_view(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Take back a Keputusan that was recorded by mistake."""
    row = get_object_or_404(TeamDecree, pk=pk)
    form = WithdrawalForm(request.POST)
    act = partial(_withdraw, row, request, form)
    if run_form_act(request, form, act, "Pencatatan Keputusan ditarik."):
        return redirect("tkksd-keputusan", pk)
    return _decree_page(request, row, form)


def _withdraw(row: TeamDecree, request: AuthenticatedRequest, form: WithdrawalForm) -> None:
    team.withdraw_decree(row.pk, request.user, form.cleaned_data["reason"])


def _decree_page(
    request: AuthenticatedRequest, row: TeamDecree, typed: WithdrawalForm | None = None
) -> HttpResponse:
    page = build_decree_page(request.user, row, typed, timezone.localdate())
    status = page_status(is_refused=typed is not None)
    return lists.show_page(request, "pages/team_decree.html", page, MEMBERS, status)
