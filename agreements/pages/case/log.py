"""The log of a case as its page tells it, and what follows from it."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from itertools import groupby

from agreements.models import Agreement, StageEvent, chain_is_intact
from agreements.models.undoable import undo_period
from agreements.workflow import halting
from agreements.workflow.undoing import undone_numbers
from kerjasama.accounts import policy
from kerjasama.accounts.models import User
from kerjasama.logbook.models import LogCheck

SHOWN = 3
# So many entries of the folded rest are drawn and kept together.
SHEET = 20


@dataclass(frozen=True)
class UndoOffer:
    """An act that may still be taken back: its key, its title, and until when."""

    pk: int
    title: str
    until: datetime


@dataclass(frozen=True)
class LogSheet:
    """Some entries of the folded rest, the newest first; `known_by` tells how they are shown."""

    entries: list[StageEvent]
    known_by: str


@dataclass(frozen=True)
class CaseLog:
    """The entries, the newest first: a few, and the rest folded, in sheets that stay as they are
    while entries are added. `is_intact` knows nothing of a tail that is cut off, nor of other
    tables: `all_checked` tells what the last check of all writes found.
    """

    newest: list[StageEvent]
    sheets: list[LogSheet]
    is_intact: bool
    all_checked: str
    stopped: StageEvent | None
    undo: UndoOffer | None

    @property
    def older(self) -> int:
        """How many are folded."""
        return sum(len(sheet.entries) for sheet in self.sheets)


def events_of_case(agreement: Agreement) -> list[StageEvent]:
    """The entries in their order, each marked when it was taken back."""
    events = list(agreement.events.select_related("by").order_by("number"))
    undone = undone_numbers(events)
    for event in events:
        event.is_undone = event.number in undone
    return events


def log_of_case(user: User, agreement: Agreement, events: list[StageEvent]) -> CaseLog:
    """The log as this person is shown it."""
    newest_first = events[::-1]
    return CaseLog(
        newest=newest_first[:SHOWN],
        sheets=_sheets_of(newest_first[SHOWN:]),
        is_intact=chain_is_intact(agreement, events),
        all_checked=LogCheck.last_said(),
        stopped=stopped_by(agreement, events),
        undo=undo_offer(user, agreement, events),
    )


def _sheets_of(newest_first: list[StageEvent]) -> list[LogSheet]:
    """By their numbers, so that a new entry changes none but the first."""
    by_number = groupby(newest_first, lambda event: (event.number - 1) // SHEET)
    return [_sheet_of(list(entries)) for _, entries in by_number]


def _sheet_of(entries: list[StageEvent]) -> LogSheet:
    """An entry never changes; whether it was taken back and what its person is called may."""
    told = [(entry.hash, entry.is_undone, entry.actor_name) for entry in entries]
    return LogSheet(entries, sha256(repr(told).encode()).hexdigest())


def stopped_by(agreement: Agreement, events: list[StageEvent]) -> StageEvent | None:
    """Who stopped this case and why, if it stands still: the newest act that was not taken back."""
    if agreement.state not in halting.HALTS:
        return None
    for event in reversed(events):
        if event.action == agreement.state and not event.is_undone:
            return event
    return None


def undo_offer(user: User, agreement: Agreement, events: list[StageEvent]) -> UndoOffer | None:
    """The newest act, while it is this person's and may still be taken back."""
    newest = next(iter(getattr(agreement, "undo_offers", [])), None)
    if newest is None or not events or events[-1].number != newest["last"]:
        return None
    if not policy.roles_for(user, agreement.owner_id).issuperset(newest["roles"]):
        return None
    return UndoOffer(
        pk=newest["pk"],
        title=events[newest["first"] - 1].title,
        until=datetime.fromisoformat(newest["at"]) + undo_period(),
    )
