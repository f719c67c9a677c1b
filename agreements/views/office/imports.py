"""Importing an existing register: upload, dry run, import, undo."""

import re

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from agreements.documents import content_removal
from agreements.forms.imports import ChoicesForm, ImportForm
from agreements.forms.reasons import WhyForm
from agreements.importing import jobs, template
from agreements.models import ImportBatch, ImportRow
from agreements.pages.office.imports import (
    ImportsPage,
    build_import_page,
    rows_of_standing,
)
from agreements.views.case.papers import serve_stored_file
from agreements.views.case.renewing import add_page_message
from agreements.views.common import Act, page_status, run_act
from agreements.workflow.registering import MAY_REGISTER
from kerjasama.accounts.policy import allow
from kerjasama.web import lists
from kerjasama.web.requests import AuthenticatedRequest

PAGE = 25
BATCHES = lists.make_listing(
    "impor",
    {
        "Berkas": lambda row: row.file_name,
        "SHA-256": lambda row: row.sha256,
        "Keadaan": lambda row: row.get_state_display(),
        "Baru": lambda row: row.new,
        "Ganda": lambda row: row.duplicates,
        "Salah": lambda row: row.errors,
        "Oleh": lambda row: row.by,
        "Pada": lambda row: row.at,
    },
)
PREVIEW = lists.make_listing(
    "pratinjau-impor",
    {
        "Baris": lambda row: f"{row.sheet} {row.number}",
        "Kerja sama": lambda row: row.shown.get("title"),
        "OPD": lambda row: row.shown.get("owner"),
        "Mitra": lambda row: row.shown.get("partner"),
        "Mitra lain": lambda row: "; ".join(row.shown.get("further") or ()),
        "Jenis": lambda row: (row.shown.get("family") or "").upper(),
        "Bentuk": lambda row: row.shown.get("form"),
        "Nomor": lambda row: row.shown.get("number"),
        "Tanggal tanda tangan": lambda row: row.shown.get("signed_on"),
        "Mulai berlaku": lambda row: row.shown.get("begins"),
        "Berakhir": lambda row: row.shown.get("ends"),
        "Keadaan": lambda row: row.get_standing_display(),
        "Catatan": lambda row: "; ".join(_remarks(row)),
    },
)


def _remarks(row: ImportRow) -> list[str]:
    said = [row.shown.get("skipped"), *(row.shown.get("notes") or ())]
    return [text for text in said if text]


@allow(*MAY_REGISTER)
def show_imports(request: AuthenticatedRequest) -> HttpResponse:
    """All imports, and the form for the next; on POST, take the file and have it checked."""
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["upload"]
        batch = jobs.receive_register(upload.read(), upload.name, request.user)
        return redirect("impor-rinci", batch.pk)
    rows = ImportBatch.objects.select_related("by", "imported_by", "undone_by").defer(
        "found", "choices"
    )
    page = ImportsPage(form, lists.page_of_rows(request, rows, PAGE))
    status = page_status(is_refused=form.is_bound)
    return lists.show_page(request, "pages/imports.html", page, BATCHES, status)


@allow(*MAY_REGISTER)
def download_template(request: AuthenticatedRequest) -> HttpResponse:
    """An empty register with the headings that are read without questions."""
    name = "templat-register-kerja-sama.xlsx"
    return lists.answer_workbook(template.build_template(), name)


def batch_or_404(pk: int) -> ImportBatch:
    """The import with whoever took part in it, and how far the worker is."""
    return get_object_or_404(
        ImportBatch.objects.select_related("by", "imported_by", "undone_by", "progress"), pk=pk
    )


@allow(*MAY_REGISTER)
def show_import(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """One import: how far the worker is, what it found, what may be done now. htmx asks for the
    part that moves.
    """
    found = batch_or_404(pk)
    if not request.headers.get("HX-Request"):
        return render_import_page(request, found)
    shown = {"batch": found, "finished": not found.is_at_work}
    answer = render(request, "components/import_progress.html", shown)
    if found.is_at_work:
        return answer
    return add_page_message(answer, f"{found.get_state_display()}.", is_bad=bool(found.error))


def render_import_page(
    request: AuthenticatedRequest,
    found: ImportBatch,
    choices: ChoicesForm | None = None,
    undo: WhyForm | None = None,
) -> HttpResponse:
    """The import with what may be done now; forms that were refused as they were typed."""
    status = page_status(is_refused=bool(choices or undo))
    standing = request.GET.get("keadaan", "")
    preview = lists.page_of_rows(request, rows_of_standing(found, standing), PAGE)
    page = build_import_page(found, preview, standing, choices, undo)
    return lists.show_page(request, "pages/import.html", page, PREVIEW, status)


def run_import_act(request: AuthenticatedRequest, pk: int, order: Act) -> HttpResponse:
    """Give the worker an order; the page of the import says how it goes on."""
    return run_act(request, order, "", reverse("impor-rinci", args=[pk]))


@allow(*MAY_REGISTER)
@require_POST
def check_import(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Check again, with what was chosen for names in doubt."""
    found = batch_or_404(pk)
    form = ChoicesForm(request.POST, questions=found.found.get("questions") or [])
    if not form.is_valid():
        return render_import_page(request, found, choices=form)
    return run_import_act(request, pk, lambda: jobs.order_check(pk, request.user, form.chosen()))


@allow(*MAY_REGISTER)
@require_POST
def check_import_anew(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Forget the answers and check again."""
    batch_or_404(pk)
    return run_import_act(request, pk, lambda: jobs.order_anew(pk, request.user))


@allow(*MAY_REGISTER)
@require_POST
def run_import(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Take the rows in that are in no doubt."""
    batch_or_404(pk)
    return run_import_act(request, pk, lambda: jobs.order_import(pk, request.user))


@allow(*MAY_REGISTER)
@require_POST
def undo_import(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Take back all that an import recorded, with a reason."""
    found = batch_or_404(pk)
    form = WhyForm(request.POST)
    if not form.is_valid():
        return render_import_page(request, found, undo=form)
    return run_import_act(
        request, pk, lambda: jobs.order_undo(pk, request.user, form.cleaned_data["alasan"])
    )


@allow(*MAY_REGISTER)
def download_import_file(request: AuthenticatedRequest, pk: int, which: str) -> HttpResponse:
    """The file as it came ("asli"), or with its notes ("catatan")."""
    found = batch_or_404(pk)
    stem = re.sub(r"\.(xlsx|ods|csv|txt)$", "", found.file_name, flags=re.IGNORECASE)
    files = {
        "asli": (found.sha256, found.file_name),
        "catatan": (found.noted_sha256, f"{stem}-catatan.xlsx"),
    }
    sha256, name = files.get(which, ("", ""))
    if not sha256:
        raise Http404
    if removal := content_removal.removal_notice_of(found):
        return render(request, "pages/removed.html", {"removal": removal}, status=410)
    return serve_stored_file(sha256, "application/octet-stream", name)
