"""The list of duties over all cases: what is owed by whom until when, and how it stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.core.paginator import Page
from django.http import QueryDict
from django.urls import reverse

from agreements.forms.list_forms import DutyForm
from agreements.models import Agreement, Fulfilment
from agreements.monitoring.duties.ledger import Due
from agreements.monitoring.turns import page_of_case
from agreements.pages.chosen_rows import key_of_due
from agreements.regulations.citations import Citation
from kerjasama.accounts import policy
from kerjasama.accounts.models import User
from partners.models import Partner


class DutyRow(NamedTuple):
    """A duty of a period, what was done about it, and its case."""

    due: Due
    done: Fulfilment | None
    case: Agreement


@dataclass(frozen=True)
class DutyLine:
    """A duty in the list."""

    key: str
    name: str
    address: str
    between: str
    citation: Citation
    title: str
    case: str
    partner: str
    unit: str
    due: Due
    done: Fulfilment | None


@dataclass(frozen=True)
class DutyRegisterPage:
    """The list as it was asked for, with what its reader may do with its rows."""

    form: DutyForm
    rows: Sequence[DutyRow]
    pages: Page
    lines: list[DutyLine]
    partner: Partner | None
    kept: list[tuple[str, str]]
    may_remind: bool


def build_duty_register(
    user: User, asked: QueryDict, form: DutyForm, rows: Sequence[DutyRow], pages: Page
) -> DutyRegisterPage:
    """The page of these rows."""
    return DutyRegisterPage(
        form=form,
        rows=rows,
        pages=pages,
        lines=[_line_of(*row) for row in rows],
        partner=form.chosen.get("mitra"),
        kept=[(name, str(value)) for name, value in asked.items()],
        may_remind=policy.may_remind(user),
    )


def _line_of(due: Due, done: Fulfilment | None, case: Agreement) -> DutyLine:
    key = key_of_due(due)
    return DutyLine(
        key="/".join(map(str, key)),
        name=f"{due.duty.text}, {due.label}",
        address=reverse("penuhi-kewajiban", args=key),
        between=f"{due.duty.owed_by} kepada {due.duty.to}",
        citation=due.duty.citation,
        title=case.title,
        case=page_of_case(case.pk),
        partner="; ".join(case.partner_names) or "-",
        unit=str(case.owner),
        due=due,
        done=done,
    )
