"""Hapus isi berkas: proposed on a page of its own, done there by a second person."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from agreements.documents import content_removal
from agreements.forms.reasons import WhyForm
from agreements.models import Agreement
from agreements.workflow.guarding import Refused
from kerjasama.accounts.models import User
from kerjasama.accounts.policy import OFFICE, allow
from kerjasama.web.requests import AuthenticatedRequest

ANSWERS = {
    "hapus": "Isi berkas dihapus; jejaknya tetap ada.",
    "batal": "Isi berkas tidak dihapus.",
    "usul": (
        "Penghapusan menunggu persetujuan orang kedua. Sementara itu berkas tidak dapat dibuka."
    ),
}


@allow(*OFFICE)
def show_removal(request: AuthenticatedRequest, what, pk: int) -> HttpResponse:
    """The file that may go, why, and who still has to agree."""
    row = _row_or_404(request.user, what, pk)
    removal = content_removal.removal_notice_of(row)
    form = WhyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and _done(request, row, removal, form):
        return redirect("hapus-isi", what, pk)
    shown = {
        "row": row,
        "name": getattr(row, "file_name", "") or str(row),
        "removal": removal,
        "form": form,
        "agreement": getattr(row, "agreement", None),
        "elsewhere": content_removal.count_other_keepers(row),
        "may_confirm": (
            removal is not None and content_removal.may_confirm_removal(request.user, removal)
        ),
        "is_mine": removal is not None and request.user.is_same_person(removal.by),
    }
    return render(
        request, "pages/remove_content.html", shown, status=422 if request.method == "POST" else 200
    )


def _row_or_404(user: User, what: str, pk: int):
    if what not in content_removal.KEEPERS:
        raise Http404
    row: Any = get_object_or_404(content_removal.KEEPERS[what], pk=pk)
    case = getattr(row, "agreement_id", None)
    if not row.sha256 or case and not Agreement.objects.visible_to(user).filter(pk=case).exists():
        raise Http404
    return row


def _done(request: AuthenticatedRequest, row, removal, form: WhyForm) -> bool:
    """Do what the button says. What was refused stands in the form."""
    act = request.POST.get("tindakan", "usul")
    is_of_other = removal is not None and not request.user.is_same_person(removal.by)
    needs_reason = act == "usul" or act == "batal" and is_of_other
    if needs_reason and not form.is_valid():
        return False
    why = form.cleaned_data.get("alasan", "") if form.is_valid() else ""
    try:
        if act == "usul" or removal is None:
            content_removal.propose_removal(row, request.user, why)
        elif act == "hapus":
            content_removal.confirm_removal(removal.pk, request.user)
        else:
            content_removal.refuse_removal(removal.pk, request.user, why)
    except Refused as refusal:
        for reason in refusal.reasons:
            messages.error(request, reason)
        return False
    messages.success(request, ANSWERS.get(act, ANSWERS["batal"]))
    return True
