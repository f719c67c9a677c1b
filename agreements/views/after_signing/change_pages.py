"""What a signed agreement says now, what is to become of it, and the ways to change, extend or end
it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import prefetch_related_objects
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from agreements.case_tabs import has_text
from agreements.documents.kinds import KINDS
from agreements.documents.pages.terms_in_force import articles_in_force
from agreements.documents.wording.versions import has_versions
from agreements.forms.beginning_term import EventForm
from agreements.forms.deciding import DecisionForm
from agreements.models import Agreement, Decision
from agreements.monitoring.ending import deciding
from agreements.monitoring.ending.open_matters import left_open
from agreements.regulations.vocabulary import Track
from agreements.views.common import PageContext, page_status, run_form_act, signed_or_404
from agreements.workflow import beginning_term, change_effects
from agreements.workflow.deadlines import Calendar
from kerjasama.accounts import policy
from kerjasama.accounts.models import User
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
    today = timezone.localdate()
    user = request.user
    prefetch_related_objects([agreement], "evidence")
    offered = [
        (track, change_effects.reasons_against_change(agreement, track, today))
        for track in change_effects.change_tracks_for(agreement)
    ]
    page = {
        "agreement": agreement,
        "ways": offered,
        "begun": agreement.children.filter(
            track_code__in=[track.code for track, _ in offered]
        ).order_by("-pk"),
        "below": agreement.children.changeable(today),
        "is_ours": policy.may_edit(user, agreement),
        "left": left_open(agreement, today),
    }
    page |= _decision(user, agreement, today, form)
    page["event"] = beginning_term.event_of(agreement)
    if beginning_term.may_record(user):
        page["event_form"] = event_form or EventForm()
    is_refused = bool(form or event_form)
    return render(request, "pages/ways.html", page, status=page_status(is_refused=is_refused))


@dataclass(frozen=True)
class SaidOfEnd:
    """What was said of the end of an agreement, the newest first: of its present end the decision
    and the recommendation, and what was said before.
    """

    rows: list[Decision]
    given: Decision | None
    advice: Decision | None

    @property
    def earlier(self) -> list[Decision]:
        """What was said before and holds no more."""
        return [row for row in self.rows if row is not (self.given or self.advice)]

    @property
    def newest(self) -> int:
        """The key of what was said last; 0 where nothing was."""
        return self.rows[0].pk if self.rows else 0


def _said_of_end(agreement: Agreement) -> SaidOfEnd:
    rows = list(agreement.decisions.select_related("by"))
    present = [row for row in rows if row.ends_on == agreement.ends_on]
    decisions = [row for row in present if not row.is_advice]
    advices = [row for row in present if row.is_advice]
    return SaidOfEnd(rows, next(iter(decisions), None), next(iter(advices), None))


def _decision(
    user: User, agreement: Agreement, today: date, form: DecisionForm | None
) -> PageContext:
    """What was said of the present end and before, and the form for who may say something now."""
    said = _said_of_end(agreement)
    obstacle = deciding.obstacle_to_decision(agreement, today)
    is_open = not obstacle
    may_decide = is_open and deciding.may_decide(user)
    may_advise = is_open and not said.given and deciding.may_advise(user, agreement)
    if form is None and (may_decide or may_advise):
        form = DecisionForm(initial={"seen": said.newest})
    due = deciding.due_on(agreement, Calendar()) if agreement.ends_on else None
    return {
        "given": said.given,
        "advice": said.advice,
        "earlier": said.earlier,
        "is_open": is_open,
        "due": due,
        "is_late": is_open and due is not None and due < today,
        "obstacle": obstacle,
        "may_decide": may_decide,
        "form": form,
        "next_way": _track_for_decision(agreement, said.given),
    }


def _track_for_decision(agreement: Agreement, given: Decision | None) -> Track | None:
    """The track by which the decision is carried out."""
    change = deciding.LEADS_TO.get(given.choice) if given else None
    if change is None:
        return None
    ends_it = ("", change_effects.governing_kind_of(agreement))
    for track in change_effects.change_tracks_for(agreement):
        if track.changes is change and track.of_naskah in ends_it:
            return track
    return None


@allow(*EVERYBODY)
def show_terms_in_force(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The naskah in force, Pasal by Pasal, each with its origin."""
    agreement = signed_or_404(request.user, pk)
    prefetch_related_objects([agreement], "evidence")
    if not has_text(agreement):
        raise Http404
    naskah = [
        {
            "title": KINDS[kind].title,
            "articles": articles_in_force(agreement, kind),
            "until": change_effects.end_of(agreement, kind),
        }
        for kind in change_effects.signings_of_naskah(agreement)
        if has_versions(kind)
    ]
    page = {
        "agreement": agreement,
        "naskah": naskah[::-1],
        "changes": change_effects.signed_changes(agreement),
    }
    return render(request, "pages/in_force.html", page)
