"""The decision of a leader on one screen."""

from django.http import HttpResponse
from django.shortcuts import redirect, render

from agreements.pages.case.decision import build_decision_page
from agreements.views.case.case_page import context_of_case_page
from agreements.views.common import visible_or_404
from kerjasama.accounts.policy import EVERYBODY, allow
from kerjasama.web.requests import AuthenticatedRequest


@allow(*EVERYBODY)
def show_decision(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """What waits for this person on the case; the whole case, when nothing does any more."""
    agreement = visible_or_404(request.user, pk)
    shown = context_of_case_page(request.user, agreement)
    decision = build_decision_page(shown["page"])
    if decision is None:
        return redirect("kerja-sama", pk)
    return render(request, "pages/decision.html", shown | {"decision": decision})
