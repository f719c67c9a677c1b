"""What a signed agreement says now, what is to become of it, and the ways to change, extend or end
it.
"""

from collections.abc import Callable

from django.db.models import prefetch_related_objects
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from agreements.case_tabs import has_text
from agreements.forms.beginning_term import EventForm
from agreements.forms.deciding import DecisionForm
from agreements.models import Agreement
from agreements.monitoring.ending import deciding
from agreements.pages.changing import build_changes_page, build_in_force_page
from agreements.views.common import page_status, run_form_act, signed_or_404
from agreements.workflow import beginning_term
from kerjasama.accounts.policy import EVERYBODY, allow
from kerjasama.web.requests import AuthenticatedRequest


@allow(*EVERYBODY)
def show_change_options(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """What was decided on the end, what is still open at it, and the tracks by which this agreement
    may be changed.
    """
    return render_change_page(request, signed_or_404(request.user, pk))


@allow(*deciding.MAY_DECIDE)
@require_POST
def decide_on_end_view(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Decide what is to become of the agreement at its end."""
    return answer_decision(request, pk, deciding.decide_on_end, "Keputusan tersimpan.")


@allow(*deciding.MAY_ADVISE)
@require_POST
def advise_on_end_view(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Recommend what is to become of it, before that is decided."""
    return answer_decision(request, pk, deciding.advise_on_end, "Saran tersimpan.")


@allow(*beginning_term.MAY_RECORD)
@require_POST
def record_event_view(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Record the day of the event from which the term is counted."""
    agreement = signed_or_404(request.user, pk)
    form = EventForm(request.POST)
    if run_form_act(
        request,
        form,
        lambda: beginning_term.record_event(pk, request.user, **form.cleaned_data),
        "Tanggal tercatat; jangka waktunya dihitung sejak hari itu.",
    ):
        return redirect("perubahan", pk)
    return render_change_page(request, agreement, event_form=form)


def answer_decision(
    request: AuthenticatedRequest, pk: int, act: Callable[..., object], success: str
) -> HttpResponse:
    """Give the decision or recommendation that was sent; refused, the page shows it as it was
    typed.
    """
    agreement = signed_or_404(request.user, pk)
    form = DecisionForm(request.POST)
    if run_form_act(request, form, lambda: act(pk, request.user, **form.cleaned_data), success):
        return redirect("perubahan", pk)
    return render_change_page(request, agreement, form)


def render_change_page(
    request: AuthenticatedRequest,
    agreement: Agreement,
    form: DecisionForm | None = None,
    event_form: EventForm | None = None,
) -> HttpResponse:
    """The page of the end and of the changes; either form is to be shown again as it was typed."""
    page = build_changes_page(request.user, agreement, form, event_form)
    shown = {"page": page, "agreement": agreement}
    status = page_status(is_refused=bool(form or event_form))
    return render(request, "pages/ways.html", shown, status=status)


@allow(*EVERYBODY)
def show_terms_in_force(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The naskah in force, Pasal by Pasal, each with its origin."""
    agreement = signed_or_404(request.user, pk)
    prefetch_related_objects([agreement], "evidence")
    if not has_text(agreement):
        raise Http404
    shown = {"page": build_in_force_page(agreement), "agreement": agreement}
    return render(request, "pages/in_force.html", shown)
