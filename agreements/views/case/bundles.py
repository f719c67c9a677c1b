"""The whole case in one file: ordered by a click, made by the worker, fetched here."""

from functools import partial

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from agreements.documents import store
from agreements.documents.archive import integrity
from agreements.documents.bundles import making
from agreements.models import Agreement, BundleForm, BundleState
from agreements.pages.case.bundles import build_bundles_page
from agreements.views.common import run_act, visible_or_404
from kerjasama.accounts.policy import EVERYBODY, allow
from kerjasama.logbook.acting import Read, note_read
from kerjasama.signin.fresh import fresh_file
from kerjasama.web.requests import AuthenticatedRequest

TYPES = {BundleForm.ZIP: "application/zip", BundleForm.PDF: "application/pdf"}


@allow(*EVERYBODY)
def show_bundles(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """What was gathered lately and how far the newest is; on POST, gather the case now."""
    agreement = visible_or_404(request.user, pk)
    if request.method == "POST":
        return _order(request, agreement)
    shown = {"page": build_bundles_page(agreement), "agreement": agreement}
    if request.headers.get("HX-Request"):
        return render(request, "components/bundles.html", shown)
    return render(request, "pages/bundles.html", shown)


def _order(request: AuthenticatedRequest, agreement: Agreement) -> HttpResponse:
    form = request.POST.get("bentuk", "")
    if form not in BundleForm.values:
        raise Http404
    act = partial(making.order_bundle, agreement, request.user, form)
    back = reverse("berkas-lengkap", args=[agreement.pk])
    return run_act(request, act, "Berkas sedang dihimpun.", back)


@allow(*EVERYBODY)
@fresh_file
def download_bundle(
    request: AuthenticatedRequest, pk: int, bundle: int
) -> HttpResponse | FileResponse:
    """The file as it was made, read through once before it leaves and never whole in memory."""
    made = get_object_or_404(
        visible_or_404(request.user, pk).bundles.filter(state=BundleState.READY), pk=bundle
    )
    try:
        file = store.open_stored(made.sha256)
    except store.Damaged as damage:
        integrity.note_file_state(made.sha256, integrity.damage_state_of(damage))
        return HttpResponse("Berkas hilang atau berubah. Himpun kembali.", status=500)
    day = timezone.localdate(made.requested_at)
    name = f"berkas-kerja-sama-{pk}-{day:%Y%m%d}.{made.form}"
    note_read(request.user.pk, Read.BUNDLE, str(made.pk), nama=name)
    return FileResponse(
        file, as_attachment=True, filename=name, content_type=TYPES[BundleForm(made.form)]
    )
