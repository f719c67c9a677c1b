"""Acts: check, call the engine, answer."""

from functools import partial

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from agreements.documents import rendering
from agreements.forms.acts import CommentForm, EvidenceForm, SendBackForm, SigningDayForm
from agreements.models import Document
from agreements.monitoring import discussing
from agreements.regulations.vocabulary import Kind
from agreements.workflow import engine
from agreements.workflow.evaluation import evaluate
from kerjasama.accounts.models import Role
from kerjasama.accounts.policy import EVERYBODY, WORKERS, allow
from kerjasama.web.asking import BOX

from .case import context
from .common import answer, refused, visible_or_404
from .repeating import asked_or_refused, wish_of

BY_FORM = (Kind.APPROVAL, Kind.RECORD, Kind.UPLOAD)


def show_again(request, agreement, name: str, form):
    """The page with the rejected form as it was typed."""
    return render(request, "pages/agreement.html", context(request.user, agreement, {name: form}), status=422)


def show_typed(request, pk, refusal, form):
    """The page as it stands now, with the reasons and what was typed, though its form may be gone from there."""
    unsent = [typed(form[name]) for name in form.changed_data if not _is_left_out(name, form.fields[name])]
    if not unsent:
        return refused(request, pk, refusal)
    for reason in refusal.reasons:
        messages.error(request, reason)
    page = context(request.user, visible_or_404(request.user, pk))
    return render(request, "pages/agreement.html", page | {"unsent": unsent, "unsent_file": bool(form.files)}, status=409)


def _is_left_out(name: str, field: forms.Field) -> bool:
    """Files cannot be shown, and the answer to a question goes with the question."""
    return isinstance(field, forms.FileField) or name.startswith(BOX)


def typed(bound) -> tuple[str, str]:
    return bound.label, dict(getattr(bound.field, "choices", ())).get(bound.value(), bound.value())


@allow(*EVERYBODY)
@require_POST
def meet(request, pk, code):
    agreement = visible_or_404(request.user, pk)
    need = requirement_or_404(agreement, code)
    form = EvidenceForm(request.POST, request.FILES, need=need, agreement=agreement, auto_id=f"id_{code}_%s")
    try:
        engine.require_turn(evaluate(agreement), request.user, code)
    except engine.Refused as refusal:
        return show_typed(request, pk, refusal, form)
    if not form.is_valid():
        return show_again(request, agreement, code, form)
    stage, evidence = request.POST.get("tahap", ""), form.evidence()  # signatures are looked at here, before anything is locked
    return answer(
        request,
        pk,
        lambda: record(form, evidence, pk, request.user, code, stage),
        f"{need.text}: tercatat.",
        partial(show_typed, form=form),
    )


def requirement_or_404(agreement, code: str):
    """The requirement that a form meets, in this stage or in the one that was current when the page was opened."""
    for stage in (agreement.stage, *agreement.track.stages):
        for need in stage.requirements:
            if need.code == code and need.kind in BY_FORM:
                return need
    raise Http404


@transaction.atomic
def record(form: EvidenceForm, evidence: dict, *where) -> None:
    """Meet the requirement; its file is stored only when nothing was refused."""
    engine.meet(*where, **evidence)
    form.keep_file()


@allow(*EVERYBODY)
@require_POST
def complete(request, pk):
    return answer(request, pk, lambda: engine.complete(pk, request.user, request.POST.get("tahap", "")), "Tahap selesai.")


@allow(*EVERYBODY)
@require_POST
def send_back(request, pk):
    agreement = visible_or_404(request.user, pk)
    stages = [agreement.track.stage(code) for code in agreement.stage.send_back_to] + [agreement.stage]
    form = SendBackForm(request.POST, stages=stages)
    if not form.is_valid():
        return show_again(request, agreement, "kembalikan", form)
    data = form.cleaned_data
    return answer(
        request,
        pk,
        lambda: engine.send_back(pk, request.user, request.POST.get("tahap", ""), data["tujuan"], data["alasan"], data["butir"]),
        "Dikembalikan untuk perbaikan.",
        partial(show_typed, form=form),
    )


@allow(Role.OPD)
@require_POST
def resolve(request, pk, item):
    return answer(request, pk, lambda: engine.resolve(pk, request.user, item), "Perbaikan ditandai selesai.")


@allow(*WORKERS)
@require_POST
def comment(request, pk):
    agreement = visible_or_404(request.user, pk)
    form = CommentForm(request.POST)
    form.instance.agreement, form.instance.by = agreement, request.user
    if not form.is_valid():
        return show_again(request, agreement, "comment", form)
    discussing.write(form.save(commit=False))
    messages.success(request, "Tanggapan terkirim.")
    return redirect("kerja-sama", pk)


@allow(*EVERYBODY)
def order(request, pk, kind):
    agreement = visible_or_404(request.user, pk)
    if request.method != "POST":
        return redirect("kerja-sama", pk)
    form = SigningDayForm(request.POST)
    if not form.is_valid():
        return show_again(request, agreement, f"hari-{kind}", form)
    act = partial(rendering.order, pk, request.user, kind, form.cleaned_data["hari"], wish_of(request))
    return answer(request, pk, act, "Dokumen sedang dibuat.", asked_or_refused)


@allow(*EVERYBODY)
@require_POST
def retry(request, pk):
    paper = get_object_or_404(Document, pk=pk)
    return answer(request, paper.agreement_id, lambda: rendering.retry(pk, request.user), "Dokumen sedang dibuat ulang.")


@allow(Role.SECTION_HEAD)
def change_version(request, pk):
    """Show what a newer version of the track changes for this case; on POST, change to it."""
    agreement = visible_or_404(request.user, pk)
    version = request.POST.get("versi") or request.GET.get("versi", "")
    if request.method == "POST":
        return answer(request, pk, lambda: engine.change_version(pk, request.user, version, dry_run=False), "Versi alur diganti.")
    try:
        changes, refusal = engine.change_version(pk, request.user, version), None
    except engine.Refused as error:
        changes, refusal = [], error
    return render(request, "pages/version.html", {"agreement": agreement, "version": version, "changes": changes, "refusal": refusal})
