"""Which letters another signs for the head of the region."""

from dataclasses import dataclass

from agreements.documents.kinds import KINDS
from agreements.forms.delegations import DelegationForm
from kerjasama.accounts.models import Delegation


@dataclass(frozen=True)
class DelegationRow:
    """An arrangement with the letters that it is about."""

    delegation: Delegation
    papers: list[str]


@dataclass(frozen=True)
class DelegationsPage:
    """All arrangements, and the form for another."""

    rows: list[DelegationRow]
    form: DelegationForm


@dataclass(frozen=True)
class DelegationPage:
    """One arrangement in its form."""

    form: DelegationForm


def build_delegations_page(form: DelegationForm) -> DelegationsPage:
    """The page with the form as it was typed."""
    rows = Delegation.objects.select_related("unit")
    return DelegationsPage([DelegationRow(row, paper_titles_of(row)) for row in rows], form)


def paper_titles_of(row: Delegation) -> list[str]:
    """The letters that an arrangement is about, as people call them."""
    return [KINDS[code].title for code in row.papers if code in KINDS]
