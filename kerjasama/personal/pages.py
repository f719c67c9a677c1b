"""What the pages on data of a person show."""

from dataclasses import dataclass

from kerjasama.accounts.models import User

from .collecting import Done, Held, read_done, read_held
from .models import CorrectionRequest

ROWS_SHOWN, ANSWERS_SHOWN = 5, 50


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
