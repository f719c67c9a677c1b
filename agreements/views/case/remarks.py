"""A naskah is read, remarked on, and its remarks answered and settled."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from agreements.documents.wording import looks, remarks
from agreements.forms.remarks import OWNER, AnswerForm
from agreements.models import Agreement, Remark
from agreements.pages.case.remarks import Rejected, build_remarks_page, form_to_remark
from agreements.views.common import page_status, run_act, visible_or_404
from agreements.workflow.guarding import Refused
from kerjasama.accounts.models import User
from kerjasama.accounts.policy import EVERYBODY, WORKERS, allow
from kerjasama.web.requests import AuthenticatedRequest


@allow(*EVERYBODY)
def show_remarks(request: AuthenticatedRequest, pk: int, kind: str) -> HttpResponse:
    """The naskah with its remarks; or one more, which its form sends."""
    agreement = _drafted_or_404(request.user, pk, kind)
    if request.method == "POST":
        return _add(request, agreement, kind)
    return _page(request, agreement, kind)


def _drafted_or_404(user: User, pk: int, kind: str) -> Agreement:
    """The case, if this person may see it and that naskah is drafted for it."""
    agreement = visible_or_404(user, pk)
    if kind not in remarks.naskah_of_case(agreement):
        raise Http404
    return agreement


def _page(
    request: AuthenticatedRequest, agreement: Agreement, kind: str, rejected: Rejected | None = None
) -> HttpResponse:
    page = build_remarks_page(request.user, agreement, kind, rejected)
    status = page_status(is_refused=bool(rejected))
    return render(
        request, "pages/remarks.html", {"page": page, "agreement": agreement}, status=status
    )


def _add(request: AuthenticatedRequest, agreement: Agreement, kind: str) -> HttpResponse:
    form = form_to_remark(request.user, agreement, kind, request.POST)
    if form is None:
        messages.error(request, remarks.GONE)
        return _page(request, agreement, kind)
    if form.is_valid():
        try:
            said = remarks.add_remark(
                agreement.pk,
                kind,
                form.block,
                form.cleaned_data["catatan"],
                by=request.user,
                tier=form.tier,
            )
        except Refused as refusal:
            form.add_error(None, refusal.reasons[0])
        else:
            messages.success(request, "Catatan tersimpan.")
            return _to(agreement, kind, said)
    return _page(request, agreement, kind, {f"pasal:{request.POST.get(OWNER, '')}": form})


def _to(agreement: Agreement, kind: str, remark: Remark) -> HttpResponse:
    address = reverse("catatan-naskah", args=[agreement.pk, kind])
    return HttpResponseRedirect(f"{address}#catatan-{remark.pk}")


def _remark_or_404(agreement: Agreement, kind: str, number: int) -> Remark:
    return get_object_or_404(agreement.remarks.of_naskah(kind).beginnings(), pk=number)


@allow(*WORKERS)
@require_POST
def answer_remark_view(
    request: AuthenticatedRequest, pk: int, kind: str, number: int
) -> HttpResponse:
    """Answer a remark."""
    agreement = _drafted_or_404(request.user, pk, kind)
    remark = _remark_or_404(agreement, kind, number)
    form = AnswerForm(request.POST, remark=remark.pk)
    if form.is_valid():
        try:
            remarks.answer_remark(remark.pk, form.cleaned_data["jawaban"], by=request.user)
        except Refused as refusal:
            form.add_error(None, refusal.reasons[0])
        else:
            messages.success(request, "Jawaban tersimpan.")
            return _to(agreement, kind, remark)
    return _page(request, agreement, kind, {f"catatan:{remark.pk}": form})


@allow(*WORKERS)
@require_POST
def settle_remark_view(
    request: AuthenticatedRequest, pk: int, kind: str, number: int
) -> HttpResponse:
    """Settle a remark, or open it again."""
    agreement = _drafted_or_404(request.user, pk, kind)
    remark = _remark_or_404(agreement, kind, number)
    settles = request.POST.get("tandai") != "buka"
    act = remarks.settle_remark if settles else remarks.reopen_remark
    said = "Catatan ditandai selesai." if settles else "Catatan dibuka kembali."
    back = f"{reverse('catatan-naskah', args=[pk, kind])}#catatan-{remark.pk}"
    return run_act(request, partial(act, remark.pk, request.user), said, back)


@allow(*WORKERS)
@require_POST
def note_look_view(request: AuthenticatedRequest, pk: int, kind: str) -> HttpResponse:
    """Note that the reader has read the naskah as it stood on his page."""
    agreement = _drafted_or_404(request.user, pk, kind)
    act = partial(looks.note_look, agreement.pk, kind, request.user, request.POST.get("tanda", ""))
    said = "Dicatat: Anda sudah membaca naskah ini. Yang berubah kemudian ditandai di sini."
    return run_act(request, act, said, reverse("catatan-naskah", args=[pk, kind]))
