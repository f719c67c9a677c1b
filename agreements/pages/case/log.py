"""The log of a case as its page tells it, and what follows from it."""

from dataclasses import dataclass
from datetime import datetime

from agreements.models import Agreement, StageEvent, chain_is_intact
from agreements.models.undoable import undo_period
from agreements.workflow import halting
from agreements.workflow.undoing import undone_numbers
from kerjasama.accounts import policy
from kerjasama.accounts.models import User

SHOWN = 3


@dataclass(frozen=True)
class UndoOffer:
    """An act that may still be taken back: its key, its title, and until when."""

    pk: int
    title: str
    until: datetime


@dataclass(frozen=True)
class CaseLog:
    """The entries, the newest first: a few, and the rest folded."""

    newest: list[StageEvent]
    older: list[StageEvent]
    is_intact: bool
    stopped: StageEvent | None
    undo: UndoOffer | None


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
        older=newest_first[SHOWN:],
        is_intact=chain_is_intact(agreement, events),
        stopped=stopped_by(agreement, events),
        undo=undo_offer(user, agreement, events),
    )


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
