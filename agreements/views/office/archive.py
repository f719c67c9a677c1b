"""The archive: whether its files are still what was stored, and whether they can be restored."""

import logging

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from agreements.documents.archive import integrity, virus_scans
from agreements.documents.signatures import renewing, sealing
from agreements.tasks import check_files
from agreements.views.common import PageContext
from kerjasama.accounts.policy import MANAGERS, allow
from kerjasama.operations.pages import upkeep_lines
from kerjasama.web import lists
from kerjasama.web.requests import AuthenticatedRequest

DAMAGES = lists.make_listing(
    "berkas-rusak",
    {
        "Keadaan": lambda row: row.check.get_state_display(),
        "Berkas": lambda row: row.name,
        "Kerja sama": lambda row: getattr(row.agreement, "title", ""),
        "Diketahui sejak": lambda row: row.check.damaged_at,
        "SHA-256": lambda row: row.check.sha256,
    },
)
log = logging.getLogger(__name__)


def describe_seal() -> PageContext:
    """The region's seal, or what is wrong with it."""
    try:
        return {"seal": sealing.load_seal()}
    except sealing.Unusable as unusable:
        return {"seal_fault": str(unusable)}


@allow(*MANAGERS)
def show_archive_check(request: AuthenticatedRequest) -> HttpResponse:
    """What the nightly check found; on POST, check now."""
    if request.method != "POST":
        shown = {
            "rows": list(integrity.list_damages()),
            "summary": integrity.summarize_integrity(),
            "scans": virus_scans.summarize_scans(),
            "renewals": renewing.summarize_renewals(),
            "upkeep": upkeep_lines(),
            **describe_seal(),
        }
        return lists.show_list(request, "pages/archive.html", shown, DAMAGES)
    try:
        check_files.delay()
        messages.success(request, "Pemeriksaan dimulai. Muat ulang halaman ini sebentar lagi.")
    except Exception:
        log.warning("broker unreachable, the check was not ordered")
        messages.error(
            request, "Pemeriksaan belum dapat dimulai karena gangguan sistem. Coba lagi nanti."
        )
    return redirect("arsip")
