"""The registers of units, people and officials as values: what each page shows of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from django import forms

from kerjasama.signin.models import RulesProposal

from .confirming import why_not_confirm
from .forms import (
    AccountMergeForm,
    OfficialForm,
    OfficialMergeForm,
    RegionForm,
    UnitCloseForm,
    UnitMergeForm,
)
from .models import AccountProposal, Membership, Official, OfficialMerge, Unit, UnitAlias, User

Row = TypeVar("Row")


@dataclass(frozen=True)
class RegisterPage(Generic[Row]):
    """A register with the form of one more entry."""

    rows: Sequence[Row]
    form: forms.BaseForm


@dataclass(frozen=True)
class AliasesPage:
    """The other names of a unit, and the form for the next."""

    unit: Unit
    rows: Sequence[UnitAlias]
    form: forms.BaseForm


@dataclass(frozen=True)
class UnitMergePage:
    """A unit that is merged into another, or closed."""

    unit: Unit
    merge: UnitMergeForm
    close: UnitCloseForm


@dataclass(frozen=True)
class AccountMergePage:
    """An account that is merged into another one of the same person."""

    person: User
    form: AccountMergeForm


@dataclass(frozen=True)
class OfficialMergePage:
    """A row of an official that gives way to another one, with what it says."""

    official: Official
    facts: dict[str, str]
    form: OfficialMergeForm


@dataclass(frozen=True)
class VacantOffice:
    """An office that nobody holds."""

    name: str
    office: str
    unit: int | None


@dataclass(frozen=True)
class OfficialsPage:
    """The holders of today, or all periods; the offices nobody holds; the form of one more."""

    rows: Sequence[Official]
    vacant: list[VacantOffice]
    form: OfficialForm
    is_adding: bool
    shows_all: bool


@dataclass(frozen=True)
class OfficialPage:
    """One period of office, with what was merged into it."""

    official: Official
    form: OfficialForm
    may_merge: bool
    absorbed: Sequence[OfficialMerge]


@dataclass(frozen=True)
class ProfilePage:
    """The profile of the region in its form."""

    form: RegionForm


@dataclass(frozen=True)
class LeftEmptyPage:
    """A role that nobody else holds, before it is taken away; `empty` names what would wait."""

    person: User
    held: Membership
    empty: list[str]


@dataclass(frozen=True)
class AskedOfSecond(Generic[Row]):
    """What waits for a second person; `why_not` says why its reader is none."""

    row: Row
    why_not: str


@dataclass(frozen=True)
class ProposalsPage:
    """What waits for a second person: seats, matters of accounts, and rules of the sign-in."""

    seats: list[AskedOfSecond[Membership]]
    abouts: list[AskedOfSecond[AccountProposal]]
    rules: list[AskedOfSecond[RulesProposal]]

    @property
    def many(self) -> bool:
        """Whether its reader may decide several at once."""
        reasons = [one.why_not for one in self.seats] + [one.why_not for one in self.abouts]
        return reasons.count("") > 1

    @property
    def is_empty(self) -> bool:
        """Whether nothing waits."""
        return not (self.seats or self.abouts or self.rules)


def build_proposals_page(
    user: User,
    seats: Iterable[Membership],
    abouts: Iterable[AccountProposal],
    rules: Iterable[RulesProposal],
) -> ProposalsPage:
    """The page as this person sees it."""
    return ProposalsPage(
        seats=[AskedOfSecond(row, why_not_confirm(user, row.given_by, row.user)) for row in seats],
        abouts=[AskedOfSecond(row, why_not_confirm(user, row.by, row.person)) for row in abouts],
        rules=[AskedOfSecond(row, why_not_confirm(user, row.by, None)) for row in rules],
    )
