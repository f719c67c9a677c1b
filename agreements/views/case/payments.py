"""Who pays whom in a case of several partners."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from agreements.models import Payment
from agreements.pages.case.payments import build_payments_page
from agreements.views.common import page_status, run_act, run_form_act, visible_or_404
from agreements.workflow import payments
from kerjasama.accounts.models import Role
from kerjasama.accounts.policy import allow
from kerjasama.web.requests import AuthenticatedRequest


@allow(Role.OPD)
def show_payments(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The payments between the parties, and the form for another one."""
    agreement = visible_or_404(request.user, pk)
    sent = request.POST if request.method == "POST" else None
    page = build_payments_page(request.user, agreement, sent)

    def add() -> None:
        if page.form is not None:
            payments.add_payment(pk, request.user, page.form.payment, page.version)

    if sent is not None and page.form is not None:
        if run_form_act(request, page.form, add, "Pembayaran tersimpan."):
            return redirect("pembayaran-pihak", pk)
    status = page_status(is_refused=sent is not None)
    shown = {"page": page, "agreement": agreement}
    return render(request, "pages/payments.html", shown, status=status)


@allow(Role.OPD)
@require_POST
def remove_payment_view(request: AuthenticatedRequest, pk: int, payment: int) -> HttpResponse:
    """Take one of the payments away."""
    agreement = visible_or_404(request.user, pk)
    get_object_or_404(Payment, pk=payment, payer__agreement=agreement)
    version = request.POST.get("versi", "")
    act = partial(payments.remove_payment, pk, request.user, payment, version)
    return run_act(request, act, "Pembayaran dihapus.", reverse("pembayaran-pihak", args=[pk]))
