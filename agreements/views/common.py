"""What several views share."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import JSONObject
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from agreements.case_tabs import is_naskah_signed
from agreements.documents.needs import Incomplete
from agreements.models import (
    Agreement,
    ProposalState,
    ProposedCorrection,
    Signing,
    SigningState,
    UndoableAct,
)
from agreements.monitoring.duties import ledger
from agreements.monitoring.turns import who_was_notified
from agreements.regulations.conditions_abroad import REPORT_MISSING
from agreements.regulations.vocabulary import Condition, Stage, Track
from agreements.views import gap_links
from agreements.workflow.deadlines import Calendar
from agreements.workflow.guarding import AlreadyClosed, Refused
from kerjasama.accounts.models import Office, Official, RegionProfile, User
from kerjasama.web.requests import AuthenticatedRequest

from .moving import closing_note_of


def visible_or_404(user: User, pk: int) -> Agreement:
    """The case, if this person may see it at all."""
    rows = (
        Agreement.objects.visible_to(user)
        .select_related("owner", "partner", "parent")
        .defer("partner__logo", "search")
    )
    # For the form that orders a naskah; read here, so that the page of the case needs no query for
    # it.
    planned = Signing.objects.filter(agreement=OuterRef("pk"), state=SigningState.PLANNED).values(
        row=JSONObject(kind="kind", day="day")
    )
    done = UndoableAct.objects.open_to(user).filter(agreement=OuterRef("pk"))
    offer = done.values(
        row=JSONObject(pk="pk", first="first", last="last", at="at", roles="roles")
    )[:1]
    waiting = ProposedCorrection.objects.filter(
        agreement=OuterRef("pk"), state=ProposalState.PENDING
    )
    rows = rows.annotate(
        signing_days=ArraySubquery(planned),
        undo_offers=ArraySubquery(offer),
        correction_waits=Exists(waiting),
    )
    rows = rows.with_ending()
    rows = rows.annotate(
        offices_held=ArraySubquery(_offices_held()),
        has_kop=Exists(RegionProfile.objects.exclude(address="")),
    )
    return get_object_or_404(rows, pk=pk)


def _offices_held():
    """The offices that sign for us today; read with the case, so that its page need not ask whether
    somebody holds them.
    """
    own = Q(office=Office.UNIT_HEAD, unit=OuterRef("owner_id"))
    return (
        Official.objects.on(timezone.localdate())
        .filter(Q(office__in=(Office.HEAD, Office.SECRETARY)) | own)
        .order_by()
        .values("office")
    )


def signed_or_404(user: User, pk: int) -> Agreement:
    agreement = visible_or_404(user, pk)
    if not is_naskah_signed(agreement):
        raise Http404
    return agreement


def warnings_of(agreement: Agreement, calendar: Calendar) -> list[Condition]:
    """What the law makes worth knowing about a running case, though it stops nobody."""
    if agreement.is_closed:
        return []
    return [
        w
        for w in agreement.track.warnings
        if (report_is_missing(calendar) if w is REPORT_MISSING else agreement.holds(w.code))
    ]


def report_is_missing(calendar: Calendar | None = None) -> bool:
    """Whether the region owes a yearly report on any cooperation abroad (Permendagri 25/2020 Pasal
    38).
    """
    return bool(ledger.unreported_years(Agreement.objects.all(), timezone.localdate(), calendar))


def answer_refusal(request: AuthenticatedRequest, pk: int, refusal: Refused):
    for reason in reasons_of(request.user, Agreement.objects.get(pk=pk), refusal):
        messages.error(request, reason)
    return redirect("kerja-sama", pk)


def reasons_of(
    user: User, agreement: Agreement, refusal: Refused, meeting: int | None = None
) -> list[str]:
    """Why it was refused; what is missing for a paper leads to the place where it is filled in."""
    if isinstance(refusal, Incomplete):
        return [gap_links.gap_with_link(user, agreement, gap, meeting) for gap in refusal.gaps]
    return list(refusal.reasons)


def run_act(
    request: AuthenticatedRequest,
    pk: int,
    act: Callable,
    success: str,
    when_refused: Callable = answer_refusal,
):
    """Run the act on a visible case and return to it: what happened and who has the ball now, or
    why it was refused.
    """
    was_at, since = visible_or_404(request.user, pk).stage_code, timezone.now()
    try:
        act()
    except AlreadyClosed as closed:
        messages.info(request, " ".join(closed.reasons))
        return redirect("kerja-sama", pk)
    except Refused as refusal:
        return when_refused(request, pk, refusal)
    words = describe_outcome(success, Agreement.objects.get(pk=pk), was_at)
    messages.success(request, f"{words} {who_was_notified(pk, request.user, since)}".strip())
    return redirect("kerja-sama", pk)


def describe_outcome(success: str, agreement: Agreement, was_at: str) -> str:
    """What happened, which stage closed by it, and who has the ball now."""
    holders = agreement.holder_names
    turn = f"Bola kini di {holders}." if holders else ""
    return " ".join(part for part in (success, closing_note_of(agreement, was_at), turn) if part)


def run_form_act(
    request: AuthenticatedRequest,
    form: forms.BaseForm,
    act: Callable,
    success: str,
    field: str | None = None,
) -> bool:
    """Run the act that a valid form asks for, and say so. What was refused stands in the form, at
    `field` if one is named.
    """
    if not form.is_valid():
        return False
    try:
        act()
    except Refused as refusal:
        form.add_error(field, list(refusal.reasons))
        return False
    messages.success(request, success)
    return True


def stages_of_track(track: Track, calendar: Calendar) -> list[tuple[Stage, list[tuple]]]:
    """Each stage with its terms as they hold in this office: (term, days, kind of day)."""
    return [
        (stage, [(term, *calendar.length(track, stage, term)) for term in stage.terms])
        for stage in track.stages
    ]
