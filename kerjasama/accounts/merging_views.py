"""Pengaturan: units, accounts and officials that were entered twice are merged, those nobody needs
any more are closed.
"""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from kerjasama.web.requests import AuthenticatedRequest

from . import granting, merging
from .confirming import GrantRefused, holds_protected
from .forms import AccountMergeForm, OfficialMergeForm, UnitCloseForm, UnitMergeForm
from .models import AccountProposal, Official, Role, Unit, User
from .policy import MANAGERS, allow
from .register_pages import AccountMergePage, OfficialMergePage, UnitMergePage


@allow(Role.ADMIN)
def merge_unit_view(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Merge a unit into another, or close it; each with its consequence."""
    row = get_object_or_404(Unit, pk=pk, valid_to=None)
    merge, close = UnitMergeForm(unit=row), UnitCloseForm()
    status = 200
    if request.method == "POST" and "tutup" in request.POST:
        close, status = UnitCloseForm(request.POST), 422
        if _close_unit(request, row, close):
            return redirect("unit")
    elif request.method == "POST":
        merge, status = UnitMergeForm(request.POST, unit=row), 422
        if _merge_unit(request, row, merge):
            return redirect("unit")
    page = UnitMergePage(row, merge, close)
    return render(request, "pages/unit_merge.html", {"page": page}, status=status)


def _close_unit(request: AuthenticatedRequest, unit: Unit, form: UnitCloseForm) -> bool:
    """Close the unit; False with the reason in the form when it may not be."""
    if not form.is_valid():
        return False
    try:
        merging.close_unit(unit.pk, form.cleaned_data["sampai"])
    except merging.UnitMergeRefused as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, f"{unit} ditutup.")
    return True


def _merge_unit(request: AuthenticatedRequest, unit: Unit, form: UnitMergeForm) -> bool:
    """Merge the unit into the one chosen; False with the reason in the form when it may not be."""
    if not form.is_valid():
        return False
    target, reason = form.cleaned_data["tujuan"], form.cleaned_data["alasan"]
    try:
        kept = merging.merge_units(unit.pk, target.pk, request.user, reason)
    except merging.UnitMergeRefused as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, f"{unit} digabung ke {kept}.")
    return True


@allow(Role.ADMIN)
def merge_account_view(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Merge an account into another one of the same person."""
    person = get_object_or_404(User, pk=pk)
    form = AccountMergeForm(request.POST or None, person=person)
    if request.method == "POST" and form.is_valid():
        if needs_second_person(person, form.cleaned_data["tujuan"]):
            return _propose_merge(request, person, form.cleaned_data["tujuan"])
        try:
            kept = merging.merge_accounts(person.pk, form.cleaned_data["tujuan"].pk, request.user)
        except merging.UnitMergeRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request, f"Akun {person.username} digabung ke {kept.username} dan ditutup."
            )
            return redirect("pengguna-rinci", kept.pk)
    status = 422 if form.is_bound else 200
    page = AccountMergePage(person, form)
    return render(request, "pages/user_merge.html", {"page": page}, status=status)


def needs_second_person(person: User, into: User) -> bool:
    """Whether a leading seat would go over to another account, or its account grow."""
    return holds_protected(person) or holds_protected(into)


def _propose_merge(request: AuthenticatedRequest, person: User, into: User) -> HttpResponse:
    kind, why = AccountProposal.Kind.MERGE, f"Ke akun {into.username}."
    try:
        proposal = granting.propose_about(person, kind, request.user, str(into.pk), why)
    except (GrantRefused, merging.UnitMergeRefused) as refusal:
        messages.error(request, str(refusal))
        return redirect("pengguna-rinci", person.pk)
    said = "Penggabungan berlaku setelah disetujui orang kedua."
    messages.info(request, said if proposal.is_pending else f"Akun {person.username} digabung.")
    return redirect("pengguna-rinci", person.pk)


@allow(*MANAGERS)
def merge_official_view(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Let one row stand for an official who was recorded twice in the same office."""
    row = get_object_or_404(Official.objects.select_related("unit"), pk=pk)
    form = OfficialMergeForm(request.POST or None, official=row)
    if request.method == "POST" and form.is_valid():
        target, reason = form.cleaned_data["tujuan"], form.cleaned_data["alasan"]
        try:
            kept = merging.merge_officials(row.pk, target.pk, request.user, reason)
        except merging.UnitMergeRefused as refusal:
            form.add_error("tujuan", str(refusal))
        else:
            messages.success(
                request, f"Digabung: {kept}, {merging.said_period(kept.since, kept.until)}."
            )
            return redirect("pejabat-rinci", kept.pk)
    page = OfficialMergePage(row, merging.facts_of_official(row), form)
    status = 422 if form.is_bound else 200
    return render(request, "pages/official_merge.html", {"page": page}, status=status)
