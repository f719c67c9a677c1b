"""What waits about how an agreement is carried out: progress, reports and evaluations."""

from collections.abc import Collection, Iterator
from functools import partial

from django.db.models import Count, Max
from django.db.models.functions import Greatest
from django.urls import reverse

from agreements.models import (
    Evaluation,
    Progress,
    ProgressState,
    Report,
    ReportState,
)
from agreements.monitoring.implementation import evaluating, progress, report_acts
from agreements.monitoring.turns import CASE, case_name_of
from kerjasama.accounts.policy import OPD_ROLES, RoleHolders
from kerjasama.notices.models import Kind
from kerjasama.notices.sources import Task, read_shared, register_task_source

PROGRESS, EVALUATION, REPORT = "capaian/", "evaluasi/", "laporan/"
Keys = Collection[int]


@register_task_source(PROGRESS, Kind.TASK, CASE)
def progress_tasks(keys: Keys) -> Iterator[Task]:
    """Progress that waits for the office, and what it sent back to an OPD; one task a case until
    something new comes.
    """
    seats = read_shared(RoleHolders)
    waiting = {ProgressState.SUBMITTED: progress.MAY_VERIFY, ProgressState.RETURNED: OPD_ROLES}
    orders = {
        ProgressState.SUBMITTED: "Verifikasi capaian",
        ProgressState.RETURNED: "Perbaiki capaian",
    }
    found = Progress.objects.filter(state__in=waiting, agreement__in=keys)
    rows = found.values("agreement", "agreement__title", "agreement__owner", "state")
    for row in rows.annotate(
        count=Count("pk"), newest=Max(Greatest("judged_at", "submitted_at")), why=Max("reason")
    ):
        case, state = row["agreement"], ProgressState(row["state"])
        people = seats.among(waiting[state], row["agreement__owner"])
        text = f"{row['count']} capaian kegiatan. {row['why']}".strip()
        key = f"{PROGRESS}{case}/{state}/{row['newest']:%s%f}"
        subject = f"{orders[state]}: {row['agreement__title']}"
        yield Task(
            Kind.TASK,
            key,
            people,
            subject,
            partial(str, text),
            reverse("rencana-kerja", args=[case]),
            case_name_of(case),
        )


@register_task_source(REPORT, Kind.TASK, CASE)
def report_tasks(keys: Keys) -> Iterator[Task]:
    """Reports that wait for Bagian Kerja Sama, and what it sent back to the OPD."""
    seats = read_shared(RoleHolders)
    waiting = {
        ReportState.SUBMITTED: ("Nilai", report_acts.MAY_JUDGE),
        ReportState.RETURNED: ("Perbaiki", report_acts.MAY_WRITE),
    }
    rows = Report.objects.filter(state__in=waiting, agreement__in=keys).select_related(
        "agreement", "submitted_by", "judged_by"
    )
    for row in rows.defer("agreement__search", "sections", "indicators", "activities"):
        case, (order, roles) = row.agreement, waiting[ReportState(row.state)]
        text = f"Diajukan oleh {row.submitted_by}."
        if row.state == ReportState.RETURNED:
            text = f"Dikembalikan oleh {row.judged_by}: {row.reason}"
        key = f"{REPORT}{row.pk}/{row.version}"
        url = reverse("tulis-laporan", args=[case.pk, row.duty_code, row.period])
        subject = f"{order} {name_report(row)}: {case.title}"
        yield Task(
            Kind.TASK,
            key,
            seats.among(roles, case.owner_id),
            subject,
            partial(str, text),
            url,
            case_name_of(case.pk),
        )


def name_report(report: Report) -> str:
    """A report inside a sentence."""
    return f"laporan {report.label[0].lower()}{report.label[1:]}"


@register_task_source(EVALUATION, Kind.TASK, CASE)
def evaluation_tasks(keys: Keys) -> Iterator[Task]:
    """Of each open evaluation whoever has still to answer; once all have, whoever concludes it."""
    seats = read_shared(RoleHolders)
    rows = (
        Evaluation.objects.filter(verdict="", agreement__in=keys)
        .select_related("agreement")
        .defer("agreement__search")
    )
    for row in rows.prefetch_related("assessments"):
        case = row.agreement
        missing = [view for view in row.assessments.all() if not view.is_submitted]
        for view in missing:
            people = seats.among(evaluating.ANSWERED_BY[view.viewpoint], case.owner_id)
            order, text, edits = "Isi", f"Sudut pandang {view.title}.", 0
            if view.reason:
                order, text = "Perbaiki isian", f"Dikembalikan: {view.reason}"
                edits = view.edits
            yield _evaluation(row, f"{view.viewpoint}/{edits}", people, order, text)
        if not missing:
            people = seats.of(evaluating.MAY_CONCLUDE, case.owner_id)
            yield _evaluation(
                row, "kesimpulan", people, "Simpulkan", "Semua sudut pandang sudah diajukan."
            )


def _evaluation(row: Evaluation, key: str, people: frozenset[int], order: str, text: str) -> Task:
    case = row.agreement
    url = reverse("evaluasi-rinci", args=[case.pk, row.number])
    subject = f"{order} evaluasi ke-{row.number}: {case.title}"
    return Task(
        Kind.TASK,
        f"{EVALUATION}{row.pk}/{key}",
        people,
        subject,
        partial(str, text),
        url,
        case_name_of(case.pk),
    )
