"""Importing an existing register: upload, dry run, import, undo."""

import re
from typing import Any

from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from agreements.documents import content_removal
from agreements.forms.imports import ChoicesForm, ImportForm
from agreements.forms.reasons import WhyForm
from agreements.importing import jobs, template
from agreements.models import BatchState, ImportBatch, ImportRow, RowStanding
from agreements.views.case.papers import serve_stored_file
from agreements.views.case.renewing import add_page_message
from agreements.views.common import Act, PageContext, page_status, run_act
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
    page = lists.page_of_rows(request, rows, PAGE)
    shown = {"form": form, "page": page, "rows": page.object_list}
    return lists.show_list(
        request, "pages/imports.html", shown, BATCHES, status=page_status(is_refused=form.is_bound)
    )


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
    page = {"batch": found, "finished": not found.is_at_work}
    answer = render(request, "components/import_progress.html", page)
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
    questions = found.found.get("questions") or []
    is_checked = found.state == BatchState.CHECKED
    if choices is None and is_checked and questions:
        choices = ChoicesForm(questions=questions)
    if undo is None and found.state == BatchState.IMPORTED:
        undo = WhyForm()
    page = {
        "batch": found,
        "choices": choices,
        "undo": undo,
        "may_import": is_checked and found.new,
        "may_check": is_checked,
        "may_match": is_checked or found.state == BatchState.MATCHING,
        "answered": _count_answers(found),
        "skipped": found.errors + found.duplicates,
        "sheets": _sheets(found),
    }
    page |= _preview(request, found)
    return lists.show_list(request, "pages/import.html", page, PREVIEW, status=status)


def _count_answers(found: ImportBatch) -> int:
    """How many questions were answered, besides what the columns are."""
    return sum(len(given) for kind, given in found.choices.items() if kind != "kolom")


def _sheets(found: ImportBatch) -> list[dict[str, Any]]:
    """Every sheet of the file: what was read of it, or why nothing was; `number` leads to its
    columns.
    """
    told = found.found
    numbers = {title: number for number, title in enumerate(told.get("titles", []), 1)}
    sheets = [sheet | {"number": numbers.get(sheet["title"])} for sheet in told.get("sheets", [])]
    for title in told.get("open", []):
        sheets.append({"title": title, "waits": True, "number": numbers.get(title)})
    for title, why, rows, can_match in told.get("unread", []):
        number = numbers.get(title) if can_match else None
        sheets.append({"title": title, "why": why, "rows": rows, "number": number})
    return sheets


def _preview(request: AuthenticatedRequest, found: ImportBatch) -> PageContext:
    """The rows as they will stand, those of one standing or all, page by page."""
    rows = found.rows.all()
    numbers = dict(rows.order_by().values_list("standing").annotate(Count("pk")))
    standing = request.GET.get("keadaan", "")
    if standing in RowStanding.values:
        rows = rows.filter(standing=standing)
    preview = lists.page_of_rows(request, rows, PAGE)
    return {
        "preview": preview,
        "rows": preview.object_list,
        "standings": [
            (value, label, numbers[value])
            for value, label in RowStanding.choices
            if value in numbers
        ],
        "standing": standing,
    }


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
