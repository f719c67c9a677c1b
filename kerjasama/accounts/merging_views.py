"""Pengaturan: units, accounts and officials that were entered twice are merged, those nobody needs
any more are closed.
"""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from kerjasama.web.requests import AuthenticatedRequest

from . import merging
from .forms import AccountMergeForm, OfficialMergeForm, UnitCloseForm, UnitMergeForm
from .models import Official, Role, Unit, User
from .policy import MANAGERS, allow


@allow(Role.ADMIN)
def merge_unit_view(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Merge a unit into another, or close it; each with its consequence."""
    row = get_object_or_404(Unit, pk=pk, valid_to=None)
    is_close = "tutup" in request.POST
    merge = UnitMergeForm(
        request.POST if request.method == "POST" and not is_close else None, unit=row
    )
    close = UnitCloseForm(request.POST if is_close else None)
    try:
        if merge.is_bound and merge.is_valid():
            kept = merging.merge_units(
                row.pk, merge.cleaned_data["tujuan"].pk, request.user, merge.cleaned_data["alasan"]
            )
            messages.success(request, f"{row} digabung ke {kept}.")
            return redirect("unit")
        if close.is_bound and close.is_valid():
            merging.close_unit(row.pk, close.cleaned_data["sampai"])
            messages.success(request, f"{row} ditutup.")
            return redirect("unit")
    except merging.UnitMergeRefused as refusal:
        (close if is_close else merge).add_error(None, str(refusal))
    shown = {"unit": row, "merge": merge, "close": close}
    return render(
        request, "pages/unit_merge.html", shown, status=422 if request.method == "POST" else 200
    )


@allow(Role.ADMIN)
def merge_account_view(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Merge an account into another one of the same person."""
    person = get_object_or_404(User, pk=pk)
    form = AccountMergeForm(request.POST or None, person=person)
    if request.method == "POST" and form.is_valid():
        try:
            kept = merging.merge_accounts(person.pk, form.cleaned_data["tujuan"].pk, request.user)
        except merging.UnitMergeRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request, f"Akun {person.username} digabung ke {kept.username} dan ditutup."
            )
            return redirect("pengguna-rinci", kept.pk)
    return render(
        request,
        "pages/user_merge.html",
        {"person": person, "form": form},
        status=422 if form.is_bound else 200,
    )


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
    shown = {"official": row, "facts": merging.facts_of_official(row), "form": form}
    return render(request, "pages/official_merge.html", shown, status=422 if form.is_bound else 200)
