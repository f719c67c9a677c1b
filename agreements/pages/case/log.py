"""The log of a case as its page tells it, and what follows from it."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, cached_property
from hashlib import sha256
from itertools import groupby
from typing import NamedTuple

from django.core.cache import caches
from django.db.models import TextField
from django.db.models.fields.json import KeyTransform
from django.db.models.functions import Cast

from agreements.models import Agreement, StageEvent, chain_is_intact
from agreements.models.event import MOVES, links_hold
from agreements.models.undoable import undo_period
from agreements.workflow import halting
from kerjasama.accounts import policy
from kerjasama.accounts.models import User
from kerjasama.logbook.models import LogCheck
from kerjasama.web.compiled import KEY, CompiledQuery, CompiledRows

SHOWN = 3
# So many entries of the folded rest are drawn and kept together.
SHEET = 20
# Seconds for which a chain that was found whole is not read again from its beginning.
KEPT_WHOLE = 3600


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


class Move(NamedTuple):
    """What a page reads of an entry that moved or halted the case or took something back."""

    number: int
    action: str
    from_stage: str
    to_stage: str
    at: datetime
    undoes: str | None


@dataclass(frozen=True)
class History:
    """What a page reads of the log of a case, however long it is: its newest entries in their
    order, and what moved it since its beginning.
    """

    newest: list[StageEvent]
    moves: list[Move]

    @property
    def length(self) -> int:
        """How many entries there are: they are numbered without a gap."""
        return self.newest[-1].number if self.newest else 0

    @cached_property
    def undone(self) -> set[int]:
        """The numbers of what was taken back."""
        spans = [json.loads(move.undoes) for move in self.moves if move.undoes]
        return {number for first, last in spans for number in range(first, last + 1)}

    @cached_property
    def standing_moves(self) -> list[Move]:
        """Those that were not taken back."""
        undone = self.undone
        return [move for move in self.moves if move.number not in undone]

    def marked(self, events: list[StageEvent]) -> list[StageEvent]:
        """These entries, each marked when it was taken back."""
        undone = self.undone
        for event in events:
            event.is_undone = event.number in undone
        return events


@dataclass(frozen=True)
class CaseLog:
    """The entries, the newest first: a few, and the rest folded, in sheets that stay as they are
    while entries are added; of a long history only the newest, unless `is_whole`. `is_intact` knows
    nothing of a tail that is cut off, nor of other tables: `all_checked` tells what the last check
    of all writes found.
    """

    newest: list[StageEvent]
    sheets: list[LogSheet]
    length: int
    is_whole: bool
    is_intact: bool
    all_checked: str
    stopped: StageEvent | None
    undo: UndoOffer | None

    @property
    def older(self) -> int:
        """How many are folded."""
        return sum(len(sheet.entries) for sheet in self.sheets)

    @property
    def left(self) -> int:
        """How many more there are."""
        return self.length - len(self.newest) - self.older


def history_of(agreement: Agreement, *, is_whole: bool = False) -> History:
    """What a page needs of the log; all entries when the whole is asked for."""
    newest = list(reversed(_newest_question().rows({KEY: agreement.pk})))
    if newest:
        newest = [event for event in newest if event.number > _passed_over(newest[-1].number)]
    if is_whole:
        newest = list(agreement.events.select_related("by").order_by("number"))
    for event in newest:
        event.agreement = agreement
    moves = [Move(*row) for row in _moves_question().rows(agreement.pk, date.min)]
    history = History(newest, moves)
    history.marked(newest)
    return history


def _passed_over(length: int) -> int:
    """The number up to which entries are left out, so that whole sheets stay."""
    return max(0, (length - SHOWN - 1) // SHEET - 1) * SHEET


@cache
def _newest_question() -> CompiledRows[StageEvent]:
    rows = StageEvent.objects.filter(agreement=KEY).select_related("by")
    return CompiledRows(rows.order_by("-number")[: SHOWN + 2 * SHEET])


@cache
def _moves_question() -> CompiledQuery:
    """Answered by an index of its own, which does not grow while somebody types."""
    undoes = Cast(KeyTransform("undoes", "detail"), TextField())
    told = ("number", "action", "from_stage", "to_stage", "at", undoes)
    return CompiledQuery(
        lambda key, _day: (
            StageEvent.objects.filter(MOVES, agreement=key).order_by("number").values_list(*told)
        )
    )


def log_of_case(
    user: User, agreement: Agreement, history: History, *, is_whole: bool = False
) -> CaseLog:
    """The log as this person is shown it."""
    newest_first = history.newest[::-1]
    return CaseLog(
        newest=newest_first[:SHOWN],
        sheets=_sheets_of(newest_first[SHOWN:]),
        length=history.length,
        is_whole=is_whole,
        is_intact=is_chain_whole(agreement, history.newest),
        all_checked=LogCheck.last_said(),
        stopped=stopped_by(agreement, history),
        undo=undo_offer(user, agreement, history),
    )


def is_chain_whole(agreement: Agreement, newest: list[StageEvent]) -> bool:
    """Whether no entry was altered, removed or slipped in. What this process found whole within the
    hour is not read again; the newest entries always are.
    """
    first = newest[0] if newest else None
    if first is None or first.number == 1:
        return links_hold(agreement, newest, 1, "")
    key = f"chain-{agreement.pk}"
    number, seal = caches["local"].get(key, (0, ""))
    seals = {first.number - 1: first.previous_hash} | {event.number: event.hash for event in newest}
    if number in seals:
        is_known = seals[number] == seal
        is_whole = is_known and links_hold(agreement, newest, first.number, first.previous_hash)
    else:
        is_whole = chain_is_intact(agreement)
    if is_whole:
        caches["local"].set(key, (newest[-1].number, newest[-1].hash), KEPT_WHOLE)
    return is_whole


def _sheets_of(newest_first: list[StageEvent]) -> list[LogSheet]:
    """By their numbers, so that a new entry changes none but the first."""
    by_number = groupby(newest_first, lambda event: (event.number - 1) // SHEET)
    return [_sheet_of(list(entries)) for _, entries in by_number]


def _sheet_of(entries: list[StageEvent]) -> LogSheet:
    """An entry never changes; whether it was taken back and what its person is called may."""
    told = [(entry.hash, entry.is_undone, entry.actor_name) for entry in entries]
    return LogSheet(entries, sha256(repr(told).encode()).hexdigest())


def stopped_by(agreement: Agreement, history: History) -> StageEvent | None:
    """Who stopped this case and why, if it stands still: the newest act that was not taken back."""
    if agreement.state not in halting.HALTS:
        return None
    halts = [move.number for move in history.standing_moves if move.action == agreement.state]
    if not halts:
        return None
    return agreement.events.select_related("by").get(number=halts[-1])


def undo_offer(user: User, agreement: Agreement, history: History) -> UndoOffer | None:
    """The newest act, while it is this person's and may still be taken back."""
    newest = next(iter(getattr(agreement, "undo_offers", [])), None)
    if newest is None or history.length != newest["last"]:
        return None
    if not policy.roles_for(user, agreement.owner_id).issuperset(newest["roles"]):
        return None
    first = next((e for e in history.newest if e.number == newest["first"]), None)
    event = first or agreement.events.get(number=newest["first"])
    return UndoOffer(
        pk=newest["pk"],
        title=event.title,
        until=datetime.fromisoformat(newest["at"]) + undo_period(),
    )
