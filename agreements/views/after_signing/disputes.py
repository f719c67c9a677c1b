"""Perselisihan about one agreement: opened, and led along its road."""

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from agreements.forms.disputes import DisputeForm, DisputeWithdrawalForm, StepForm
from agreements.models import Agreement, DisputeRecord
from agreements.monitoring import disputes
from agreements.pages.case.disputes import TypedForm, build_disputes_page
from agreements.regulations.disputes import dispute_step
from agreements.views.case.papers import serve_row
from agreements.views.common import page_status, run_form_act, signed_or_404
from kerjasama.accounts.policy import EVERYBODY, OFFICE, allow
from kerjasama.web.requests import AuthenticatedRequest


@allow(*EVERYBODY)
def show_disputes(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The disputes about an agreement, each with its road; the OPD or the Bagian opens one."""
    agreement = signed_or_404(request.user, pk)
    form = DisputeForm(request.POST or None, agreement=agreement)
    if request.method == "POST" and run_form_act(
        request,
        form,
        lambda: disputes.open_dispute(pk, request.user, **form.cleaned_data),
        "Perselisihan tercatat.",
    ):
        return redirect("perselisihan", pk)
    return _page(request, agreement, form=form)


@allow(*disputes.MAY_OPEN)
@require_POST
def record_step_view(request: AuthenticatedRequest, pk: int, dispute: int) -> HttpResponse:
    """What the present step of a dispute brought."""
    agreement = signed_or_404(request.user, pk)
    row = get_object_or_404(agreement.disputes, pk=dispute)
    seen = request.POST.get("langkah", "")
    try:
        step = dispute_step(agreement.track.family, seen)
    except (KeyError, ValueError):
        raise Http404 from None
    form = StepForm(request.POST, request.FILES, step=step, dispute=row)

    @transaction.atomic
    def record() -> None:
        disputes.record_step(pk, request.user, dispute, seen, form.result())
        form.keep_file()  # only when nothing was refused

    if run_form_act(request, form, record, "Hasil langkah ini tercatat."):
        return redirect("perselisihan", pk)
    return _page(request, agreement, typed=(row, form))


@allow(*OFFICE)
@require_POST
def withdraw_dispute_view(request: AuthenticatedRequest, pk: int, dispute: int) -> HttpResponse:
    """Take back a dispute that was recorded by mistake."""
    agreement = signed_or_404(request.user, pk)
    row = get_object_or_404(agreement.disputes, pk=dispute)
    form = DisputeWithdrawalForm(request.POST, dispute=row)
    if run_form_act(
        request,
        form,
        lambda: disputes.withdraw_dispute(pk, request.user, dispute, **form.cleaned_data),
        "Perselisihan ditarik.",
    ):
        return redirect("perselisihan", pk)
    return _page(request, agreement, typed=(row, form))


def _page(
    request: AuthenticatedRequest,
    agreement: Agreement,
    form: DisputeForm | None = None,
    typed: TypedForm | None = None,
) -> HttpResponse:
    page = build_disputes_page(request.user, agreement, form, typed)
    status = page_status(is_refused=request.method == "POST")
    return render(
        request, "pages/disputes.html", {"page": page, "agreement": agreement}, status=status
    )


@allow(*EVERYBODY)
def download_dispute_paper(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The paper of a step."""
    seen = Agreement.objects.visible_to(request.user)
    return serve_row(request, get_object_or_404(DisputeRecord, pk=pk, agreement__in=seen))
