"""Dasbor by role, and the page with all figures."""

from collections.abc import Callable, Collection

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from agreements import insights
from agreements.insights import Figure, ReportsOfUnit
from agreements.models import Agreement, State
from agreements.monitoring.duties import ledger
from agreements.monitoring.duties.freshness import newest_change
from agreements.monitoring.duties.ledger import DutyStatus
from agreements.monitoring.leadership import figures
from agreements.monitoring.leadership.leaders_sheet import READERS as SHEET_READERS
from agreements.pages.leadership import (
    leader_dashboard,
    office_dashboard,
    oversight_dashboard,
    unit_dashboard,
)
from agreements.pages.leadership.leader_dashboard import build_leader_dashboard
from agreements.pages.leadership.office_dashboard import build_office_dashboard
from agreements.pages.leadership.oversight_dashboard import build_oversight_dashboard
from agreements.pages.leadership.unit_dashboard import build_unit_dashboard
from agreements.views.leadership.reading import visible_cases, with_terms
from agreements.workflow.deadlines import Calendar
from kerjasama.accounts.models import User
from kerjasama.accounts.policy import EVERYBODY, allow
from kerjasama.web.requests import AuthenticatedRequest

# Who reads which dasbor; of several roles, the first counts.
DASHBOARDS: tuple[tuple[Collection[str], str, Callable[[User], object]], ...] = (
    (leader_dashboard.READERS, "pages/leader_dashboard.html", build_leader_dashboard),
    (office_dashboard.READERS, "pages/office_dashboard.html", build_office_dashboard),
    (unit_dashboard.READERS, "pages/unit_dashboard.html", build_unit_dashboard),
    (oversight_dashboard.READERS, "pages/oversight_dashboard.html", build_oversight_dashboard),
)


@allow(*EVERYBODY)
def show_dashboard(request: AuthenticatedRequest) -> HttpResponse:
    """The dasbor of the reader's role; for whoever has none, all figures."""
    for readers, template, build in DASHBOARDS:
        if request.user.roles & set(readers):
            return render(request, template, {"page": build(request.user)})
    return show_all_figures(request)


@allow(*EVERYBODY)
def show_all_figures(request: AuthenticatedRequest) -> HttpResponse:
    """The figures over all cases that this person may see."""
    calendar = Calendar()
    today = timezone.localdate()
    as_of = newest_change()
    seen = Agreement.objects.visible_to(request.user)
    counts = insights.count_by_stage_and_state(seen)
    late, late_by_holder = insights.count_overdue(seen, today, calendar)
    reports = insights.reports_by_unit(seen, today, calendar, as_of)
    shown = visible_cases(request.user)
    expiring = insights.task_list(shown, "berakhir", request.user, today, calendar)
    signed = shown.filter(effective_on__lte=today, holds_until__isnull=False)
    page = {
        "figures": [
            ("Berkas", case_figures(counts, late)),
            *insights.figures_of(seen, today, calendar, as_of),
            ("Laporan", owed_reports_figures(reports)),
        ],
        "realised": figures.sum_realised(seen, today.year, as_of),
        "reports": reports[:10],
        "charts": [
            ("Menurut jalur", insights.by_track(counts)),
            ("Sedang berproses, menurut tahap", insights.by_stage(counts)),
            ("Menurut OPD pemrakarsa", insights.by_unit(seen)),
            ("Menurut urusan pemerintahan", insights.by_urusan(seen)),
            ("Lewat tenggat, menurut pemegang", late_by_holder),
        ],
        "signature_times": insights.signature_times(seen, as_of),
        "times": insights.stage_times(seen, calendar),
        "expiring": with_terms(expiring.order_by("ends_on")[:10], calendar),
        "signed": signed.order_by("-effective_on", "-pk")[:5],
        "sees_sheets": bool(request.user.roles & set(SHEET_READERS)),
    }
    return render(request, "pages/all_figures.html", page)


def case_figures(counts: list[tuple[str, str, str, int]], late: int) -> list[Figure]:
    """The cases as a whole, those on their way and those that are late. `counts` are (track,
    stage, state, how many).
    """
    everything = sum(number for *_, number in counts)
    running = sum(number for *_, state, number in counts if state == State.RUNNING)
    listed = reverse("daftar")
    return [
        Figure("Seluruh kerja sama", listed, everything),
        Figure("Sedang berproses", f"{listed}?status=berjalan", running),
        Figure(insights.TASKS["lewat"], f"{listed}?tugas=lewat", late),
    ]


def owed_reports_figures(reports: list[ReportsOfUnit]) -> list[Figure]:
    """The reports that are late, and those due soon, over all OPD."""
    listed = f"{reverse('kewajiban')}?jenis=laporan"
    return [
        Figure("Terlambat", f"{listed}&status={DutyStatus.LATE}", sum(row.late for row in reports)),
        Figure(
            f"Jatuh tempo dalam {ledger.SOON.days} hari",
            f"{listed}&status={DutyStatus.OPEN}",
            sum(row.due for row in reports),
        ),
    ]
