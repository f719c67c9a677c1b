"""What several views share."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import lru_cache, partial
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from agreements.case_tabs import is_naskah_signed
from agreements.documents.needs import Incomplete
from agreements.models import (
    Agreement,
    Document,
    Exemption,
    Letter,
    ProposalState,
    ProposedCorrection,
    Signing,
    SigningState,
    UndoableAct,
    norms_beside,
)
from agreements.models.agreement_queries import AgreementQuerySet
from agreements.models.assignment import handling_beside
from agreements.models.reading_choice import readings_beside
from agreements.models.undoable import undo_period
from agreements.monitoring.turns import who_was_notified
from agreements.pages.case import gap_links
from agreements.pages.case.moving import closing_note_of
from agreements.regulations import catalogue
from agreements.regulations.vocabulary import Track
from agreements.workflow.guarding import AlreadyClosed, Refused
from kerjasama.accounts import policy
from kerjasama.accounts.models import Office, Official, RegionProfile, User
from kerjasama.web.compiled import Asked, CompiledRows
from kerjasama.web.requests import AuthenticatedRequest

# Stand in the question for the page of a case for what is asked; no row bears them.
CASE, READER, SINCE = -7_340_234, -7_340_235, datetime(1, 2, 3, tzinfo=UTC)
# What a template is given.
PageContext = dict[str, Any]
# An act with all that it needs; what it returns is not asked for.
Act = Callable[[], object]


def visible_or_404(user: User, pk: int) -> Agreement:
    """The case, if this person may see it at all."""
    question = _page_question(timezone.localdate(), policy.visible_agreements(user))
    told: dict[Asked, Asked] = {CASE: pk, READER: user.pk, SINCE: timezone.now() - undo_period()}
    found = question.rows(told)
    if not found:
        raise Http404
    return found[0]


@lru_cache(maxsize=100)
def _page_question(today: date, visible: Q) -> CompiledRows[Agreement]:
    """One case for its page, among those that are visible, with what its reader may take back.
    Writing this question costs more than asking it, so it is kept for all who see the same.
    """
    done = UndoableAct.objects.done_since(READER, SINCE).filter(agreement=OuterRef("pk"))
    offer = done.values(
        row=JSONObject(pk="pk", first="first", last="last", at="at", roles="roles")
    )[:1]
    rows = _rows_of_pages(today).visible_by(visible).annotate(undo_offers=ArraySubquery(offer))
    return CompiledRows(rows.filter(pk=CASE).order_by())


def _rows_of_pages(today: date) -> AgreementQuerySet:
    """All cases with what the page of one shows."""
    rows = (
        Agreement.objects.select_related("owner", "partner", "parent")
        .defer("partner__logo", "search")
        .prefetch_related("parties__signatories")
    )
    # For the form that orders a naskah; read here, so that the page of the case needs no query.
    planned = Signing.objects.filter(agreement=OuterRef("pk"), state=SigningState.PLANNED).values(
        row=JSONObject(kind="kind", day="day")
    )
    waiting = ProposedCorrection.objects.filter(
        agreement=OuterRef("pk"), state=ProposalState.PENDING
    )
    asked = Exemption.objects.filter(agreement=OuterRef("pk"), state=ProposalState.PENDING)
    drafts = Letter.objects.open_drafts().filter(agreement=OuterRef("pk"), meeting=None, office="")
    return rows.with_ending().annotate(
        signing_days=ArraySubquery(planned),
        letter_drafts=ArraySubquery(drafts.values(row=JSONObject(pk="pk", kind="kind"))),
        correction_waits=Exists(waiting),
        exemption_waits=Exists(asked),
        local_norms=norms_beside(),
        readings=readings_beside(),
        handling=handling_beside(),
        offices_held=ArraySubquery(_offices_held(today)),
        has_kop=Exists(RegionProfile.objects.exclude(address="")),
    )


def _offices_held(today: date) -> QuerySet[Official, dict[str, Any]]:
    """The offices that sign for us today; read with the case, so that its page need not ask whether
    somebody holds them.
    """
    own = Q(office=Office.UNIT_HEAD, unit=OuterRef("owner_id"))
    return (
        Official.objects.on(today)
        .filter(Q(office__in=(Office.HEAD, Office.SECRETARY)) | own)
        .order_by()
        .values("office")
    )


def paper_or_404(user: User, pk: int) -> Document:
    """The paper, if this person may see its case."""
    return get_object_or_404(Document, pk=pk, agreement__in=Agreement.objects.visible_to(user))


def signed_or_404(user: User, pk: int) -> Agreement:
    """The case, if this person may see it and its naskah is signed."""
    agreement = visible_or_404(user, pk)
    if not is_naskah_signed(agreement):
        raise Http404
    return agreement


def track_or_404(code: str) -> Track:
    """The track with this code as it is begun today."""
    try:
        return catalogue.newest_track_version(code)
    except KeyError:
        raise Http404 from None


def answer_refusal(request: AuthenticatedRequest, pk: int, refusal: Refused) -> HttpResponse:
    """Back to the page of the case, which says why the act was refused."""
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


def page_status(*, is_refused: bool) -> int:
    """The HTTP status of a page: 422 where it shows what was refused as it was typed."""
    return 422 if is_refused else 200


def try_act(act: Act) -> Refused | None:
    """Run an act: the refusal, or None when it was done."""
    try:
        act()
    except Refused as refusal:
        return refusal
    return None


def run_act(
    request: AuthenticatedRequest,
    act: Act,
    success: str | Callable[[], str],
    back: str,
    when_refused: Callable[[Refused], HttpResponse] | None = None,
) -> HttpResponse:
    """Run an act, say what happened, and go to the address `back`. `success` is said when it was
    done; where that depends on the act, it is a function called afterwards.

    A refusal is answered by `when_refused`; without one its reasons are said at `back`.
    """
    refusal = try_act(act)
    if refusal is None:
        words = success() if callable(success) else success
        if words:
            messages.success(request, words)
    elif isinstance(refusal, AlreadyClosed):
        messages.info(request, str(refusal))
    elif when_refused:
        return when_refused(refusal)
    else:
        for reason in refusal.reasons:
            messages.error(request, reason)
    return redirect(back)


def run_case_act(
    request: AuthenticatedRequest,
    pk: int,
    act: Act,
    success: str | Callable[[], str],
    when_refused: Callable[[Refused], HttpResponse] | None = None,
) -> HttpResponse:
    """Run the act on a visible case and return to it: what happened and who has the ball now, or
    why it was refused. `success` as for `run_act`.
    """
    was_at = visible_or_404(request.user, pk).stage_code
    since = timezone.now()

    def describe() -> str:
        done = success() if callable(success) else success
        words = describe_outcome(done, Agreement.objects.get(pk=pk), was_at)
        return f"{words} {who_was_notified(pk, request.user, since)}".strip()

    back = reverse("kerja-sama", args=[pk])
    return run_act(
        request, act, describe, back, when_refused or partial(answer_refusal, request, pk)
    )


def describe_outcome(success: str, agreement: Agreement, was_at: str) -> str:
    """What happened, which stage closed by it, and who has the ball now."""
    said = [success, closing_note_of(agreement, was_at)]
    if holders := agreement.holder_names:
        said.append(f"Bola kini di {holders}.")
    return " ".join(part for part in said if part)


def run_form_act(
    request: AuthenticatedRequest,
    form: forms.BaseForm,
    act: Act,
    success: str | Callable[[], str],
    field: str | None = None,
) -> bool:
    """Run the act that a valid form asks for, and say so; `success` as for `run_act`. What was
    refused stands in the form, at `field` if one is named.
    """
    if not form.is_valid():
        return False
    refusal = try_act(act)
    if refusal:
        form.add_error(field, list(refusal.reasons))
        return False
    messages.success(request, success() if callable(success) else success)
    return True
