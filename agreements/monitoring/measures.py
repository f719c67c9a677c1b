"""Correcting figures that were typed wrongly and are agreed since: indicators, what was measured of them, the value.

Bagian Kerja Sama corrects at any time; the OPD as long as no report has been accepted, for nobody built on its figures yet.
What is signed and printed stays as it is; the log keeps the old figure beside the new one.
"""

from dataclasses import dataclass
from decimal import Decimal

from agreements.documents import rendering
from agreements.models import Agreement, Indicator, Report, ReportState, State
from agreements.workflow.engine import STALE, Refused, note, refuse_if, settle
from agreements.workflow.remembering import undoable
from kerjasama.accounts import policy
from kerjasama.accounts.policy import OPD_ROLES
from kerjasama.writing.figures import figure, money

MAY_CORRECT = policy.OFFICE
FIELDS = {"unit": "satuan", "baseline": "kondisi awal", "target": "target"}
NOT_YOURS = "Sesudah ada laporan yang diterima, angka dikoreksi oleh Bagian Kerja Sama."
UNSETTLED = "Angka ini masih dapat diubah dalam usulannya."


@dataclass(frozen=True)
class Measured:
    """What one report that was handed in says of one indicator."""

    report: Report
    indicator: int
    name: str
    unit: str
    realised: str

    @property
    def address(self) -> str:
        """Its last part in the address of its correction."""
        return f"capaian-{self.report.pk}-{self.indicator}"


def may_correct(user, agreement: Agreement) -> bool:
    if policy.may_act_as_any(user, MAY_CORRECT, agreement):
        return True
    is_own = policy.may_act_as_any(user, OPD_ROLES, agreement)
    return is_own and not agreement.reports.filter(state=ReportState.ACCEPTED).exists()


def measured_in(agreement: Agreement) -> list[Measured]:
    """What was measured, of reports that can no longer be written, in the order of time."""
    handed_in = agreement.reports.filter(state__in=(ReportState.SUBMITTED, ReportState.ACCEPTED)).order_by("period", "pk")
    return [Measured(report, row["id"], row["name"], row["unit"], row["realised"]) for report in handed_in for row in report.indicators]


def seen_of(*values: object) -> str:
    """What a person had before them when they began to correct."""
    return "|".join(shown(value) for value in values)


@undoable()
def correct_indicator(
    agreement_id: int, user, indicator_id: int, wanted: dict[str, str | Decimal], seen: str, reason: str, remake: bool = False
) -> list[str]:
    """Change unit, baseline or target. Reports and all that is derived follow. Returns the changes in words.

    Raises Refused when the person may not, gives no reason, changes nothing, or somebody corrected meanwhile.
    """
    agreement = _lock(agreement_id, user, reason)
    row = agreement.indicators.select_for_update().filter(pk=indicator_id).first()
    if row is None:
        raise Refused("Indikator ini tidak ada lagi.")
    refuse_if(seen_of(*(getattr(row, name) for name in FIELDS)) != seen, STALE)
    changes = [_change(label, getattr(row, name), wanted[name]) for name, label in FIELDS.items() if getattr(row, name) != wanted[name]]
    refuse_if(not changes, "Belum ada angka yang diubah.")
    before = {name: str(getattr(row, name)) for name in FIELDS}
    for name in FIELDS:
        setattr(row, name, wanted[name])
    row.save(update_fields=list(FIELDS))
    _carry_over(agreement, user, row, remake)
    detail = {"what": f"{row.name}: {'; '.join(changes)}", "indicator": row.pk, "before": before}
    _tell(agreement, user, "koreksi indikator", detail | {"after": {name: str(wanted[name]) for name in FIELDS}}, reason)
    return changes


@undoable()
def correct_measured(
    agreement_id: int, user, report_id: int, indicator_id: int, realised: Decimal | None, seen: str, reason: str, remake: bool = False
) -> list[str]:
    """Change what a submitted or accepted report measured; None where nothing was measured after all."""
    agreement = _lock(agreement_id, user, reason)
    report = agreement.reports.select_for_update().filter(pk=report_id).first()
    row = next((row for row in report.indicators if row["id"] == indicator_id), None) if report else None
    if report is None or row is None:
        raise Refused("Laporan atau indikator ini tidak ada lagi.")
    refuse_if(report.is_open, "Laporan ini masih dapat diubah oleh OPD.")
    refuse_if(seen_of(row["realised"]) != seen, STALE)
    old, row["realised"] = row["realised"], "" if realised is None else str(realised)
    refuse_if(shown(old) == shown(row["realised"]), "Belum ada angka yang diubah.")
    _keep(report, user, remake)
    what = f"{row['name']}, {report.label}: {shown(old)} menjadi {shown(row['realised'])}"
    detail = {"what": what, "report": report.pk, "indicator": indicator_id, "before": old, "after": row["realised"]}
    _tell(agreement, user, "koreksi capaian", detail, reason)
    return [what]


@undoable()
def correct_value(agreement_id: int, user, nilai: Decimal | None, seen: str, reason: str) -> list[str]:
    """Change the value of the cooperation in rupiah."""
    agreement = _lock(agreement_id, user, reason)
    refuse_if("nilai" in agreement.editable_fields and agreement.state == State.RUNNING, UNSETTLED)
    refuse_if(seen_of(agreement.nilai) != seen, STALE)
    old = agreement.nilai
    refuse_if(old == nilai, "Belum ada angka yang diubah.")
    agreement.nilai = nilai
    agreement.save(update_fields=["nilai"])
    what = f"{_rupiah(old)} menjadi {_rupiah(nilai)}"
    detail = {"what": what, "before": "" if old is None else str(old), "after": "" if nilai is None else str(nilai)}
    _tell(agreement, user, "koreksi nilai", detail, reason)
    return [what]


def shown(value: object) -> str:
    """A figure as people read it, of a column or of the text that a report keeps; a dash where there is none."""
    if value is None or value == "":
        return "–"
    if isinstance(value, str):
        try:
            return figure(Decimal(value))
        except ArithmeticError:
            return value
    return figure(value) if isinstance(value, Decimal | int) else str(value)


def _lock(agreement_id: int, user, reason: str) -> Agreement:
    agreement = Agreement.objects.select_for_update().get(pk=agreement_id)
    refuse_if(not may_correct(user, agreement), NOT_YOURS)
    refuse_if(agreement.effective_on is None, UNSETTLED)
    refuse_if(not reason.strip(), "Alasan wajib diisi.")
    return agreement


def _change(label: str, old: object, new: object) -> str:
    return f"{label} {shown(old)} menjadi {shown(new)}"


def _carry_over(agreement: Agreement, user, indicator: Indicator, remake: bool) -> None:
    """Reports that can no longer be written hold a copy of the indicator; open ones read it anew by themselves."""
    for report in agreement.reports.select_for_update().exclude(state__in=(ReportState.DRAFT, ReportState.RETURNED)):
        mine = [row for row in report.indicators if row["id"] == indicator.pk]
        for row in mine:
            row |= {"unit": indicator.unit, "baseline": str(indicator.baseline), "target": str(indicator.target)}
        if mine:
            _keep(report, user, remake)


def _keep(report: Report, user, remake: bool) -> None:
    """Save the report. The draft paper of one that waits is made anew; a final, which takes a number, only when that was asked."""
    report.version += 1
    report.save(update_fields=["indicators", "version"])
    if report.state == ReportState.SUBMITTED or remake:
        rendering.order_report(report, user, draft=report.state == ReportState.SUBMITTED)


def _tell(agreement: Agreement, user, action: str, detail: dict, reason: str) -> None:
    note(agreement, user, action, detail | {"content": agreement.content_hash}, reason.strip())
    if agreement.state == State.RUNNING:
        settle(agreement)


def _rupiah(value: Decimal | None) -> str:
    return "kosong" if value is None else money(value)
