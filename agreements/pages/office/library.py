"""The office's library of clauses: all of them by kind of Pasal, and one."""

from dataclasses import dataclass

from django.utils import timezone

from agreements.documents.kinds import KINDS
from agreements.forms.clauses import TITLES, ClauseForm
from agreements.models import Clause, ClauseStatus
from kerjasama.accounts.models import Role, User


@dataclass(frozen=True)
class ClauseRow:
    """A clause, the title of its Pasal, and the naskah for which it is offered, each with whether
    it is mandatory there.
    """

    clause: Clause
    part: str
    instruments: list[tuple[str, bool]]
    waits: bool


@dataclass(frozen=True)
class ClausesPage:
    """All clauses by kind of Pasal."""

    rows: list[ClauseRow]
    may_change: bool


@dataclass(frozen=True)
class ClausePage:
    """One clause, none of a new one yet; for whoever keeps the library its form."""

    row: ClauseRow | None
    form: ClauseForm | None


def build_clauses_page(user: User) -> ClausesPage:
    """The library as this person sees it."""
    rows = sorted(
        Clause.objects.select_related("changed_by"),
        key=lambda clause: (TITLES.get(clause.part, clause.part), clause.code),
    )
    return ClausesPage([describe_clause(row) for row in rows], may_change(user))


def describe_clause(clause: Clause) -> ClauseRow:
    """The clause in words; it `waits` while the day from which it is in force is to come."""
    is_in_force = clause.status == ClauseStatus.IN_FORCE
    return ClauseRow(
        clause=clause,
        part=TITLES.get(clause.part, clause.part),
        instruments=[(KINDS[kind].title, kind in clause.mandatory) for kind in clause.instruments],
        waits=is_in_force and clause.valid_from > timezone.localdate(),
    )


def may_change(user: User) -> bool:
    """Whether this person keeps the library."""
    return Role.LEGAL in user.roles
