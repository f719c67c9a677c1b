"""What is written elsewhere in the system and so not asked again by a requirement of the case."""

from dataclasses import replace

from agreements.models import Agreement, Fulfilment, Report, ReportState
from agreements.monitoring.duties.ledger import Due
from agreements.monitoring.implementation import report_acts
from agreements.pages.case.requirement_rows import AskedReport, RequirementRow
from kerjasama.accounts.models import User

# A due, what was recorded of it, and whether this person may record something.
DueRow = tuple[Due, Fulfilment | None, bool]

SAID = {
    ReportState.DRAFT: "Drafnya sudah dimulai.",
    ReportState.SUBMITTED: "Sudah diajukan; menunggu diperiksa Bagian Kerja Sama.",
    ReportState.RETURNED: "Dikembalikan untuk diperbaiki.",
}


def add_reports(
    user: User, agreement: Agreement, rows: list[RequirementRow], unmet: list[DueRow]
) -> list[RequirementRow]:
    """The rows, each open requirement that a report meets with the report to be written for it."""
    owed = {
        due.duty.met_by: due for due, _, _ in reversed(unmet) if due.duty.document and due.has_begun
    }
    shown = []
    for row in rows:
        due = owed.get(row.need.code)
        if due and row.check.is_open:
            row = replace(row, report=_asked_report(user, agreement, due))
        shown.append(row)
    return shown


def _asked_report(user: User, agreement: Agreement, due: Due) -> AskedReport:
    mine = agreement.reports.filter(duty_code=due.duty.code, period=due.period)
    begun: Report | None = mine.only("state", "agreement_id", "duty_code", "period").first()
    if begun is None:
        told = ""
        is_open = True
    else:
        told = SAID.get(ReportState(begun.state), "")
        is_open = begun.is_open
    writes = is_open and report_acts.may_write_report(user, agreement)
    return AskedReport(due, told, "Tulis laporan" if writes else "Buka laporan")
