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
from agreements.models import Agreement, Report, ReportState, WajibRecord
from agreements.monitoring.duties import acts, ledger
from agreements.monitoring.duties.ledger import Due
from agreements.monitoring.implementation import report_acts
from agreements.monitoring.wajib import may_be_wajib
from agreements.pages.report_register import (
    TABS,
    TO_WRITE,
    ReportRow,
    build_report_register,
)
from agreements.regulations.document_codes import DocumentCode
from agreements.regulations.report_contents import contents_by, sections_of
from agreements.views.after_signing.duty import due_or_404
from agreements.views.common import PageContext, page_status, reasons_of
from agreements.views.leadership.reading import PAGE, TOLD, prepare_rows
from agreements.workflow import correcting
from agreements.workflow.guarding import Refused
from kerjasama.accounts.models import User
from kerjasama.accounts.policy import EVERYBODY, allow
from kerjasama.web import lists
from kerjasama.web.requests import AuthenticatedRequest

OF_A_CASE = {
    "Laporan": lambda row: f"{row[0].duty.text}, {row[0].label}",
    "Kerja sama": lambda row: row[1].title,
    "Mitra": lambda row: "; ".join(row[1].partner_names),
    "OPD": lambda row: row[1].owner,
}
REPORTS_OWED = lists.make_listing(
    "laporan-perlu-ditulis",
    OF_A_CASE
    | {
        "Jatuh tempo": lambda row: row[0].due_on,
        "Sisa hari": lambda row: row[0].left,
        "Draf": lambda row: "tersimpan" if row[2] else "",
    },
)
REPORTS = lists.make_listing(
    "laporan",
    OF_A_CASE
    | {
        "Diajukan": lambda row: row[2].submitted_at,
        "Status": lambda row: row[2].get_state_display(),
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
        page = lists.page_of_rows(request, owed, PAGE)
        rows, what = with_drafts(list(page.object_list)), REPORTS_OWED
    else:
        page = lists.page_of_rows(request, report_rows_of(found, tab), PAGE)
        rows, what = [(row, row.agreement, row) for row in page.object_list], REPORTS
    register = build_report_register(request.user, form, tab, counts, rows)
    shown = {"page": page, "rows": rows, "register": register}
    return lists.show_list(request, "pages/reports.html", shown, what)


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
        (
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
    user = request.user
    status = page_status(is_refused=bool(form or back))
    may_write = report_acts.may_write_report(user, agreement)
    if form is None and may_write and report_acts.is_writable(due, report):
        form = ReportForm(report=report)
    shown = {
        "agreement": agreement,
        "due": due,
        "report": report,
        "form": form,
        "version": report.version if version is None else version,
        "before": report_acts.earlier_report_of(agreement, due),
        "wajib": wajib_records_of(agreement, due),
        "may_retry": may_write or report_acts.may_judge(user),
        "is_of_semester": due.duty.document == DocumentCode.LAPORAN_SEMESTER,
        **_sections_shown(due, report),
        **_judging_options(user, agreement, due, report, back),
        **_paper_of_report(report),
    }
    return render(request, "pages/report.html", shown, status=status)


def wajib_records_of(agreement: Agreement, due: Due) -> list[WajibRecord]:
    """What was recorded of a Kerja Sama Wajib until the report is due: its problems, and what was
    done about them.
    """
    if not may_be_wajib(agreement):
        return []
    held = (due.period, due.due_on)
    return list(agreement.wajib_records.standing().filter(day__range=held))


def _sections_shown(due: Due, report: Report) -> PageContext:
    """The sections of the report with their texts, and who fills in what."""
    sections = [
        (section, report.sections.get(section.code, "")) for section in sections_of(due.duty)
    ]
    return {
        "sections": sections,
        "known": [(section.title, text) for section, text in sections if not section.is_asked],
        "contents_by": contents_by(due.duty),
    }


def _judging_options(
    user: User, agreement: Agreement, due: Due, report: Report, back: ReturnForm | None
) -> PageContext:
    """What whoever judges reports may do: accept one that was submitted or send it back, and open
    an accepted one again until the stage that it closed is left.
    """
    may_judge = report_acts.may_judge(user)
    may_accept = may_judge and report.state == ReportState.SUBMITTED
    is_accepted = may_judge and report.state == ReportState.ACCEPTED
    record = acts.record_of(agreement, due) if is_accepted else None
    is_left = record is not None and not correcting.is_of_running_stage(agreement, record)
    reopens = is_accepted and not is_left
    if back is None and (may_accept or reopens):
        back = ReturnForm()
    return {
        "return_form": back,
        "reopens": reopens,
        "record": record,
        "is_left": is_left,
        "may_accept": may_accept,
    }


def _paper_of_report(report: Report) -> PageContext:
    """The newest paper made of the report, and whether it is still being made."""
    if not report.pk:
        return {"paper": None, "is_waiting": False}
    paper = report.papers.order_by("pk").last()
    is_waiting = paper is not None and paper.is_queued
    return {"paper": paper, "is_waiting": is_waiting}


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
