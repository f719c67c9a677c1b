"""What the pages on data of a person show."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Model
from django.utils import timezone

from kerjasama.accounts.confirming import why_not_confirm
from kerjasama.accounts.models import SeatState, User

from .collecting import Done, Held, read_done, read_held
from .models import CorrectionRequest, Disposal, RuleProposal
from .naming import SHORTEST, NamedRows
from .retention import KindOfData, Rule, all_rules, rows_before, rule_of

ROWS_SHOWN, ANSWERS_SHOWN, DUE_SHOWN = 5, 50, 50


@dataclass(frozen=True)
class PersonPage:
    """All that is held on one person; `is_own` where it is the reader."""

    person: User
    is_own: bool
    held: list[Held]
    done: list[Done]
    requests: list[CorrectionRequest]
    rows_shown: int = ROWS_SHOWN


@dataclass(frozen=True)
class CorrectionsPage:
    """What is asked and what was answered."""

    waiting: list[tuple[CorrectionRequest, bool]]
    answered: list[CorrectionRequest]


@dataclass(frozen=True)
class SearchPage:
    """Where a name stands."""

    words: str
    found: list[NamedRows]

    @property
    def is_too_short(self) -> bool:
        """Whether something was typed, but no name."""
        return 0 < len(self.words) < SHORTEST


def read_person(person: User, *, is_own: bool) -> PersonPage:
    """What is held on them, with the newest of each table."""
    mine = CorrectionRequest.objects.filter(person__in=person.accounts).select_related("decided_by")
    return PersonPage(
        person=person,
        is_own=is_own,
        held=read_held(person, ROWS_SHOWN),
        done=read_done(person),
        requests=list(mine[:ANSWERS_SHOWN]),
    )


def read_corrections(reader: User) -> CorrectionsPage:
    """Each that waits, with whether this reader may answer it."""
    rows = CorrectionRequest.objects.select_related("person", "by", "decided_by")
    waiting = list(rows.filter(is_done=None)[:ANSWERS_SHOWN])
    own = reader.accounts
    return CorrectionsPage(
        waiting=[(row, row.person_id not in own) for row in waiting],
        answered=list(rows.exclude(is_done=None)[:ANSWERS_SHOWN]),
    )


@dataclass(frozen=True)
class KindLine:
    """A kind of data in the list of all."""

    kind: KindOfData
    rule: Rule
    due: int


@dataclass(frozen=True)
class DueRow:
    """A row that is due: what it is called, and where it is removed, if on a page of its own."""

    key: int
    label: str
    address: str


@dataclass(frozen=True)
class KindPage:
    """One kind of data: its rule, what is due, what waits for a second person and what went."""

    kind: KindOfData
    rule: Rule
    since: datetime
    count: int
    rows: list[DueRow]
    listed: Page[Any]
    waiting: list[tuple[Disposal, str]]
    proposals: list[tuple[RuleProposal, str]]
    done: list[Disposal]


def read_kinds() -> list[KindLine]:
    """Every kind, with how much of it is due now."""
    now = timezone.now()
    return [
        KindLine(kind, rule, rows_before(kind, rule.since(now)).count())
        for kind, rule in all_rules()
    ]


def read_kind(kind: KindOfData, reader: User, page: str) -> KindPage:
    """What is due of a kind, a page at a time; a trace is only counted."""
    rule = rule_of(kind)
    since = rule.since(timezone.now())
    listed = Paginator(rows_before(kind, since), DUE_SHOWN).get_page(page)
    found = Disposal.objects.filter(kind=kind.code).select_related("by", "decided_by")
    waiting = found.filter(state=SeatState.PENDING)
    rules = RuleProposal.objects.filter(kind=kind.code, state=SeatState.PENDING)
    return KindPage(
        kind=kind,
        rule=rule,
        since=since,
        count=listed.paginator.count,
        rows=[] if kind.is_trace else [_due_row(kind, row) for row in listed],
        listed=listed,
        waiting=[(row, why_not_confirm(reader, row.by, None)) for row in waiting],
        proposals=[
            (row, why_not_confirm(reader, row.by, None)) for row in rules.select_related("by")
        ],
        done=list(found.exclude(state=SeatState.PENDING)[:ANSWERS_SHOWN]),
    )


def _due_row(kind: KindOfData, row: Model) -> DueRow:
    return DueRow(row.pk, kind.label(row), kind.address(row) if kind.address else "")
