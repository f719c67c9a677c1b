"""The legal papers of a mitra: handed in, opened, taken back."""

from functools import partial

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from agreements.forms.partner_papers import PartnerPaperForm
from agreements.models import PartnerPaper
from agreements.pages.office.partner_papers import PartnerPaperPage
from agreements.views.case.papers import serve_row
from agreements.views.common import page_status, run_act, run_form_act
from agreements.workflow.partner_papers import (
    add_partner_paper,
    may_add_papers,
    may_read_paper,
    withdraw_partner_paper,
)
from kerjasama.accounts.models import Role
from kerjasama.accounts.policy import EVERYBODY, allow
from kerjasama.web.requests import AuthenticatedRequest
from partners.models import Partner
from partners.views import WRITERS

# The administrator keeps no papers of partners.
KEEPERS = tuple(role for role in WRITERS if role != Role.ADMIN)


@allow(*KEEPERS)
def add_partner_paper_view(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The form of a new paper of the mitra."""
    partner = get_object_or_404(Partner.objects.defer("logo"), pk=pk)
    if not may_add_papers(request.user, partner):
        raise PermissionDenied
    form = PartnerPaperForm(
        request.POST or None, request.FILES or None, instance=PartnerPaper(partner=partner)
    )

    @transaction.atomic
    def add() -> None:
        add_partner_paper(form.paper(), request.user)
        form.keep_file()  # only when nothing was refused

    if run_form_act(request, form, add, f"Dokumen legalitas {partner} tersimpan.", "upload"):
        return redirect(_papers_of(pk))
    page = PartnerPaperPage(partner, form)
    status = page_status(is_refused=form.is_bound)
    return render(request, "pages/partner_paper.html", {"page": page}, status=status)


@allow(*EVERYBODY)
def download_partner_paper(request: AuthenticatedRequest, pk: int, paper: int) -> HttpResponse:
    """The file of a paper, for whoever may read it."""
    row = get_object_or_404(PartnerPaper.objects.standing(), pk=paper, partner=pk)
    if not may_read_paper(request.user, row):
        raise Http404
    return serve_row(request, row)


@allow(*KEEPERS)
@require_POST
def withdraw_partner_paper_view(request: AuthenticatedRequest, pk: int, paper: int) -> HttpResponse:
    """Take a paper back that was handed in by mistake."""
    row = get_object_or_404(PartnerPaper, pk=paper, partner=pk)
    act = partial(withdraw_partner_paper, row.pk, request.user)
    return run_act(request, act, "Dokumen ditarik.", _papers_of(pk))


def _papers_of(partner_id: int) -> str:
    return f"{reverse('mitra-rinci', args=[partner_id])}#dokumen"
