"""Acts: check, call the engine, answer."""

from collections.abc import Iterable
from functools import partial

from django import forms
from django.contrib import messages
from django.db import transaction
from django.forms.boundfield import BoundField
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from agreements.documents import rendering, retrying
from agreements.documents.letters.case_letters import LetterOrder
from agreements.documents.letters.living import is_letter
from agreements.forms.acts import EvidenceForm, SendBackForm, SigningDayForm
from agreements.forms.comments import CommentForm
from agreements.models import Agreement, Document
from agreements.monitoring import discussing
from agreements.pages.case.case_page import stages_back
from agreements.pages.case.requirement_rows import MET_BY_FORM, RejectedForms
from agreements.regulations.vocabulary import Requirement
from agreements.views.case.case_page import context_of_case_page
from agreements.views.common import answer_refusal, run_case_act, visible_or_404
from agreements.views.letters.letter import begin_or_ask
from agreements.views.repeating import ask_or_refuse, wish_of
from agreements.workflow import engine, meeting_requirements
from agreements.workflow.evaluation import evaluate_case
from agreements.workflow.guarding import Refused
from kerjasama.accounts.models import Role
from kerjasama.accounts.policy import EVERYBODY, WORKERS, allow
from kerjasama.signin.fresh import ask_again, fresh
from kerjasama.web.asking import BOX
from kerjasama.web.requests import AuthenticatedRequest


def show_again(
    request: AuthenticatedRequest, agreement: Agreement, name: str, form: forms.BaseForm
) -> HttpResponse:
    """The page with the rejected form as it was typed."""
    return show_all_again(request, agreement, {name: form})


def show_all_again(
    request: AuthenticatedRequest, agreement: Agreement, rejected: RejectedForms
) -> HttpResponse:
    """The page with all rejected forms as they were typed."""
    return render(
        request,
        "pages/agreement.html",
        context_of_case_page(request.user, agreement, rejected),
        status=422,
    )


def show_typed(
    request: AuthenticatedRequest, pk: int, refusal: Refused, typed: Iterable[forms.BaseForm]
) -> HttpResponse:
    """The page as it stands now, with the reasons and what was typed, though its forms may be gone
    from there.
    """
    sent = list(typed)
    unsent = [
        typed_value_of(form[name])
        for form in sent
        for name in form.changed_data
        if not _is_left_out(name, form.fields[name])
    ]
    has_file = any(form.files for form in sent)
    if not unsent and not has_file:
        return answer_refusal(request, pk, refusal)
    for reason in refusal.reasons:
        messages.error(request, reason)
    page = context_of_case_page(request.user, visible_or_404(request.user, pk))
    return render(
        request,
        "pages/agreement.html",
        page | {"unsent": unsent, "unsent_file": has_file},
        status=409,
    )


def _is_left_out(name: str, field: forms.Field) -> bool:
    """Files cannot be shown, and the answer to a question goes with the question."""
    return isinstance(field, forms.FileField) or name.startswith(BOX)


def typed_value_of(bound: BoundField) -> tuple[str, str]:
    """The label of a field and what was typed there; a choice by its label."""
    value = bound.value()
    labels = dict(getattr(bound.field, "choices", ()))
    return str(bound.label), labels.get(value, value)


@allow(*EVERYBODY)
@require_POST
def meet_requirement_view(request: AuthenticatedRequest, pk: int, code: str) -> HttpResponse:
    """Record that a requirement is met."""
    agreement = visible_or_404(request.user, pk)
    need = requirement_or_404(agreement, code)
    if need.binds_the_region and (question := ask_again(request)):
        return question
    form = EvidenceForm(
        request.POST, request.FILES, need=need, agreement=agreement, auto_id=f"id_{code}_%s"
    )
    try:
        meeting_requirements.require_turn(evaluate_case(agreement), request.user, code)
    except Refused as refusal:
        return show_typed(request, pk, refusal, [form])
    if not form.is_valid():
        return show_again(request, agreement, code, form)
    stage, seen = request.POST.get("tahap", ""), request.POST.get("isi", "")
    evidence = form.evidence()  # looks at signatures, so before anything is locked

    @transaction.atomic
    def meet() -> None:
        meeting_requirements.meet_requirement(pk, request.user, code, stage, seen=seen, **evidence)
        form.keep_file()  # only when nothing was refused

    return run_case_act(
        request, pk, meet, f"{need.text}: tercatat.", partial(show_typed, request, pk, typed=[form])
    )


def requirement_or_404(agreement: Agreement, code: str) -> Requirement:
    """The requirement that a form meets, in this stage or in the one that was current when the page
    was opened.
    """
    for stage in (agreement.stage, *agreement.track.stages):
        for need in stage.requirements:
            if need.code == code and need.kind in MET_BY_FORM:
                return need
    raise Http404


@allow(*EVERYBODY)
@require_POST
def complete_stage_view(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Leave the stage."""
    return run_case_act(
        request,
        pk,
        lambda: engine.complete_stage(pk, request.user, request.POST.get("tahap", "")),
        "Tahap selesai.",
    )


@allow(*EVERYBODY)
@require_POST
def send_case_back_view(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Send the case back to an earlier stage, with what is to be put right."""
    agreement = visible_or_404(request.user, pk)
    form = SendBackForm(request.POST, stages=stages_back(agreement))
    if not form.is_valid():
        return show_again(request, agreement, "kembalikan", form)
    data = form.cleaned_data
    act = partial(
        engine.send_case_back,
        pk,
        request.user,
        request.POST.get("tahap", ""),
        data["tujuan"],
        data["alasan"],
        data["butir"],
    )
    return run_case_act(
        request,
        pk,
        act,
        "Dikembalikan untuk perbaikan.",
        partial(show_typed, request, pk, typed=[form]),
    )


@allow(Role.OPD)
@require_POST
def resolve_correction_view(request: AuthenticatedRequest, pk: int, item: int) -> HttpResponse:
    """Say that something which was to be put right is done."""
    return run_case_act(
        request,
        pk,
        lambda: engine.resolve_correction(pk, request.user, item),
        "Perbaikan ditandai selesai.",
    )


@allow(*WORKERS)
@require_POST
def comment_case(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Add a comment to the discussion of the case."""
    agreement = visible_or_404(request.user, pk)
    form = CommentForm(request.user, agreement, request.POST)
    if not form.is_valid():
        return show_again(request, agreement, "comment", form)
    discussing.write(form.save(commit=False))
    messages.success(request, "Tanggapan terkirim.")
    return redirect("kerja-sama", pk)


@allow(*EVERYBODY)
def order_document_view(request: AuthenticatedRequest, pk: int, kind: str) -> HttpResponse:
    """Order a paper of the case, or begin the draft of a letter; one that is there already is asked
    about first.
    """
    agreement = visible_or_404(request.user, pk)
    if request.method != "POST":
        return redirect("kerja-sama", pk)
    if is_letter(kind):
        order = LetterOrder(kind, {}, None, wish_of(request))
        return begin_or_ask(request, pk, order, partial(ask_or_refuse, request, pk))
    form = SigningDayForm(request.POST, agreement=agreement)
    if not form.is_valid():
        return show_again(request, agreement, f"hari-{kind}", form)
    act = partial(
        rendering.order_document,
        pk,
        request.user,
        kind,
        form.cleaned_data["hari"],
        wish_of(request),
    )
    return run_case_act(
        request, pk, act, "Dokumen sedang dibuat.", partial(ask_or_refuse, request, pk)
    )


@allow(*EVERYBODY)
@require_POST
def retry_document_view(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Make a paper again whose making failed; `pk` is that of the paper."""
    paper = get_object_or_404(Document, pk=pk)
    return run_case_act(
        request,
        paper.agreement_id,
        lambda: retrying.retry_document(pk, request.user),
        "Dokumen sedang dibuat ulang.",
    )


@allow(Role.SECTION_HEAD)
@fresh
def change_track_version_view(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Show what a newer version of the track changes for this case; on POST, change to it."""
    agreement = visible_or_404(request.user, pk)
    version = request.POST.get("versi") or request.GET.get("versi", "")
    if request.method == "POST":
        return run_case_act(
            request,
            pk,
            lambda: engine.change_track_version(pk, request.user, version, dry_run=False),
            "Versi alur diganti.",
        )
    page = {"agreement": agreement, "version": version, "changes": []}
    try:
        page["changes"] = engine.change_track_version(pk, request.user, version)
    except Refused as refusal:
        page["refusal"] = refusal
    return render(request, "pages/version.html", page)
