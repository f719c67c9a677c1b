"""The archive: whether its files are still what was stored."""

import logging

from django.contrib import messages
from django.shortcuts import redirect, render

from agreements.documents import integrity
from agreements.tasks import check_files
from kerjasama.accounts.policy import MANAGERS, allow

log = logging.getLogger(__name__)


@allow(*MANAGERS)
def files(request):
    """What the nightly check found; on POST, check now."""
    if request.method != "POST":
        return render(request, "pages/archive.html", {"damages": list(integrity.damages()), "summary": integrity.summary()})
    try:
        check_files.delay()
        messages.success(request, "Pemeriksaan dimulai. Muat ulang halaman ini sebentar lagi.")
    except Exception:
        log.warning("broker unreachable, the check was not ordered")
        messages.error(request, "Pemeriksaan belum dapat dimulai karena gangguan sistem. Coba lagi nanti.")
    return redirect("arsip")
