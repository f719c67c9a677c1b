"""Correcting figures that were typed wrongly and are agreed since: indicators, what was measured of
them, the value.

Bagian Kerja Sama proposes it at any time; the OPD as long as no report has been accepted, for
nobody built on its figures yet. A second person confirms it; until then the figure stays. What
is signed and printed stays as it is; the log keeps the old figure beside the new one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from agreements.documents import rendering
from agreements.models import (
    Agreement,
    Indicator,
    ProposedCorrection,
    Report,
    ReportState,
    State,
    Thing,
)
from agreements.models.event import LogAction
from agreements.workflow import confirming
from agreements.workflow.case_log import note_act
from agreements.workflow.guarding import STALE, Refused, refuse_if
from agreements.workflow.remembering import make_undoable
from agreements.workflow.settling import settle_case
from kerjasama.accounts import policy
from kerjasama.accounts.models import User
from kerjasama.accounts.policy import OPD_ROLES
from kerjasama.writing.figures import format_money, format_number

MAY_CORRECT = policy.OFFICE
FIELDS = {"unit": "satuan", "baseline": "kondisi awal", "target": "target"}
NOT_YOURS = "Sesudah ada laporan yang diterima, angka dikoreksi oleh Bagian Kerja Sama."
UNCHANGED = "Belum ada angka yang diubah."
UNSETTLED = "Angka ini masih dapat diubah dalam usulannya."
COUNTED = "Nilai ini dihitung dari kurs dalam naskah; ubah dengan adendum."


@dataclass(frozen=True)
class ReportedMeasure:
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


# A figure of a column, or the text that a report keeps of one.
Figure = Decimal | int | str


def may_correct_figures(user: User, agreement: Agreement) -> bool:
    """Whether this person proposes other figures: the office; the OPD before a report of it was
    accepted.
    """
    if policy.may_act_as_any(user, MAY_CORRECT, agreement):
        return True
    is_own = policy.may_act_as_any(user, OPD_ROLES, agreement)
    return is_own and not agreement.reports.filter(state=ReportState.ACCEPTED).exists()


def measured_in(agreement: Agreement) -> list[ReportedMeasure]:
    """What was measured, of reports that can no longer be written, in the order of time."""
    handed_in = agreement.reports.filter(
        state__in=(ReportState.SUBMITTED, ReportState.ACCEPTED)
    ).order_by("period", "pk")
    return [
        ReportedMeasure(report, row["id"], row["name"], row["unit"], row["realised"])
        for report in handed_in
        for row in report.indicators
    ]


def digest_of_figures(*values: Figure | None) -> str:
    """What a person had before them when they began to correct."""
    return "|".join(format_measure(value) for value in values)


@make_undoable()
def propose_indicator(
    agreement_id: int,
    user: User,
    indicator_id: int,
    wanted: dict[str, str | Decimal],
    seen: str,
    reason: str,
    *,
    remake: bool = False,
) -> ProposedCorrection:
    """Propose another unit, baseline or target; once confirmed, reports and all that is derived
    follow.

    Raises Refused when the person may not, gives no reason, changes nothing, or somebody
    corrected meanwhile.
    """
    agreement = _lock(agreement_id, user, reason)
    row = _indicator(agreement, indicator_id)
    before = {name: getattr(row, name) for name in FIELDS}
    refuse_if(digest_of_figures(*before.values()) != seen, STALE)
    words = {
        label.capitalize(): [format_measure(before[name]), format_measure(wanted[name])]
        for name, label in FIELDS.items()
        if before[name] != wanted[name]
    }
    refuse_if(not words, UNCHANGED)
    values = {"before": _texts(before), "after": _texts(wanted), "remake": remake}
    subject, title = f"{Thing.INDICATOR}-{row.pk}", f"Indikator: {row.name}"
    return confirming.propose_correction(
        agreement, user, reason, values, words, subject=subject, title=title
    )


@confirming.takes_effect(Thing.INDICATOR)
def _correct_indicator(agreement: Agreement, proposal: ProposedCorrection, user: User) -> None:
    """Change it, and what reports that were handed in say of it."""
    values, key = proposal.values, int(proposal.subject.partition("-")[2])
    row = _indicator(agreement, key)
    refuse_if(
        _texts({name: getattr(row, name) for name in FIELDS}) != values["before"],
        confirming.CHANGED_SINCE,
    )
    confirming.write_plain(row, values["after"])
    row.save(update_fields=list(FIELDS))
    _carry_over(agreement, user, row, remake=values["remake"])
    told = "; ".join(
        f"{name.lower()} {old} menjadi {new}" for name, (old, new) in proposal.changes.items()
    )
    detail = {"what": f"{row.name}: {told}", "indicator": row.pk}
    _notify_of_correction(agreement, user, LogAction.INDICATOR_CORRECTED, detail, proposal)


@make_undoable()
def propose_measured(
    agreement_id: int,
    user: User,
    report_id: int,
    indicator_id: int,
    realised: Decimal | None,
    seen: str,
    reason: str,
    *,
    remake: bool = False,
) -> ProposedCorrection:
    """Propose another figure for what a report measured; None where nothing was measured after all."""  # noqa: E501
    agreement = _lock(agreement_id, user, reason)
    report, row = _measured(agreement, report_id, indicator_id)
    refuse_if(digest_of_figures(row["realised"]) != seen, STALE)
    wanted = ""
    if realised is not None:
        wanted = str(realised)
    words = [format_measure(row["realised"]), format_measure(wanted)]
    refuse_if(words[0] == words[1], UNCHANGED)
    values = {"before": row["realised"], "after": wanted, "remake": remake}
    subject = f"{Thing.MEASURED}-{report.pk}-{indicator_id}"
    title = f"{row['name']}, {report.label}"
    changes = {"Realisasi": words}
    return confirming.propose_correction(
        agreement, user, reason, values, changes, subject=subject, title=title
    )


@confirming.takes_effect(Thing.MEASURED)
def _correct_measured(agreement: Agreement, proposal: ProposedCorrection, user: User) -> None:
    values, keys = proposal.values, map(int, proposal.subject.split("-")[1:])
    report, row = _measured(agreement, *keys)
    refuse_if(row["realised"] != values["before"], confirming.CHANGED_SINCE)
    row["realised"] = values["after"]
    _keep(report, user, remake=values["remake"])
    old, new = proposal.changes["Realisasi"]
    detail = {
        "what": f"{proposal.title}: {old} menjadi {new}",
        "report": report.pk,
        "indicator": row["id"],
    }
    _notify_of_correction(agreement, user, LogAction.RESULT_CORRECTED, detail, proposal)


@make_undoable()
def propose_value(
    agreement_id: int, user: User, nilai: Decimal | None, seen: str, reason: str
) -> ProposedCorrection:
    """Propose another value of the cooperation in rupiah."""
    agreement = _lock(agreement_id, user, reason)
    refuse_if(_is_unsettled_value(agreement), UNSETTLED)
    refuse_if(agreement.kurs is not None, COUNTED)
    refuse_if(digest_of_figures(agreement.nilai) != seen, STALE)
    old = agreement.nilai
    refuse_if(old == nilai, UNCHANGED)
    values = {"before": _texts({"nilai": old}), "after": _texts({"nilai": nilai})}
    words = {"Nilai": [_rupiah(old), _rupiah(nilai)]}
    subject, title = str(Thing.VALUE), "Nilai kerja sama"
    return confirming.propose_correction(
        agreement, user, reason, values, words, subject=subject, title=title
    )


@confirming.takes_effect(Thing.VALUE)
def _correct_value(agreement: Agreement, proposal: ProposedCorrection, user: User) -> None:
    refuse_if(_is_unsettled_value(agreement), UNSETTLED)
    refuse_if(
        _texts({"nilai": agreement.nilai}) != proposal.values["before"], confirming.CHANGED_SINCE
    )
    confirming.write_plain(agreement, proposal.values["after"])
    agreement.save(update_fields=["nilai"])
    old, new = proposal.changes["Nilai"]
    _notify_of_correction(
        agreement, user, LogAction.VALUE_CORRECTED, {"what": f"{old} menjadi {new}"}, proposal
    )


GONE = "Laporan atau indikator ini tidak ada lagi."


def _is_unsettled_value(agreement: Agreement) -> bool:
    return "nilai" in agreement.editable_fields and agreement.state == State.RUNNING


def _indicator(agreement: Agreement, key: int) -> Indicator:
    row = agreement.indicators.select_for_update().filter(pk=key).first()
    if row is None:
        raise Refused("Indikator ini tidak ada lagi.")
    return row


def _measured(agreement: Agreement, report_id: int, key: int) -> tuple[Report, dict[str, Any]]:
    """A report that can no longer be written, and its row of that indicator."""
    report = agreement.reports.select_for_update().filter(pk=report_id).first()
    if report is None:
        raise Refused(GONE)
    row = next((row for row in report.indicators if row["id"] == key), None)
    if row is None:
        raise Refused(GONE)
    refuse_if(report.is_open, "Laporan ini masih dapat diubah oleh OPD.")
    return report, row


def _texts(values: Mapping[str, Figure | None]) -> dict[str, str | None]:
    """Figures as a proposal keeps them, to the last digit."""
    return {name: _text_of(value) for name, value in values.items()}


def _text_of(value: Figure | None) -> str | None:
    return None if value is None else str(value)


def format_measure(value: Figure | None) -> str:
    """A figure as people read it, of a column or of the text that a report keeps; a dash where
    there is none.
    """
    if value in (None, ""):
        return "–"
    if isinstance(value, str):
        try:
            return format_number(Decimal(value))
        except ArithmeticError:
            return value
    return format_number(value)


def _lock(agreement_id: int, user: User, reason: str) -> Agreement:
    agreement = Agreement.objects.select_for_update().get(pk=agreement_id)
    refuse_if(not may_correct_figures(user, agreement), NOT_YOURS)
    refuse_if(agreement.effective_on is None, UNSETTLED)
    refuse_if(not reason.strip(), "Alasan wajib diisi.")
    return agreement


def _carry_over(agreement: Agreement, user: User, indicator: Indicator, *, remake: bool) -> None:
    """Reports that can no longer be written hold a copy of the indicator; open ones read it anew by
    themselves.
    """
    for report in agreement.reports.select_for_update().exclude(
        state__in=(ReportState.DRAFT, ReportState.RETURNED)
    ):
        mine = [row for row in report.indicators if row["id"] == indicator.pk]
        for row in mine:
            row |= {
                "unit": indicator.unit,
                "baseline": str(indicator.baseline),
                "target": str(indicator.target),
            }
        if mine:
            _keep(report, user, remake=remake)


def _keep(report: Report, user: User, *, remake: bool) -> None:
    """Save the report. The draft paper of one that waits is made anew; a final, which takes a
    number, only when that was asked.
    """
    report.version += 1
    report.save(update_fields=["indicators", "version"])
    if report.state == ReportState.SUBMITTED or remake:
        rendering.order_report(report, user, draft=report.state == ReportState.SUBMITTED)


def _notify_of_correction(
    agreement: Agreement,
    user: User,
    action: LogAction,
    detail: dict[str, Any],
    proposal: ProposedCorrection,
) -> None:
    values = proposal.values
    kept = {"changes": proposal.changes, "before": values["before"], "after": values["after"]}
    who = {"proposal": proposal.pk, "proposed_by": str(proposal.by)}
    told = detail | kept | who | {"content": agreement.content_hash}
    note_act(agreement, user, action, told, proposal.reason)
    if agreement.state == State.RUNNING:
        settle_case(agreement)


def _rupiah(value: Decimal | None) -> str:
    if value is None:
        return "kosong"
    return format_money(value)
