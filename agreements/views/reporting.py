"""Reports: the list, and the page on which one is written, read and judged."""

from functools import partial

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from agreements.filters import UnitFilterForm
from agreements.forms.reports import ReportForm, ReturnForm
from agreements.models import Agreement, DocumentState, Report, ReportState
from agreements.monitoring.duties import acts, ledger
from agreements.monitoring.duties.ledger import Due
from agreements.monitoring.implementation import reporting
from agreements.regulations.reports import contents_by, sections_of
from agreements.workflow import correcting
from agreements.workflow.guarding import Refused
from kerjasama.accounts.models import User
from kerjasama.accounts.policy import EVERYBODY, OPD_ROLES, allow
from kerjasama.web import lists
from kerjasama.web.requests import AuthenticatedRequest

from .common import reasons_of
from .duty import due_or_404
from .reading import PAGE, TOLD, prepare_rows

OF_A_CASE = {
    "Laporan": lambda row: f"{row[0].duty.text}, {row[0].label}",
    "Kerja sama": lambda row: row[1].title,
    "Mitra": lambda row: row[1].partner,
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

TO_WRITE = "tulis"
TABS = {
    TO_WRITE: "Perlu ditulis",
    ReportState.SUBMITTED: "Diajukan",
    ReportState.RETURNED: "Dikembalikan",
    ReportState.ACCEPTED: "Diterima",
}


@allow(*EVERYBODY)
def show_report_register(request: AuthenticatedRequest) -> HttpResponse:
    """Reports by where they stand; what is still to be written comes from the ledger."""
    narrowed, today = UnitFilterForm(request.GET), timezone.localdate()
    seen = narrowed.narrow(Agreement.objects.visible_to(request.user))
    asked = request.GET.get("status", "")
    tab = (
        asked
        if asked in TABS
        else ReportState.SUBMITTED
        if reporting.may_judge(request.user)
        else TO_WRITE
    )
    found = Report.objects.filter(agreement__in=seen)
    owed = ledger.unsubmitted_reports(seen, today)
    counts = dict(found.values_list("state").annotate(Count("pk"))) | {TO_WRITE: owed.count()}
    page = lists.page_of_rows(
        request, owed if tab == TO_WRITE else report_rows_of(found, tab), PAGE
    )
    shown = {
        "tabs": [(code, title, counts.get(code, 0)) for code, title in TABS.items()],
        "tab": tab,
        "tab_title": TABS[tab],
        "page": page,
        "form": narrowed,
        "sees_recap": bool(request.user.roles - set(OPD_ROLES)),
        "rows": with_drafts(list(page.object_list))
        if tab == TO_WRITE
        else [(row, row.agreement, row) for row in page.object_list],
    }
    return lists.show_list(
        request, "pages/reports.html", shown, REPORTS_OWED if tab == TO_WRITE else REPORTS
    )


def report_rows_of(found, state: str):
    rows = found.filter(state=state).select_related(
        "agreement__owner", "agreement__partner", "submitted_by"
    )
    own = ("duty_code", "period", "state", "submitted_at", "submitted_by", "reason")
    return rows.only(*own, *(f"agreement__{name}" for name in TOLD)).order_by(
        "-submitted_at", "-pk"
    )


def with_drafts(dues: list[Due]) -> list[tuple]:
    """Each due with its agreement and the report that was begun for it."""
    agreements = prepare_rows(Agreement.objects).in_bulk([due.agreement_id for due in dues])
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
    agreement, due = due_or_404(user, pk, code, period)
    if not due.duty.document:
        raise Http404
    return agreement, due, reporting.open_report(agreement, due)


@allow(*EVERYBODY)
def edit_report(request: AuthenticatedRequest, pk: int, code, period) -> HttpResponse:
    """One report; "ajukan" saves and submits in one go."""
    agreement, due, report = report_or_404(request.user, pk, code, period)
    if request.method != "POST":
        return render_report_page(request, agreement, due, report)
    form, where = ReportForm(request.POST, report=report), (pk, request.user, code, due.period)
    version = str(report.version) if form.knows_seen else request.POST.get("versi", "")
    answer = partial(render_report_page, request, agreement, due, form=form)
    if not form.is_valid():
        return answer(report, version=version)
    try:
        report = reporting.save_report(*where, version, form.texts, form.realised)
        version = str(report.version)
        form.mark_saved(form.cleaned_data)
        if "ajukan" in request.POST:
            report = reporting.submit_report(*where, confirmed=form.confirmed)
    except Refused as refusal:
        show_refusal(request.user, agreement, form, refusal)
        return answer(report, version=version)
    is_submitted = report.state == ReportState.SUBMITTED
    messages.success(
        request, "Laporan diajukan kepada Bagian Kerja Sama." if is_submitted else "Draf tersimpan."
    )
    return redirect("tulis-laporan", pk, code, period)


def show_refusal(user: User, agreement: Agreement, form, refusal: Refused) -> None:
    for reason in reasons_of(user, agreement, refusal):
        form.add_error(None, reason)


def render_report_page(
    request: AuthenticatedRequest,
    agreement: Agreement,
    due: Due,
    report: Report,
    form=None,
    back=None,
    version=None,
):
    """The page of the report: to be written by its OPD, to be judged by Bagian Kerja Sama, to be
    read by all others.
    """
    user = request.user
    writes = reporting.may_write_report(user, agreement) and reporting.is_writable(due, report)
    judges = reporting.may_judge(user) and report.state == ReportState.SUBMITTED
    is_accepted = reporting.may_judge(user) and report.state == ReportState.ACCEPTED
    record = acts.record_of(agreement, due) if is_accepted else None
    is_left = record is not None and not correcting.is_of_running_stage(agreement, record)
    reopens = is_accepted and not is_left
    paper = report.papers.order_by("pk").last() if report.pk else None
    shown = {
        "agreement": agreement,
        "due": due,
        "report": report,
        "form": (form or ReportForm(report=report)) if writes or form else None,
        "version": report.version if version is None else version,
        "return_form": (back or ReturnForm()) if judges or reopens or back else None,
        "reopens": reopens,
        "record": record,
        "is_left": is_left,
        "may_accept": judges,
        "sections": [
            (section, report.sections.get(section.code, "")) for section in sections_of(due.duty)
        ],
        "known": [
            (section.title, report.sections.get(section.code, ""))
            for section in sections_of(due.duty)
            if not section.is_asked
        ],
        "contents_by": contents_by(due.duty),
        "before": reporting.earlier_report_of(agreement, due),
        "paper": paper,
        "may_retry": reporting.may_write_report(user, agreement) or reporting.may_judge(user),
        "is_waiting": paper is not None and paper.state == DocumentState.QUEUED,
    }
    return render(request, "pages/report.html", shown, status=422 if form or back else 200)


@allow(*reporting.MAY_JUDGE)
@require_POST
def judge_report(request: AuthenticatedRequest, pk: int, code, period) -> HttpResponse:
    """Accept the report, or send it back with a reason."""
    agreement, due, report = report_or_404(request.user, pk, code, period)
    where = pk, request.user, code, due.period
    form = ReturnForm(request.POST)
    accepts = "terima" in request.POST
    if not accepts and not form.is_valid():
        return render_report_page(request, agreement, due, report, back=form)
    try:
        back = (
            reporting.reopen_report
            if report.state == ReportState.ACCEPTED
            else reporting.send_report_back
        )
        done = (
            reporting.accept_report(*where)
            if accepts
            else back(*where, form.cleaned_data["alasan"])
        )
    except Refused as refusal:
        show_refusal(request.user, agreement, form, refusal)
        return render_report_page(request, agreement, due, report, back=form)
    messages.success(request, f"{done}: {'diterima' if accepts else 'dikembalikan kepada OPD'}.")
    return redirect("tulis-laporan", pk, code, period)
