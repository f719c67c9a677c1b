"""The Lembar Pimpinan of every week."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from agreements.models import LeadersSheet
from agreements.monitoring.leadership import leaders_sheet
from agreements.pages.leadership.sheets import SheetsPage
from agreements.views.case.papers import serve_stored_file
from agreements.views.leadership.reading import PAGE
from kerjasama.accounts.policy import allow
from kerjasama.web import lists
from kerjasama.web.requests import AuthenticatedRequest

SHEETS = lists.make_listing(
    "lembar-pimpinan",
    {
        "Minggu": lambda row: f"Minggu ke-{row.number}",
        "Minggu mulai": lambda row: row.week,
        "Angka": lambda row: " · ".join(
            f"{one['label']} {one['value']}" for one in row.facts.get("figures", ())
        ),
        "Dibaca": lambda row: row.requested_at,
        "Lembar": lambda row: row.get_state_display(),
    },
)


@allow(*leaders_sheet.READERS)
def show_leaders_sheets(request: AuthenticatedRequest) -> HttpResponse:
    """All of them, the newest first; the head of the section makes that of this week."""
    pages = lists.page_of_rows(request, LeadersSheet.objects.all(), PAGE)
    week = leaders_sheet.monday_of(timezone.localdate())
    current = LeadersSheet.objects.filter(week=week).first()
    is_missing = current is None or current.has_failed
    page = SheetsPage(pages, leaders_sheet.MAY_ORDER in request.user.roles and is_missing)
    return lists.show_page(request, "pages/leaders_sheets.html", page, SHEETS)


@allow(leaders_sheet.MAY_ORDER)
@require_POST
def order_leaders_sheet_view(request: AuthenticatedRequest) -> HttpResponse:
    """Order the sheet of this week."""
    row = leaders_sheet.order_leaders_sheet(request.user)
    said = "sudah ada; satu minggu hanya satu lembar"
    if row.is_queued:
        said = "sedang dibuat"
    messages.success(request, f"Lembar Pimpinan minggu ke-{row.number} {said}.")
    return redirect("lembar-pimpinan")


@allow(*leaders_sheet.READERS)
def download_leaders_sheet(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The PDF of one week."""
    row = get_object_or_404(LeadersSheet, pk=pk)
    if not row.is_ready:
        raise Http404
    return serve_stored_file(row.sha256, "application/pdf", f"lembar-pimpinan-{row.week}.pdf")
