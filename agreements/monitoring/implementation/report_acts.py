"""Reports: written by the OPD, submitted, and accepted or sent back by Bagian Kerja Sama. Each act
locks its agreement.
"""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from agreements.documents import rendering
from agreements.documents.pages import report_papers
from agreements.models import Agreement, Report, ReportState
from agreements.models.event import LogAction
from agreements.monitoring.duties import acts
from agreements.monitoring.duties.ledger import Due
from agreements.regulations.report_contents import asked_of, last_day
from agreements.regulations.vocabulary import Actor
from agreements.workflow import apart, correcting
from agreements.workflow.case_log import note_act
from agreements.workflow.guarding import STALE, Refused, refuse_if
from agreements.workflow.remembering import make_undoable
from kerjasama.accounts import policy
from kerjasama.accounts.models import User
from kerjasama.accounts.policy import OPD_ROLES
from kerjasama.narrowing import require
from kerjasama.writing.asking import confirmed_as_detail

MAY_WRITE = OPD_ROLES
MAY_JUDGE = policy.OFFICE


def may_write_report(user: User, agreement: Agreement) -> bool:
    """Whether this person writes the reports of that agreement."""
    return policy.may_act_as_any(user, MAY_WRITE, agreement)


def may_judge(user: User) -> bool:
    """Whether this person accepts reports or sends them back."""
    return bool(user.roles & set(MAY_JUDGE))


def is_writable(due: Due, report: Report) -> bool:
    """Whether there is still something to write: what is settled without a report needs none."""
    return report.is_open and due.has_begun and due.is_unmet


def open_report(agreement: Agreement, due: Due) -> Report:
    """The report of that period; a new one, not saved yet, begins with what the agreement and the
    last report know.
    """
    mine = {"duty_code": due.duty.code, "period": due.period}
    report = agreement.reports.filter(**mine).select_related("submitted_by", "judged_by").first()
    report = report or Report(agreement=agreement, sections=_carried(agreement, due), **mine)
    if not report.is_open:
        return report
    return _refreshed(report, agreement)


def _carried(agreement: Agreement, due: Due) -> dict[str, str]:
    """What the last report said of problems, to be gone on with; what the plan and its progress say
    of the period.
    """
    last = earlier_report_of(agreement, due)
    sections = {}
    if last:
        carried = [section.code for section in asked_of(due.duty) if section.carried]
        sections = {code: last.sections.get(code, "") for code in carried}
    span = due.period, last_day(due.duty, due.period)
    rows = report_papers.activities_of_period(agreement, *span)
    known = {
        "penerima_manfaat": (
            "\n".join(
                dict.fromkeys(_joined(row["beneficiaries"], row["location"]) for row in rows)
            ).strip()
        ),
        "pendanaan": report_papers.spending_of_period(agreement, *span) or agreement.pembiayaan,
        "hasil": report_papers.results_of_period(agreement, *span),
    }
    return sections | {s.code: known[s.code] for s in asked_of(due.duty) if s.code in known}


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def earlier_report_of(agreement: Agreement, due: Due) -> Report | None:
    """The report on an earlier period that was last submitted."""
    earlier = agreement.reports.filter(duty_code=due.duty.code, period__lt=due.period)
    return earlier.exclude(state=ReportState.DRAFT).order_by("period").last()


def _refreshed(report: Report, agreement: Agreement) -> Report:
    """An open report as the agreement stands today; what was measured stays with its indicator."""
    measured = {row["id"]: row["realised"] for row in report.indicators}
    report.indicators = [
        {**row, "realised": measured.get(row["id"], "")}
        for row in report_papers.unmeasured_indicators_of(agreement)
    ]
    report.activities = report_papers.activities_of_period(
        agreement, report.period, report.last_day
    )
    report.sections = {**report.sections, **report_papers.derived_items_of(agreement, report.duty)}
    return report


@transaction.atomic
def save_report(
    agreement_id: int,
    user: User,
    duty_code: str,
    period: date,
    version: str,
    texts: dict[str, str],
    realised: dict[int, str],
) -> Report:
    """Keep what was typed. Raises Refused when it may not be written, or somebody else wrote since
    the page was opened.
    """
    agreement, due = acts.lock_due(agreement_id, duty_code, period)
    refuse_if(not may_write_report(user, agreement), "Laporan ditulis oleh OPD pemrakarsa.")
    report = open_report(agreement, due)
    refuse_if(not is_writable(due, report), "Laporan ini tidak dapat diubah lagi.")
    refuse_if(str(report.version) != version, STALE)
    report.sections |= texts
    for row in report.indicators:
        row["realised"] = realised.get(row["id"], row["realised"])
    report.version += 1
    report.save()
    return report


@make_undoable()
def submit_report(
    agreement_id: int, user: User, duty_code: str, period: date, confirmed: Sequence[str] = ()
) -> Report:
    """Hand the report to Bagian Kerja Sama. Raises Refused while an item is missing."""
    agreement, due, report = _lock(agreement_id, duty_code, period)
    refuse_if(not may_write_report(user, agreement), "Laporan diajukan oleh OPD pemrakarsa.")
    refuse_if(not is_writable(due, report), "Laporan ini tidak dapat diajukan.")
    missing = [
        s.title
        for s in asked_of(due.duty)
        if s.is_required and not report.sections.get(s.code, "").strip()
    ]
    if missing:
        raise Refused(*(f"{title}: belum diisi." for title in missing))
    report.state, report.submitted_by, report.submitted_at, report.reason = (
        ReportState.SUBMITTED,
        user,
        timezone.now(),
        "",
    )
    return _noted(report, user, LogAction.REPORT_SUBMITTED, draft=True, confirmed=confirmed)


@make_undoable()
def send_report_back(
    agreement_id: int, user: User, duty_code: str, period: date, reason: str
) -> Report:
    agreement, due, report = _lock(agreement_id, duty_code, period)
    _require_judge(user, report)
    refuse_if(not reason.strip(), "Alasan wajib diisi.")
    report.state, report.judged_by, report.judged_at, report.reason = (
        ReportState.RETURNED,
        user,
        timezone.now(),
        reason.strip(),
    )
    report.version += 1
    report.save()
    note_act(agreement, user, LogAction.REPORT_RETURNED, _detail(report), report.reason)
    return report


@make_undoable()
def accept_report(
    agreement_id: int, user: User, duty_code: str, period: date, seen: str | None = None
) -> Report:
    """Accept the report, number its paper, and record the duty as fulfilled on the day it was
    submitted.

    `seen` is the version that the person read; another one is refused.
    A report owed to the Gubernur is not there yet when we accept it: that duty is fulfilled when
    its sending is recorded.
    """
    agreement, due, report = _lock(agreement_id, duty_code, period)
    _require_judge(user, report)
    author = report.submitted_by
    refuse_if(author is not None and user.is_same_person(author), apart.OWN)
    refuse_if(seen is not None and seen != str(report.version), STALE)
    report.state, report.judged_by, report.judged_at, report.reason = (
        ReportState.ACCEPTED,
        user,
        timezone.now(),
        "",
    )
    _noted(report, user, LogAction.REPORT_ACCEPTED, draft=False)
    if is_received_here(due):
        paper = require(report.papers.order_by("pk").last(), "its submission made its paper")
        acts.fulfil_by_report(
            agreement,
            user,
            due,
            done_on=timezone.localdate(report.submitted_at),
            number=paper.number,
        )
    return report


@make_undoable()
def reopen_report(
    agreement_id: int, user: User, duty_code: str, period: date, reason: str
) -> Report:
    """Return an accepted report that proves wrong: its OPD mends it, and its duty is owed again
    until it is accepted anew.

    The record of the stage that it met is taken back with it. Raises Refused once that stage was
    left.
    """
    agreement, due = acts.lock_with_stages(agreement_id, duty_code, period)
    report = open_report(agreement, due)
    refuse_if(not may_judge(user), "Membuka kembali laporan hanya wewenang Bagian Kerja Sama.")
    refuse_if(report.state != ReportState.ACCEPTED, "Laporan ini belum diterima.")
    refuse_if(not reason.strip(), "Alasan wajib diisi.")
    report.state, report.judged_by, report.judged_at, report.reason = (
        ReportState.RETURNED,
        user,
        timezone.now(),
        reason.strip(),
    )
    report.version += 1
    report.save()
    record = acts.record_of(agreement, due)
    acts.take_back_fulfilment(agreement, due)
    if record:
        correcting.take_back_record(agreement, user, record, report.reason)
    note_act(agreement, user, LogAction.REPORT_REOPENED, _detail(report), report.reason)
    return report


def is_received_here(due: Due) -> bool:
    """Whether the report is owed to our own head of region, for whom Bagian Kerja Sama receives it."""  # noqa: E501
    return due.duty.to == Actor.HEAD_OF_REGION


def _lock(agreement_id: int, duty_code: str, period: date) -> tuple[Agreement, Due, Report]:
    agreement, due = acts.lock_due(agreement_id, duty_code, period)
    return agreement, due, open_report(agreement, due)


def _require_judge(user: User, report: Report) -> None:
    refuse_if(not may_judge(user), "Menilai laporan hanya wewenang Bagian Kerja Sama.")
    refuse_if(report.state != ReportState.SUBMITTED, "Laporan ini tidak sedang menunggu penilaian.")


def _noted(
    report: Report, user: User, action: LogAction, *, draft: bool, confirmed: Sequence[str] = ()
) -> Report:
    """Save, write into the log and order the paper, so that the three never part."""
    report.version += 1
    report.save()
    paper = rendering.order_report(report, user, draft=draft)
    made = {"number": paper.number, "content": report.content_hash}
    detail = {**_detail(report), **made, **confirmed_as_detail(confirmed)}
    note_act(report.agreement, user, action, detail)
    return report


def _detail(report: Report) -> dict[str, str]:
    return {"duty": str(report), "code": report.duty_code, "period": str(report.period)}
