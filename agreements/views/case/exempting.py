"""Exemptions from the separation of duties: asked for, given or refused."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from agreements.forms.reasons import WhyForm
from agreements.models import Agreement
from agreements.pages.case.exemptions import build_exemptions_page
from agreements.views.common import page_status, run_act, visible_or_404
from agreements.workflow import exempting
from kerjasama.accounts.policy import EVERYBODY, allow
from kerjasama.web.requests import AuthenticatedRequest


@allow(*EVERYBODY)
def show_exemptions(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """What may be asked, what waits and what was decided; or one of these asked or decided."""
    agreement = visible_or_404(request.user, pk)
    if request.method == "POST":
        if "permintaan" in request.POST:
            return _decide(request, agreement)
        return _ask(request, agreement)
    return _page(request, agreement)


def _page(
    request: AuthenticatedRequest, agreement: Agreement, rejected: dict[str, WhyForm] | None = None
) -> HttpResponse:
    page = build_exemptions_page(request.user, agreement, rejected)
    status = page_status(is_refused=bool(rejected))
    shown = {"page": page, "agreement": agreement}
    return render(request, "pages/exemptions.html", shown, status=status)


def _ask(request: AuthenticatedRequest, agreement: Agreement) -> HttpResponse:
    code = request.POST.get("syarat", "")
    form = WhyForm(request.POST, auto_id=f"id_{code}_%s")
    if not form.is_valid():
        return _page(request, agreement, {code: form})
    why = form.cleaned_data["alasan"]
    act = partial(exempting.ask_exemption, agreement.pk, request.user, code, why)
    said = "Permintaan terkirim. Kepala Bagian Kerja Sama, Sekda, atau kepala daerah memutuskannya."
    return run_act(request, act, said, reverse("pengecualian", args=[agreement.pk]))


def _decide(request: AuthenticatedRequest, agreement: Agreement) -> HttpResponse:
    asked = request.POST["permintaan"]
    row = get_object_or_404(agreement.exemptions, pk=int(asked) if asked.isdecimal() else 0)
    is_given = request.POST.get("putusan") == "beri"
    form = WhyForm(request.POST, auto_id=f"id_{row.pk}_%s")
    if not form.is_valid():
        return _page(request, agreement, {str(row.pk): form})
    why = form.cleaned_data["alasan"]
    act = partial(exempting.decide_exemption, row.pk, request.user, why, is_given=is_given)
    said = "Pengecualian diberikan dan tercatat." if is_given else "Permintaan ditolak."
    return run_act(request, act, said, reverse("pengecualian", args=[agreement.pk]))
