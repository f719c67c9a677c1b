"""Acts: check, call the engine, answer."""

from functools import partial

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from agreements.documents import rendering
from agreements.forms.acts import CommentForm, EvidenceForm, SendBackForm, SigningDayForm
from agreements.models import Agreement, Document
from agreements.monitoring import discussing
from agreements.regulations.vocabulary import RequirementKind
from agreements.workflow import engine, guarding, meeting_requirements
from agreements.workflow.evaluation import evaluate_case
from kerjasama.accounts.models import Role
from kerjasama.accounts.policy import EVERYBODY, WORKERS, allow
from kerjasama.web.asking import BOX
from kerjasama.web.requests import AuthenticatedRequest

from .case import context_of_case_page
from .common import answer_refusal, run_act, visible_or_404
from .repeating import asked_or_refused, wish_of

BY_FORM = (RequirementKind.APPROVAL, RequirementKind.RECORD, RequirementKind.UPLOAD)


def show_again(request: AuthenticatedRequest, agreement: Agreement, name: str, form):
    """The page with the rejected form as it was typed."""
    return render(
        request,
        "pages/agreement.html",
        context_of_case_page(request.user, agreement, {name: form}),
        status=422,
    )


def show_typed(request: AuthenticatedRequest, pk: int, refusal, form):
    """The page as it stands now, with the reasons and what was typed, though its form may be gone
    from there.
    """
    unsent = [
        typed_value_of(form[name])
        for name in form.changed_data
        if not _is_left_out(name, form.fields[name])
    ]
    if not unsent:
        return answer_refusal(request, pk, refusal)
    for reason in refusal.reasons:
        messages.error(request, reason)
    page = context_of_case_page(request.user, visible_or_404(request.user, pk))
    return render(
        request,
        "pages/agreement.html",
        page | {"unsent": unsent, "unsent_file": bool(form.files)},
        status=409,
    )


def _is_left_out(name: str, field: forms.Field) -> bool:
    """Files cannot be shown, and the answer to a question goes with the question."""
    return isinstance(field, forms.FileField) or name.startswith(BOX)


def typed_value_of(bound) -> tuple[str, str]:
    return bound.label, dict(getattr(bound.field, "choices", ())).get(bound.value(), bound.value())


@allow(*EVERYBODY)
@require_POST
def meet_requirement_view(request: AuthenticatedRequest, pk: int, code) -> HttpResponse:
    agreement = visible_or_404(request.user, pk)
    need = requirement_or_404(agreement, code)
    form = EvidenceForm(
        request.POST, request.FILES, need=need, agreement=agreement, auto_id=f"id_{code}_%s"
    )
    try:
        meeting_requirements.require_turn(evaluate_case(agreement), request.user, code)
    except guarding.Refused as refusal:
        return show_typed(request, pk, refusal, form)
    if not form.is_valid():
        return show_again(request, agreement, code, form)
    stage, evidence = (
        request.POST.get("tahap", ""),
        form.evidence(),
    )  # signatures are looked at here, before anything is locked
    return run_act(
        request,
        pk,
        lambda: record_evidence(form, evidence, pk, request.user, code, stage),
        f"{need.text}: tercatat.",
        partial(show_typed, form=form),
    )


def requirement_or_404(agreement: Agreement, code: str):
    """The requirement that a form meets, in this stage or in the one that was current when the page
    was opened.
    """
    for stage in (agreement.stage, *agreement.track.stages):
        for need in stage.requirements:
            if need.code == code and need.kind in BY_FORM:
                return need
    raise Http404


@transaction.atomic
def record_evidence(form: EvidenceForm, evidence: dict, *where) -> None:
    """Meet the requirement; its file is stored only when nothing was refused."""
    meeting_requirements.meet_requirement(*where, **evidence)
    form.keep_file()


@allow(*EVERYBODY)
@require_POST
def complete_stage_view(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    return run_act(
        request,
        pk,
        lambda: engine.complete_stage(pk, request.user, request.POST.get("tahap", "")),
        "Tahap selesai.",
    )


@allow(*EVERYBODY)
@require_POST
def send_case_back_view(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    agreement = visible_or_404(request.user, pk)
    stages = [agreement.track.stage(code) for code in agreement.stage.send_back_to] + [
        agreement.stage
    ]
    form = SendBackForm(request.POST, stages=stages)
    if not form.is_valid():
        return show_again(request, agreement, "kembalikan", form)
    data = form.cleaned_data
    return run_act(
        request,
        pk,
        lambda: engine.send_case_back(
            pk,
            request.user,
            request.POST.get("tahap", ""),
            data["tujuan"],
            data["alasan"],
            data["butir"],
        ),
        "Dikembalikan untuk perbaikan.",
        partial(show_typed, form=form),
    )


@allow(Role.OPD)
@require_POST
def resolve_correction_view(request: AuthenticatedRequest, pk: int, item) -> HttpResponse:
    return run_act(
        request,
        pk,
        lambda: engine.resolve_correction(pk, request.user, item),
        "Perbaikan ditandai selesai.",
    )


@allow(*WORKERS)
@require_POST
def comment_case(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    agreement = visible_or_404(request.user, pk)
    form = CommentForm(request.POST)
    form.instance.agreement, form.instance.by = agreement, request.user
    if not form.is_valid():
        return show_again(request, agreement, "comment", form)
    discussing.write(form.save(commit=False))
    messages.success(request, "Tanggapan terkirim.")
    return redirect("kerja-sama", pk)


@allow(*EVERYBODY)
def order_document_view(request: AuthenticatedRequest, pk: int, kind) -> HttpResponse:
    agreement = visible_or_404(request.user, pk)
    if request.method != "POST":
        return redirect("kerja-sama", pk)
    form = SigningDayForm(request.POST)
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
    return run_act(request, pk, act, "Dokumen sedang dibuat.", asked_or_refused)


@allow(*EVERYBODY)
@require_POST
def retry_document_view(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    paper = get_object_or_404(Document, pk=pk)
    return run_act(
        request,
        paper.agreement_id,
        lambda: rendering.retry_document(pk, request.user),
        "Dokumen sedang dibuat ulang.",
    )


@allow(Role.SECTION_HEAD)
def change_track_version_view(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Show what a newer version of the track changes for this case; on POST, change to it."""
    agreement = visible_or_404(request.user, pk)
    version = request.POST.get("versi") or request.GET.get("versi", "")
    if request.method == "POST":
        return run_act(
            request,
            pk,
            lambda: engine.change_track_version(pk, request.user, version, dry_run=False),
            "Versi alur diganti.",
        )
    try:
        changes, refusal = engine.change_track_version(pk, request.user, version), None
    except guarding.Refused as error:
        changes, refusal = [], error
    return render(
        request,
        "pages/version.html",
        {"agreement": agreement, "version": version, "changes": changes, "refusal": refusal},
    )
