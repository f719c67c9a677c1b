"""Stopping a case and opening it again: each on a page of its own that says what follows before it
is done.
"""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from agreements.forms.reasons import WhyForm
from agreements.models import Agreement
from agreements.pages.case.halt import HaltPage, build_halt_page, build_reopening_page
from agreements.views.case.acting import show_typed
from agreements.views.common import run_case_act, visible_or_404
from agreements.workflow import engine, reopening
from agreements.workflow.halting import (
    MAY_HALT,
    MAY_REOPEN,
    REJECT,
    SUSPEND,
    WITHDRAW,
    Halt,
    why_not_halt,
    why_not_reopen,
)
from kerjasama.accounts.policy import allow
from kerjasama.web.requests import AuthenticatedRequest


@allow(*REJECT.roles)
def reject_case(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Refuse what was proposed."""
    return _halt(request, pk, REJECT)


@allow(*WITHDRAW.roles)
def withdraw_case(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Take one's own proposal back."""
    return _halt(request, pk, WITHDRAW)


@allow(*SUSPEND.roles)
def suspend_case(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Let the case rest for a while."""
    return _halt(request, pk, SUSPEND)


def _halt(request: AuthenticatedRequest, pk: int, halt: Halt) -> HttpResponse:
    agreement = visible_or_404(request.user, pk)
    form = WhyForm(request.POST or None)
    page = build_halt_page(halt, form)
    if request.method != "POST":
        return _asked(request, agreement, page, why_not_halt(request.user, agreement, halt.state))
    if not form.is_valid():
        return _render(request, agreement, page, 422)
    stage = request.POST.get("tahap", "")
    reason = form.cleaned_data["alasan"]
    act = partial(engine.halt_case, pk, request.user, stage, halt.state, reason)
    return run_case_act(request, pk, act, halt.done, partial(show_typed, request, pk, typed=[form]))


def _asked(
    request: AuthenticatedRequest, agreement: Agreement, page: HaltPage, why_not: str
) -> HttpResponse:
    """The page that asks, or the case itself where there is nothing to ask."""
    if why_not:
        messages.error(request, why_not)
        return redirect("kerja-sama", agreement.pk)
    return _render(request, agreement, page)


def _render(
    request: AuthenticatedRequest, agreement: Agreement, page: HaltPage, status: int = 200
) -> HttpResponse:
    shown = {"page": page, "agreement": agreement}
    return render(request, "pages/halt.html", shown, status=status)


@allow(*{role for roles in MAY_REOPEN.values() for role in roles})
def reopen_case_view(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Open a stopped case again; on GET the page that says what follows."""
    agreement = visible_or_404(request.user, pk)
    form = WhyForm(request.POST or None)
    page = build_reopening_page(form)
    if request.method != "POST":
        return _asked(request, agreement, page, why_not_reopen(request.user, agreement))
    if not form.is_valid():
        return _render(request, agreement, page, 422)
    act = partial(reopening.reopen_case, pk, request.user, form.cleaned_data["alasan"])
    answer = partial(show_typed, request, pk, typed=[form])
    return run_case_act(request, pk, act, "Usulan dibuka kembali.", answer)


@allow(*MAY_HALT)
@require_POST
def resume_case_view(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Let a suspended case go on."""
    act = partial(engine.resume_case, pk, request.user)
    return run_case_act(request, pk, act, "Proses dilanjutkan.")
