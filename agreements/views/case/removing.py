"""Hapus isi berkas: proposed on a page of its own, done there by a second person."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from agreements.documents import content_removal
from agreements.forms.reasons import WhyForm
from agreements.models import Agreement, ContentRemoval
from agreements.pages.case.removal import build_removal_page
from agreements.views.common import try_act
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
def show_removal(request: AuthenticatedRequest, what: str, pk: int) -> HttpResponse:
    """The file that may go, why, and who still has to agree. `what` is the kind of row that keeps
    it.
    """
    row = _row_or_404(request.user, what, pk)
    removal = content_removal.removal_notice_of(row)
    form = WhyForm()
    status = 200
    if request.method == "POST":
        form = WhyForm(request.POST)
        if _is_done(request, row, removal, form):
            return redirect("hapus-isi", what, pk)
        status = 422
    page = build_removal_page(request.user, row, removal, form)
    shown = {"page": page, "agreement": getattr(row, "agreement", None)}
    return render(request, "pages/remove_content.html", shown, status=status)


def _row_or_404(user: User, what: str, pk: int) -> content_removal.Keeper:
    """The row, if it keeps a file and this person may see its case."""
    if what not in content_removal.KEEPERS:
        raise Http404
    row: Any = get_object_or_404(content_removal.KEEPERS[what], pk=pk)
    if not row.sha256:
        raise Http404
    case = getattr(row, "agreement_id", None)
    if case and not Agreement.objects.visible_to(user).filter(pk=case).exists():
        raise Http404
    return row


def _is_done(
    request: AuthenticatedRequest,
    row: content_removal.Keeper,
    removal: ContentRemoval | None,
    form: WhyForm,
) -> bool:
    """Do what the button says: propose, remove, or not remove after all. Whether it was done; what
    was refused is said.
    """
    user = request.user
    act = request.POST.get("tindakan", "usul")
    why = form.cleaned_data.get("alasan", "") if form.is_valid() else ""
    if _needs_reason(user, act, removal) and not form.is_valid():
        return False
    if act == "usul" or removal is None:
        refusal = try_act(partial(content_removal.propose_removal, row, user, why))
    elif act == "hapus":
        refusal = try_act(partial(content_removal.confirm_removal, removal.pk, user))
    else:
        refusal = try_act(partial(content_removal.refuse_removal, removal.pk, user, why))
    if refusal:
        for reason in refusal.reasons:
            messages.error(request, reason)
        return False
    messages.success(request, ANSWERS.get(act, ANSWERS["batal"]))
    return True


def _needs_reason(user: User, act: str, removal: ContentRemoval | None) -> bool:
    """Whoever proposes says why, and whoever declines what another proposed."""
    is_of_other = removal is not None and not user.is_same_person(removal.by)
    return act == "usul" or act == "batal" and is_of_other
