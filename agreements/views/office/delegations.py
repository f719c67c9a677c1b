"""Pengaturan, Tanda tangan atas nama: which letters another signs for the head of the region, since
when and by what.
"""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from agreements.forms.delegations import DelegationForm
from agreements.pages.office.delegations import (
    DelegationPage,
    build_delegations_page,
    paper_titles_of,
)
from agreements.views.common import page_status
from kerjasama.accounts.models import Delegation
from kerjasama.accounts.policy import MANAGERS, allow
from kerjasama.signin import factor, telling
from kerjasama.signin.fresh import fresh
from kerjasama.web import lists
from kerjasama.web.requests import AuthenticatedRequest

DELEGATIONS = lists.make_listing(
    "tanda-tangan-atas-nama",
    {
        "Surat": lambda row: ", ".join(row.papers),
        "Ditandatangani oleh": lambda row: _signer(row.delegation),
        "Masa sejak": lambda row: row.delegation.since,
        "Masa sampai": lambda row: row.delegation.until,
        "Dasar": lambda row: row.delegation.basis,
    },
)


def _signer(row: Delegation) -> str:
    """Who signs, as the letter prints it."""
    signer = f"Kepala {row.unit}" if row.unit else row.get_office_display()
    if row.below_secretary:
        return f"Sekretaris Daerah, u.b. {signer}"
    return signer


def _keep(request: AuthenticatedRequest, form: DelegationForm) -> HttpResponse:
    """Save it; the others who administer, and who heads the Bagian, learn who signs for whom."""
    row = form.save()
    until = f" sampai {date_format(row.until, 'j F Y')}" if row.until else ""
    telling.tell_managers(
        factor.managers_besides(request.user),
        f"{request.user} mengatur tanda tangan atas nama: {_signer(row)}",
        f"{', '.join(paper_titles_of(row))}; sejak {date_format(row.since, 'j F Y')}{until}."
        f" Dasar: {row.basis}.",
        reverse("atas-nama"),
    )
    return redirect("atas-nama")


@allow(*MANAGERS)
@fresh
@transaction.atomic
def show_delegations(request: AuthenticatedRequest) -> HttpResponse:
    """All arrangements, and the form for another."""
    form = DelegationForm(request.POST or None, initial={"since": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        messages.success(request, "Tersimpan. Surat berikutnya dicetak atas nama.")
        return _keep(request, form)
    status = page_status(is_refused=form.is_bound)
    page = build_delegations_page(form)
    return lists.show_page(request, "pages/delegations.html", page, DELEGATIONS, status)


@allow(*MANAGERS)
@fresh
@transaction.atomic
def edit_delegation(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """One arrangement; what it was is kept on papers that are made already."""
    row = get_object_or_404(Delegation, pk=pk)
    form = DelegationForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        messages.success(request, "Tersimpan. Surat yang sudah dibuat tidak berubah.")
        return _keep(request, form)
    status = page_status(is_refused=form.is_bound)
    return render(request, "pages/delegation.html", {"page": DelegationPage(form)}, status=status)
