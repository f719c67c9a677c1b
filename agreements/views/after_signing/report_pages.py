"""Reports: the list, and the page on which one is written, read and judged."""

from functools import partial

from django.contrib import messages
from django.db.models import Count, QuerySet
from django.forms import BaseForm
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from agreements.forms.list_forms import UnitFilterForm
from agreements.forms.report_forms import ReportForm, ReturnForm
from agreements.models import Agreement, Report, ReportState
from agreements.monitoring.duties import ledger
from agreements.monitoring.duties.ledger import Due
from agreements.monitoring.implementation import report_acts
from agreements.pages.report import build_report_page
from agreements.pages.report_register import (
    TABS,
    TO_WRITE,
    ReportRow,
    build_report_register,
)
from agreements.views.after_signing.duty import due_or_404
from agreements.views.common import page_status, reasons_of
from agreements.views.leadership.reading import PAGE, TOLD, prepare_rows
from agreements.workflow.guarding import Refused
from kerjasama.accounts.models import User
from kerjasama.accounts.policy import EVERYBODY, allow
from kerjasama.web import lists
from kerjasama.web.requests import AuthenticatedRequest

OF_A_CASE = {
    "Laporan": lambda row: f"{row.due.duty.text}, {row.due.label}",
    "Kerja sama": lambda row: row.case.title,
    "Mitra": lambda row: "; ".join(row.case.partner_names),
    "OPD": lambda row: row.case.owner,
}
REPORTS_OWED = lists.make_listing(
    "laporan-perlu-ditulis",
    OF_A_CASE
    | {
        "Jatuh tempo": lambda row: row.due.due_on,
        "Sisa hari": lambda row: row.due.left,
        "Draf": lambda row: "tersimpan" if row.report else "",
    },
)
REPORTS = lists.make_listing(
    "laporan",
    OF_A_CASE
    | {
        "Diajukan": lambda row: row.report.submitted_at,
        "Status": lambda row: row.report.get_state_display(),
    },
)


@allow(*EVERYBODY)
def show_report_register(request: AuthenticatedRequest) -> HttpResponse:
    """Reports by where they stand; what is still to be written comes from the ledger."""
    form = UnitFilterForm(request.GET)
    seen = form.narrow(Agreement.objects.visible_to(request.user))
    tab = chosen_tab(request)
    found = Report.objects.filter(agreement__in=seen)
    owed = ledger.unsubmitted_reports(seen, timezone.localdate())
    counts = dict(found.values_list("state").annotate(Count("pk"))) | {TO_WRITE: owed.count()}
    if tab == TO_WRITE:
        pages = lists.page_of_rows(request, owed, PAGE)
        rows, what = with_drafts(list(pages.object_list)), REPORTS_OWED
    else:
        pages = lists.page_of_rows(request, report_rows_of(found, tab), PAGE)
        rows = [ReportRow(row, row.agreement, row) for row in pages.object_list]
        what = REPORTS
    page = build_report_register(request.user, form, tab, counts, rows, pages)
    return lists.show_page(request, "pages/reports.html", page, what)


def chosen_tab(request: AuthenticatedRequest) -> str:
    """The tab that was asked for, else the one on which this person has work."""
    asked = request.GET.get("status", "")
    if asked in TABS:
        return asked
    return ReportState.SUBMITTED if report_acts.may_judge(request.user) else TO_WRITE


def report_rows_of(found: QuerySet[Report], state: str) -> QuerySet[Report]:
    """The reports in one state, the newest first, with what a list tells of their cases."""
    rows = found.filter(state=state).select_related("agreement__owner", "submitted_by")
    own = ("duty_code", "period", "state", "submitted_at", "submitted_by", "reason")
    rows = rows.only(*own, *(f"agreement__{name}" for name in TOLD))
    return rows.prefetch_related("agreement__parties").order_by("-submitted_at", "-pk")


def with_drafts(dues: list[Due]) -> list[ReportRow]:
    """Each due with its agreement and the report that was begun for it."""
    agreements = prepare_rows(Agreement.objects.all()).in_bulk([due.agreement_id for due in dues])
    begun = {
        (r.agreement_id, r.duty_code, r.period): r
        for r in Report.objects.filter(agreement__in=agreements)
    }
    return [
        ReportRow(
            due,
            agreements[due.agreement_id],
            begun.get((due.agreement_id, due.duty.code, due.period)),
        )
        for due in dues
    ]


def report_or_404(user: User, pk: int, code: str, period: str) -> tuple[Agreement, Due, Report]:
    """The report of one period, or an empty one where none was begun."""
    agreement, due = due_or_404(user, pk, code, period)
    if not due.duty.document:
        raise Http404
    return agreement, due, report_acts.open_report(agreement, due)


@allow(*EVERYBODY)
def edit_report(request: AuthenticatedRequest, pk: int, code: str, period: str) -> HttpResponse:
    """One report; "ajukan" saves and submits in one go."""
    agreement, due, report = report_or_404(request.user, pk, code, period)
    if request.method != "POST":
        return render_report_page(request, agreement, due, report)
    where = (pk, request.user, code, due.period)
    form = ReportForm(request.POST, report=report)
    version = str(report.version) if form.knows_seen else request.POST.get("versi", "")
    answer = partial(render_report_page, request, agreement, due, form=form)
    if not form.is_valid():
        return answer(report, version=version)
    try:
        report = report_acts.save_report(*where, version, form.texts, form.realised)
        version = str(report.version)
        form.mark_saved(form.cleaned_data)
        if "ajukan" in request.POST:
            report = report_acts.submit_report(*where, confirmed=form.confirmed)
    except Refused as refusal:
        show_refusal(request.user, agreement, form, refusal)
        return answer(report, version=version)
    said = "Draf tersimpan."
    if report.state == ReportState.SUBMITTED:
        said = "Laporan diajukan kepada Bagian Kerja Sama."
    messages.success(request, said)
    return redirect("tulis-laporan", pk, code, period)


def show_refusal(user: User, agreement: Agreement, form: BaseForm, refusal: Refused) -> None:
    """Say in the form why it was refused."""
    for reason in reasons_of(user, agreement, refusal):
        form.add_error(None, reason)


def render_report_page(
    request: AuthenticatedRequest,
    agreement: Agreement,
    due: Due,
    report: Report,
    form: ReportForm | None = None,
    back: ReturnForm | None = None,
    version: str | None = None,
) -> HttpResponse:
    """The page of the report: to be written by its OPD, to be judged by Bagian Kerja Sama, to be
    read by all others. Forms that were refused are shown as they were typed, `back` being that
    which sends the report back.
    """
    page = build_report_page(request.user, agreement, due, report, form, back, version)
    status = page_status(is_refused=bool(form or back))
    shown = {"page": page, "agreement": agreement}
    return render(request, "pages/report.html", shown, status=status)


@allow(*report_acts.MAY_JUDGE)
@require_POST
def judge_report(request: AuthenticatedRequest, pk: int, code: str, period: str) -> HttpResponse:
    """Accept the report, send it back with a reason, or reopen what was accepted."""
    agreement, due, report = report_or_404(request.user, pk, code, period)
    form = ReturnForm(request.POST)
    accepts = "terima" in request.POST
    # The button says which of the two, so that a return never reopens what others accepted since.
    back = report_acts.reopen_report if "buka" in request.POST else report_acts.send_report_back
    if not accepts and not form.is_valid():
        return render_report_page(request, agreement, due, report, back=form)
    where = (pk, request.user, code, due.period)
    try:
        if accepts:
            accepted = report_acts.accept_report(*where, request.POST.get("versi", ""))
            said = f"{accepted}: diterima."
        else:
            returned = back(*where, form.cleaned_data["alasan"])
            said = f"{returned}: dikembalikan kepada OPD."
    except Refused as refusal:
        show_refusal(request.user, agreement, form, refusal)
        return render_report_page(request, agreement, due, report, back=form)
    messages.success(request, said)
    return redirect("tulis-laporan", pk, code, period)
