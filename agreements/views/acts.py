"""Acts: check, call the engine, answer."""

from collections.abc import Callable

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from agreements.documents import rendering
from agreements.forms import EvidenceForm
from agreements.models import Document, DocumentState
from agreements.workflow import engine
from kerjasama.accounts.models import Role
from kerjasama.accounts.policy import EVERYBODY, allow

from .pages import detail_context, visible_or_404


def answer(request, pk: int, act: Callable, success: str):
    """Run the act and return to the case, with the success or the reasons of the refusal."""
    visible_or_404(request.user, pk)
    try:
        act()
        messages.success(request, success)
    except engine.Refused as refusal:
        for reason in refusal.reasons:
            messages.error(request, reason)
    return redirect("kerja-sama", pk)


@allow(*EVERYBODY)
@require_POST
def meet(request, pk, code):
    agreement = visible_or_404(request.user, pk)
    try:
        need = engine.evaluate(agreement).check(code).requirement
    except engine.Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("kerja-sama", pk)
    form = EvidenceForm(request.POST, request.FILES, need=need, auto_id=f"id_{code}_%s")
    if not form.is_valid():
        return render(request, "pages/agreement.html", detail_context(request.user, agreement, (code, form)), status=422)
    stage = request.POST.get("tahap", "")
    return answer(request, pk, lambda: engine.meet(pk, request.user, code, stage, **form.cleaned_data), f"{need.text}: tercatat.")


@allow(*EVERYBODY)
@require_POST
def complete(request, pk):
    return answer(request, pk, lambda: engine.complete(pk, request.user, request.POST.get("tahap", "")), "Tahap selesai.")


@allow(*EVERYBODY)
@require_POST
def send_back(request, pk):
    post = request.POST
    items = [line.strip() for line in post.get("butir", "").splitlines() if line.strip()]
    return answer(
        request, pk,
        lambda: engine.send_back(pk, request.user, post.get("tahap", ""), post.get("tujuan", ""), post.get("alasan", ""), items),
        "Berkas dikembalikan untuk perbaikan.",
    )


@allow(Role.OPD, *engine.MAY_HALT)
@require_POST
def halt(request, pk):
    post = request.POST
    return answer(
        request, pk, lambda: engine.halt(pk, request.user, post.get("tahap", ""), post.get("status", ""), post.get("alasan", "")),
        "Status berkas diperbarui.",
    )


@allow(*engine.MAY_HALT)
@require_POST
def resume(request, pk):
    return answer(request, pk, lambda: engine.resume(pk, request.user), "Berkas dilanjutkan.")


@allow(Role.OPD)
@require_POST
def resolve(request, pk, item):
    return answer(request, pk, lambda: engine.resolve(pk, request.user, item), "Perbaikan ditandai selesai.")


@allow(*EVERYBODY)
@require_POST
def order(request, pk, kind):
    return answer(request, pk, lambda: rendering.order(pk, request.user, kind), "Dokumen sedang dibuat.")


@allow(*EVERYBODY)
@require_POST
def retry(request, pk):
    paper = get_object_or_404(Document, pk=pk)
    visible_or_404(request.user, paper.agreement_id)
    Document.objects.filter(pk=pk, state=DocumentState.FAILED).update(state=DocumentState.QUEUED)
    rendering.send(pk)
    messages.success(request, "Dokumen sedang dibuat ulang.")
    return redirect("kerja-sama", paper.agreement_id)
