"""What follows from a write of the workflow, called by its writers inside their transaction.

The followers stand on higher floors; `agreements.following` lists them all, and is the one file
to read.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from agreements.models import Agreement, Evidence, UndoableAct

if TYPE_CHECKING:
    from kerjasama.accounts.models import User

    from .registering import Signed


# Looks at the wrong record before it goes, and says what is to be done once the right one stands.
Witness = Callable[[Evidence], Callable[[Evidence], None]]


@dataclass(frozen=True)
class Followers:
    """Who is called after what, in this order; each is given what was written."""

    evidence_recorded: tuple[Callable[[Evidence], None], ...] = ()
    record_corrected: tuple[Witness, ...] = ()
    records_registered: tuple[Callable[[Sequence["Signed"], "User"], None], ...] = ()
    record_replaced: tuple[Callable[["Signed", "User"], None], ...] = ()
    entry_logged: tuple[Callable[[int], None], ...] = ()
    turn_changed: tuple[Callable[[int], None], ...] = ()
    act_undone: tuple[Callable[[Agreement, UndoableAct, "User"], None], ...] = ()


_followers = Followers()


def install_followers(followers: Followers) -> None:
    """Name the followers; done once, when the application starts."""
    global _followers
    _followers = followers


def follow_evidence(row: Evidence) -> None:
    """A requirement of a stage was met by this record."""
    for follow in _followers.evidence_recorded:
        follow(row)


def watch_correction(old: Evidence) -> list[Callable[[Evidence], None]]:
    """This record is about to be corrected. Returns what is to be called with the right one."""
    return [look(old) for look in _followers.record_corrected]


def follow_registration(records: Sequence["Signed"], user: "User") -> None:
    """Naskah that were signed elsewhere were written down."""
    for follow in _followers.records_registered:
        follow(records, user)


def follow_new_record(record: "Signed", user: "User") -> None:
    """What is recorded of such a naskah was corrected."""
    for follow in _followers.record_replaced:
        follow(record, user)


def follow_entry(agreement_id: int) -> None:
    """Something was written into the log of a case."""
    for follow in _followers.entry_logged:
        follow(agreement_id)


def follow_turn(agreement_id: int) -> None:
    """It may be somebody else's turn, also where silence or a finished paper gave it."""
    for follow in _followers.turn_changed:
        follow(agreement_id)


def follow_undoing(agreement: Agreement, act: UndoableAct, user: "User") -> None:
    """An act was taken back by this person."""
    for follow in _followers.act_undone:
        follow(agreement, act, user)
