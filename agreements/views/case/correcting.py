"""Koreksi: every record of a case in one place, each with the way to put it right, and what waits
for a second person.
"""

from functools import partial

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from agreements.documents import renewals
from agreements.forms.correcting import AnswerForm, EvidenceCorrectionForm
from agreements.models import (
    Agreement,
    Document,
    Evidence,
    ProposedCorrection,
)
from agreements.pages.case.records import build_correction_page, build_records_page
from agreements.views.common import (
    page_status,
    run_act,
    run_case_act,
    run_form_act,
    visible_or_404,
)
from agreements.workflow import confirming, correcting
from kerjasama.accounts.models import User
from kerjasama.accounts.policy import EVERYBODY, allow
from kerjasama.signin.fresh import fresh
from kerjasama.web.requests import AuthenticatedRequest


@allow(*EVERYBODY)
def show_records(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """All that was recorded and uploaded, by stage, with what was corrected and what waits to
    be.
    """
    return _records(request, visible_or_404(request.user, pk))


def _records(
    request: AuthenticatedRequest,
    agreement: Agreement,
    rejected: dict[int, AnswerForm] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The records and proposals. `rejected` holds forms to show again, by key of the proposal."""
    page = build_records_page(request.user, agreement, rejected or {})
    shown = {"page": page, "agreement": agreement}
    return render(request, "pages/records.html", shown, status=status)


@allow(*EVERYBODY)
@fresh
def correct_record_view(request: AuthenticatedRequest, pk: int, row: int) -> HttpResponse:
    """The record as it stands, to be put right; `row` is its key."""
    agreement = visible_or_404(request.user, pk)
    record = get_object_or_404(agreement.evidence.select_related("by"), pk=row)
    record.agreement = agreement
    if record.need is None:
        raise Http404
    if not correcting.may_correct_record(request.user, agreement, record):
        messages.error(request, correcting.ALREADY if record.void else correcting.NOT_YOURS)
        return redirect("catatan", pk)
    form = EvidenceCorrectionForm(request.POST or None, request.FILES or None, row=record)
    if request.method == "POST" and _is_kept(request, form, record):
        return redirect("catatan", pk)
    shown = {"page": build_correction_page(agreement, record, form), "agreement": agreement}
    status = page_status(is_refused=request.method == "POST")
    return render(request, "pages/correction.html", shown, status=status)


def _is_kept(request: AuthenticatedRequest, form: EvidenceCorrectionForm, record: Evidence) -> bool:
    """Whether the correction was taken; if not, the form says why."""
    done: list[Evidence | ProposedCorrection] = []

    def say() -> str:
        return confirming.WAITS if isinstance(done[0], ProposedCorrection) else "Koreksi tercatat."

    return run_form_act(request, form, lambda: done.append(_keep(form, record, request.user)), say)


@transaction.atomic
def _keep(
    form: EvidenceCorrectionForm, record: Evidence, user: User
) -> Evidence | ProposedCorrection:
    """Correct, or propose to; the file is stored only when nothing was refused."""
    done = correcting.correct_record(record.pk, user, form.cleaned_data["reason"], **form.values())
    form.keep_file()
    return done


@allow(*EVERYBODY)
@require_POST
@fresh
def decide_correction(
    request: AuthenticatedRequest, pk: int, proposal: int, verdict: str
) -> HttpResponse:
    """Confirm ("setujui"), decline ("tolak") or take back ("tarik") a proposed correction."""
    agreement = visible_or_404(request.user, pk)
    row = get_object_or_404(agreement.proposed_corrections.all(), pk=proposal)
    back = reverse("catatan", args=[pk])
    if verdict == "tolak":
        form = AnswerForm(request.POST, auto_id=f"id_{row.pk}_%s")
        if not form.is_valid():
            return _records(request, agreement, {row.pk: form}, 422)
        why = form.cleaned_data["jawaban"]
        act = partial(confirming.refuse_correction, row.pk, request.user, why)
        return run_act(request, act, "Usulan koreksi ditolak.", back)
    if verdict == "setujui":
        act = partial(confirming.confirm_correction, row.pk, request.user)
        return run_act(request, act, "Koreksi disetujui dan berlaku.", back)
    if verdict == "tarik":
        act = partial(confirming.withdraw_correction, row.pk, request.user)
        return run_act(request, act, "Usulan koreksi ditarik.", back)
    raise Http404


@allow(*EVERYBODY)
@require_POST
def renew_document_view(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Make a paper anew that still says what was corrected."""
    paper = get_object_or_404(Document, pk=pk)
    act = partial(renewals.renew_document, pk, request.user)
    return run_case_act(request, paper.agreement_id, act, "Dokumen sedang dibuat ulang.")
