"""The list of reports: what is still to be written, and what became of the others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.core.paginator import Page
from django.urls import reverse
from django.utils.http import urlencode

from agreements.forms.list_forms import UnitFilterForm
from agreements.models import Agreement, Report, ReportState
from agreements.monitoring.duties.ledger import Due
from agreements.monitoring.turns import page_of_case
from kerjasama.accounts import policy
from kerjasama.accounts.models import User
from kerjasama.accounts.policy import OPD_ROLES

TO_WRITE = "tulis"
TABS = {
    TO_WRITE: "Perlu ditulis",
    ReportState.SUBMITTED: "Diajukan",
    ReportState.RETURNED: "Dikembalikan",
    ReportState.ACCEPTED: "Diterima",
}


class ReportRow(NamedTuple):
    """What is due or was written, its case, and the report as far as it was begun."""

    due: Due | Report
    case: Agreement
    report: Report | None


@dataclass(frozen=True)
class ReportTab:
    """Reports in one state, with how many there are."""

    label: str
    address: str
    is_current: bool


@dataclass(frozen=True)
class ReportLine:
    """A report in the list; without an address as long as its period has not begun."""

    name: str
    address: str
    title: str
    case: str
    partner: str
    unit: str
    due: Due | Report
    report: Report | None


@dataclass(frozen=True)
class ReportRegisterPage:
    """One tab of the list, as it was asked for."""

    form: UnitFilterForm
    tab: str
    tabs: list[ReportTab]
    rows: Sequence[ReportRow]
    pages: Page
    lines: list[ReportLine]
    sees_recap: bool
    may_remind: bool

    @property
    def is_to_be_written(self) -> bool:
        return self.tab == TO_WRITE

    @property
    def tab_title(self) -> str:
        return TABS[self.tab]


def build_report_register(
    user: User,
    form: UnitFilterForm,
    tab: str,
    counts: Mapping[str, int],
    rows: Sequence[ReportRow],
    pages: Page,
) -> ReportRegisterPage:
    """The page of these rows; `counts` are by tab."""
    unit = form["opd"].value() or ""
    return ReportRegisterPage(
        form=form,
        tab=tab,
        tabs=[
            ReportTab(
                f"{title} ({counts.get(code, 0)})",
                f"?{urlencode({'status': code, 'opd': unit})}",
                code == tab,
            )
            for code, title in TABS.items()
        ],
        rows=rows,
        pages=pages,
        lines=[_line_of(*row) for row in rows],
        sees_recap=bool(user.roles - set(OPD_ROLES)),
        may_remind=policy.may_remind(user),
    )


def _line_of(due: Due | Report, case: Agreement, report: Report | None) -> ReportLine:
    place = [case.pk, due.duty.code, due.period.isoformat()]
    is_early = isinstance(due, Due) and not due.has_begun
    return ReportLine(
        name=f"{due.duty.text}, {due.label}",
        address="" if is_early else reverse("tulis-laporan", args=place),
        title=case.title,
        case=page_of_case(case.pk),
        partner=case.partners_in_short or "-",
        unit=str(case.owner),
        due=due,
        report=report,
    )
