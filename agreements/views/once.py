"""What is written elsewhere in the system and so not asked again by a requirement of the case."""

from dataclasses import dataclass

from agreements.models import Agreement, Report, ReportState
from agreements.monitoring.duties.ledger import Due
from agreements.monitoring.implementation import reporting
from kerjasama.accounts.models import User

SAID = {
    ReportState.DRAFT: "Drafnya sudah dimulai.",
    ReportState.SUBMITTED: "Sudah diajukan; menunggu diperiksa Bagian Kerja Sama.",
    ReportState.RETURNED: "Dikembalikan untuk diperbaiki.",
}


@dataclass(frozen=True)
class Written:
    """The report by which a requirement is met, how it stands, and what this person may do with it."""  # noqa: E501

    due: Due
    told: str
    verb: str


def show_reports(
    user: User, agreement: Agreement, rows: list[dict], unmet_dues: list[tuple]
) -> None:
    """Add to each open requirement that a report meets the report that is to be written for it."""
    owed = {
        due.duty.met_by: due
        for due, *_ in reversed(unmet_dues)
        if due.duty.document and due.has_begun
    }
    for row in rows:
        due = owed.get(row["need"].code)
        if due and row["check"].is_open:
            row["report"] = _written(user, agreement, due)


def _written(user: User, agreement: Agreement, due: Due) -> Written:
    mine = agreement.reports.filter(duty_code=due.duty.code, period=due.period)
    begun: Report | None = mine.only("state", "agreement_id", "duty_code", "period").first()
    is_open = begun is None or begun.is_open
    verb = (
        "Tulis laporan"
        if reporting.may_write_report(user, agreement) and is_open
        else "Buka laporan"
    )
    return Written(due, SAID.get(ReportState(begun.state), "") if begun else "", verb)
