"""Saying by hand what the columns of a sheet are, with its first rows beside."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from agreements.forms.columns import ColumnsForm, HeadForm
from agreements.importing import columns, jobs, matching
from agreements.models import BatchState, ImportBatch
from agreements.pages.office.import_columns import ColumnsPage
from agreements.views.common import page_status
from agreements.views.office.imports import batch_or_404, run_import_act
from agreements.workflow.registering import MAY_REGISTER
from kerjasama.accounts.policy import allow
from kerjasama.web.requests import AuthenticatedRequest

MAY_CHANGE = (BatchState.CHECKED, BatchState.MATCHING)


def _sheet_or_404(batch: ImportBatch, number: int) -> tuple[str, list[list[str]]]:
    """The title and the first rows of the sheet with that number in the file."""
    titles = batch.found.get("titles", [])
    if batch.state not in MAY_CHANGE or not 0 < number <= len(titles):
        raise Http404
    return titles[number - 1], batch.found["tops"][titles[number - 1]]


@allow(*MAY_REGISTER)
def match_columns(request: AuthenticatedRequest, pk: int, number: int) -> HttpResponse:
    """The columns of one sheet; on POST, what they are."""
    found = batch_or_404(pk)
    title, top = _sheet_or_404(found, number)
    said = _known_columns(found, title)
    asked = {"baris": said.get("row", 1), "susunan": said.get("depth", 1)}
    where = HeadForm(request.GET if "baris" in request.GET else asked)
    if not where.is_valid():
        return _show(request, found, number, title, top, where, None)
    row = min(where.cleaned_data["baris"], len(top))
    depth = int(where.cleaned_data["susunan"])
    head = columns.head_at(top, row, depth)
    offered = _said_of_head(said, row, depth) or matching.propose_meanings(head)
    initial = {f"c_{code}": value for code, value in said.get("constants", {}).items()}
    form = ColumnsForm(
        request.POST or None,
        head=head,
        offered=offered,
        rows=top[head.first - 1 :],
        initial=initial,
    )
    if request.method == "POST" and form.is_valid():
        matching.remember_header(head, form.places(), form.constants(), request.user)
        answer = {
            "row": head.row,
            "depth": depth,
            "columns": form.places(),
            "constants": form.constants(),
        }
        return run_import_act(
            request, pk, lambda: jobs.order_check(pk, request.user, {"kolom": {title: answer}})
        )
    return _show(request, found, number, title, top, where, form)


def _known_columns(batch: ImportBatch, title: str) -> dict[str, Any]:
    """What was answered of the columns of a sheet, else what was proposed; empty for neither."""
    answered = batch.choices.get("kolom", {}).get(title)
    return answered or batch.found.get("proposals", {}).get(title) or {}


def _said_of_head(said: dict[str, Any], row: int, depth: int) -> dict[int, str]:
    """What was said of the columns by their place, if it was said of the headings in this row."""
    if not said or (row, depth) != (said.get("row"), said.get("depth")):
        return {}
    return {int(place): code for place, code in said["columns"].items()}


def _show(
    request: AuthenticatedRequest,
    found: ImportBatch,
    number: int,
    title: str,
    top: list[list[str]],
    where: HeadForm,
    form: ColumnsForm | None,
) -> HttpResponse:
    page = ColumnsPage(found, number, title, top, where, form)
    is_wrong = form is None or form.is_bound
    status = page_status(is_refused=is_wrong)
    return render(request, "pages/import_columns.html", {"page": page}, status=status)


@allow(*MAY_REGISTER)
@require_POST
def skip_sheet(request: AuthenticatedRequest, pk: int, number: int) -> HttpResponse:
    """Leave a sheet unread."""
    title, _ = _sheet_or_404(batch_or_404(pk), number)
    return run_import_act(
        request, pk, lambda: jobs.order_check(pk, request.user, {"kolom": {title: {"skip": True}}})
    )
