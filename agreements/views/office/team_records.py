"""TKKSD: its plenos and its own reports, recorded by Bagian Kerja Sama."""

from datetime import date

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_POST

from agreements.forms.team import TeamDayForm, WithdrawalForm
from agreements.forms.team_records import HandedInForm, PlenaryForm, TeamRecordForm
from agreements.models import TeamRecord, TeamReportPaper
from agreements.monitoring import team_duties
from agreements.monitoring.leadership import team_report_paper
from agreements.monitoring.leadership.team_report import build_team_report
from agreements.monitoring.team_duties import TeamDue
from agreements.pages.office.team_records import PlenaryPage, TeamReportPage
from agreements.pages.team import REPORT_READERS, build_team_page
from agreements.regulations.team_duties import (
    PLENARY,
    REPORTS,
)
from agreements.views.case.papers import serve_row, serve_stored_file
from agreements.views.common import page_status, run_form_act
from agreements.workflow import team
from agreements.workflow.guarding import Refused
from kerjasama.accounts.policy import EVERYBODY, OFFICE, allow
from kerjasama.web import lists
from kerjasama.web.requests import AuthenticatedRequest

FAMILIES = lists.make_listing(
    "bahan-laporan-tkksd",
    {
        "Jenis": lambda row: row.name,
        "Ditandatangani": lambda row: row.signed,
        "Berlaku": lambda row: row.in_force,
        "Berakhir": lambda row: row.ended,
        "Laporan OPD yang wajib": lambda row: row.owed,
        "Laporan OPD yang masuk": lambda row: row.handed_in,
        "Perselisihan": lambda row: row.disputes,
    },
)


@allow(*OFFICE)
def record_plenary(request: AuthenticatedRequest) -> HttpResponse:
    """The form of a pleno that was held."""
    today = timezone.localdate()
    form = PlenaryForm(
        request.POST or None,
        request.FILES or None,
        instance=TeamRecord(duty_code=PLENARY.code),
        members=team.team_on(today),
    )
    if request.method == "POST" and form.is_valid() and _is_kept(request, form):
        messages.success(request, "Rapat pleno tercatat.")
        return redirect("tkksd")
    status = page_status(is_refused=form.is_bound)
    return render(request, "pages/team_plenary.html", {"page": PlenaryPage(form)}, status=status)


@allow(*REPORT_READERS)
def show_team_report(request: AuthenticatedRequest, code: str, period: str) -> HttpResponse:
    """What a report of the TKKSD tells of its period; the Bagian records that it was handed in."""
    today = timezone.localdate()
    due = _due_or_404(code, period, today)
    form = None
    if due.is_unmet and team.may_keep_team(request.user):
        row = TeamRecord(duty_code=code, period=due.period)
        form = HandedInForm(request.POST or None, request.FILES or None, instance=row)
    if form and request.method == "POST" and form.is_valid() and _is_kept(request, form):
        messages.success(request, "Penyampaian laporan tercatat.")
        return redirect("tkksd-laporan", code, period)
    report = build_team_report(due, today)
    paper = TeamReportPaper.objects.filter(duty_code=code, period=due.period).last()
    page = TeamReportPage(due, report, paper, form, team.may_keep_team(request.user))
    status = page_status(is_refused=request.method == "POST")
    return lists.show_page(request, "pages/team_report.html", page, FAMILIES, status)


@allow(*OFFICE)
@require_POST
def order_team_report_view(request: AuthenticatedRequest, code: str, period: str) -> HttpResponse:
    """Ask the worker for the report as PDF."""
    due = _due_or_404(code, period, timezone.localdate())
    team_report_paper.order_team_report(due, request.user)
    return redirect("tkksd-laporan", code, period)


@allow(*REPORT_READERS)
def download_team_report(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The report as the worker printed it."""
    row = get_object_or_404(TeamReportPaper, pk=pk)
    name = f"{row.duty_code}-{row.period:%Y-%m}.pdf"
    return serve_stored_file(row.sha256, "application/pdf", name)


def _due_or_404(code: str, period: str, today: date) -> TeamDue:
    day = parse_date(period) if code in REPORTS else None
    due = team_duties.find_team_due(code, day, today) if day else None
    if due is None:
        raise Http404
    return due


def _is_kept(request: AuthenticatedRequest, form: TeamRecordForm) -> bool:
    """Keep the record; False with the reasons in the form when it is refused."""
    try:
        with transaction.atomic():
            team_duties.record_team_act(form.stored_record(), request.user)
    except Refused as refusal:
        form.add_error(None, list(refusal.reasons))
        return False
    return True


@allow(*EVERYBODY)
def download_team_record(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The file of a pleno or of a report; that of a report for who reads reports."""
    row = get_object_or_404(TeamRecord, pk=pk)
    if not row.is_plenary and not request.user.roles & set(REPORT_READERS):
        raise Http404
    return serve_row(request, row)


@allow(*OFFICE)
@require_POST
def withdraw_team_record_view(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Take back what was recorded by mistake."""
    row = get_object_or_404(TeamRecord, pk=pk)
    form = WithdrawalForm(request.POST, auto_id=f"id_tarik_{pk}_%s")

    def withdraw() -> None:
        reason = form.cleaned_data["reason"]
        team_duties.withdraw_team_record(row.pk, request.user, reason)

    if run_form_act(request, form, withdraw, "Catatan ditarik."):
        return redirect("tkksd")
    today = timezone.localdate()
    page = build_team_page(request.user, TeamDayForm({}), today, today, (pk, form))
    return render(request, "pages/team.html", {"page": page}, status=422)
