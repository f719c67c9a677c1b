"""What letters wait for, asked of many at once: the next paraf, the signature, its record. As the
page of one letter says it, in a number of queries that does not grow with them.
"""

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

from django.db.models import Q, QuerySet
from django.utils import timezone

from agreements.documents import signers
from agreements.documents.kinds import KINDS
from agreements.models import DocumentState, Letter, LetterAct, LetterState, LetterStep
from kerjasama.accounts import officials
from kerjasama.accounts.models import Office, Role, Unit
from kerjasama.accounts.officials import Delegation

from . import living, reading
from .initials import asked_by_kind

CASE_CONTENT = ("parties__signatories", "parties__payments", "indicators", "activities")
SEATS_OF_REGION = {Office.HEAD: Role.HEAD_OF_REGION, Office.SECRETARY: Role.SEKDA}


class Awaited(NamedTuple):
    """A draft, and whose paraf comes next; None where all that are asked are there."""

    letter: Letter
    role: Role | None


def drafts_with_paraf() -> list[Awaited]:
    """The open drafts, each with the next paraf."""
    asked = asked_by_kind()
    drafts = list(_with_content(Letter.objects.open_drafts()))
    given = _given_on(drafts)
    return [
        Awaited(letter, _next_of(letter, asked.get(letter.kind, ()), given)) for letter in drafts
    ]


def is_ready_to_sign(letter: Letter) -> bool:
    """Whether a draft that bears every paraf lacks nothing else."""
    return not living.why_not_number(letter)


def papers_to_sign() -> QuerySet[Letter]:
    """Letters that got their number, whose paper is made and that nobody signed yet."""
    of_case = Q(document__state=DocumentState.READY, document__signed=None, document__mailings=None)
    free = Q(paper__state=DocumentState.READY, paper__signed=None)
    rows = Letter.objects.filter(of_case | free, state=LetterState.NUMBERED)
    return rows.select_related("agreement__owner", "unit", "document", "paper__number_row")


class Signatories:
    """In which seats whoever signs a letter sits; what many letters share is read once."""

    def __init__(self) -> None:
        self._delegated: dict[str, Delegation | None] = {}

    def seats_of(self, letter: Letter) -> tuple[tuple[Role, ...], int]:
        """The roles that sign it, and the unit in which they do; 0 where any unit will do."""
        if not letter.is_of_case:
            return self._of_office(letter.office, letter.unit_id)
        if delegated := self._delegated_for(letter.kind):
            return self._of_office(delegated.office, delegated.unit_id)
        if seat := KINDS[letter.kind].signed_by.seat:
            return (seat,), 0
        case = letter.agreement
        if case is None:
            raise TypeError("the letter of a case has a case")
        return self._of_office(signers.office_of(letter.kind, case), case.owner_id)

    def signs_here(self, letter: Letter) -> bool:
        """Whether an official of ours signs it, and none of those present."""
        return not letter.is_of_case or KINDS[letter.kind].signed_by.hand is None

    def _of_office(self, office: str, unit: int | None) -> tuple[tuple[Role, ...], int]:
        if office != Office.UNIT_HEAD:
            role = SEATS_OF_REGION.get(Office(office))
            return ((role,) if role else ()), 0
        own = [role for role, seat in self._bagian.items() if seat == unit]
        return (Role.OPD_HEAD, *own), unit or 0

    @cached_property
    def _bagian(self) -> dict[Role, int]:
        """The units whose heads have a role of their own."""
        found = {role: Unit.objects.seat_of(role) for role in (Role.SECTION_HEAD, Role.LEGAL)}
        return {role: unit.pk for role, unit in found.items() if unit}

    def _delegated_for(self, kind: str) -> Delegation | None:
        if kind not in self._delegated:
            given = None
            if signers.may_be_delegated(kind):
                given = officials.delegation_for_paper(kind, timezone.localdate())
            self._delegated[kind] = given
        return self._delegated[kind]


def _with_content(letters: QuerySet[Letter]) -> QuerySet[Letter]:
    """With all that their marks are made of."""
    rows = letters.select_related("agreement__owner", "meeting", "unit", "by")
    content = (f"agreement__{name}" for name in CASE_CONTENT)
    return rows.prefetch_related(*content, "meeting__attendees")


def _given_on(letters: Iterable[Letter]) -> dict[int, list[LetterStep]]:
    """The paraf that were put on them, on whatever text."""
    given = defaultdict(list)
    keys = [letter.pk for letter in letters]
    for step in LetterStep.objects.filter(letter__in=keys, act=LetterAct.INITIALLED):
        given[step.letter_id].append(step)
    return given


def _next_of(
    letter: Letter, asked: tuple[Role, ...], given: dict[int, list[LetterStep]]
) -> Role | None:
    if letter.pk not in given:
        return asked[0] if asked else None
    mark = reading.seen_in(letter)
    counted = {step.role for step in given[letter.pk] if step.seen == mark}
    return next((role for role in asked if role not in counted), None)
