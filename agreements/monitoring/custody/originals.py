"""Where the originals are: each way that one goes is written down once, under the row lock, with an
event in the log of its case.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from agreements.documents import rendering
from agreements.documents.kinds import KINDS
from agreements.documents.repeating import Wish
from agreements.models import (
    Action,
    Agreement,
    Document,
    Original,
    OriginalMove,
    OriginalState,
)
from agreements.models.event import LogAction
from agreements.models.original import OFFICE, UNKNOWN_PLACE
from agreements.monitoring.custody.signing import NOT_YOURS, may_arrange_signing
from agreements.workflow.case_log import note_act
from agreements.workflow.guarding import Refused, refuse_if
from agreements.workflow.remembering import make_undoable
from kerjasama.accounts.models import User

HANDOVER = "ba_serah_terima"


class Borrower(NamedTuple):
    """Who takes an original out, and of which office."""

    person: str
    office: str


# From which states each act may be done, and where it leads.
ACTS: dict[str, tuple[tuple[OriginalState, ...], OriginalState]] = {
    Action.PLACED: ((OriginalState.KEPT,), OriginalState.KEPT),
    Action.LENT: ((OriginalState.KEPT,), OriginalState.LENT),
    Action.RETURNED: ((OriginalState.LENT, OriginalState.HANDED), OriginalState.KEPT),
    Action.HANDED: ((OriginalState.KEPT,), OriginalState.HANDED),
    Action.LOST: ((OriginalState.KEPT, OriginalState.LENT), OriginalState.LOST),
    Action.FOUND: ((OriginalState.LOST,), OriginalState.KEPT),
}


def case_of_original(original_id: int) -> int:
    return Original.objects.values_list("agreement_id", flat=True).get(pk=original_id)


@make_undoable(case_of_original)
def record_original_act(
    original_id: int,
    user: User,
    action: str,
    day: date,
    *,
    place: str = "",
    person: str = "",
    office: str = "",
    due_on: date | None = None,
    note: str = "",
) -> OriginalMove:
    """Move, lend, take back, hand over, or say that it is lost or found; where to, to whom and
    until when as the act needs.

    Raises Refused when the role is wrong or it is not where the act begins.
    """
    refuse_if(not may_arrange_signing(user), NOT_YOURS)
    original = lock_original(original_id)
    refuse_if(action not in ACTS, "Pilih tindakan yang tersedia.")
    refuse_if(
        original.state not in ACTS[action][0],
        f"Naskah asli ini sedang {original.get_state_display().lower()}. Muat ulang halaman.",
    )
    move = move_original(
        original,
        user,
        action,
        day,
        place=place,
        person=person,
        office=office,
        due_on=due_on,
        note=note,
    )
    _note_move(move, user)
    return move


def _note_move(move: OriginalMove, user: User) -> None:
    """Tell the log of the case where the original went."""
    original = move.original
    what = (
        f"{move.get_action_display().lower()}: {KINDS[original.kind].title},"
        f" {original.label.lower()}"
    )
    detail = {
        "what": what,
        "original": original.pk,
        "to": move.to_holder,
        "place": move.to_place,
        "due_on": str(move.due_on or ""),
    }
    note_act(original.agreement, user, LogAction.ORIGINAL_MOVED, detail, move.note)


def pass_lent_on(original_id: int, user: User, former: str, to: Borrower | None, note: str) -> None:
    """What somebody borrowed comes back from him today, and is lent to another until the same day
    where one is named. Expects that whoever does it was asked.
    """
    original, day = lock_original(original_id), timezone.localdate()
    refuse_if(original.state != OriginalState.LENT, "Naskah asli ini tidak sedang dipinjam.")
    due_on, place = original.due_on, original.place if to else UNKNOWN_PLACE
    back = move_original(
        original, user, Action.RETURNED, day, person=former, place=place, note=note
    )
    _note_move(back, user)
    if to is not None:
        lent = move_original(
            original,
            user,
            Action.LENT,
            day,
            person=to.person,
            office=to.office,
            due_on=due_on,
            note=note,
        )
        _note_move(lent, user)


def lock_original(original_id: int) -> Original:
    """The original under the lock of its case and its own, in this order, as the engine locks."""
    agreement = Agreement.objects.select_for_update().get(originals=original_id)
    original = Original.objects.select_for_update().get(pk=original_id)
    original.agreement = agreement
    return original


def move_original(
    original: Original,
    user: User,
    action: str,
    day: date,
    *,
    place: str = "",
    person: str = "",
    office: str = "",
    due_on: date | None = None,
    note: str = "",
) -> OriginalMove:
    """The only place where an original goes anywhere. Expects its row lock."""
    from_place, from_holder = original.place, original.holder
    _note_state_of(original, action, due_on, note)
    if action in (Action.LENT, Action.HANDED):
        original.place = place
        original.holder = ", ".join(filter(None, (person, office)))
    else:
        original.place = place or original.place
        if action != Action.LOST:  # what is lost was last with whoever held it
            original.holder = OFFICE
    original.save()
    return OriginalMove.objects.create(
        original=original,
        action=action,
        day=day,
        person=person,
        office=office,
        note=note,
        from_place=from_place,
        from_holder=from_holder,
        to_place=original.place,
        to_holder=original.holder,
        due_on=original.due_on,
        by=user,
        at=timezone.now(),
    )


def _note_state_of(original: Original, action: str, due_on: date | None, note: str) -> None:
    """The state an act leads to. Only what is lent is due, only what is lost has a reason."""
    original.state = ACTS[action][1]
    original.due_on, original.reason = None, ""
    if action == Action.LENT:
        original.due_on = due_on
    if action == Action.LOST:
        original.reason = note


def moves_of_original(original: Original) -> list[OriginalMove]:
    """The moves that stand, in their order: each way it went."""
    return list(original.moves.standing().filter(action__in=ACTS).order_by("pk"))


def hindering_move_of(moves: Sequence[OriginalMove], wrong: OriginalMove) -> OriginalMove | None:
    """The first later move that could not have been without this one; it is struck first."""
    state = OriginalState.KEPT
    for move in moves:
        begins, leads = ACTS[move.action]
        if move.pk == wrong.pk:
            continue
        if state not in begins:
            return move
        state = leads
    return None


@make_undoable(case_of_original)
def strike_move(original_id: int, user: User, move_id: int, reason: str) -> OriginalMove:
    """Strike a move that was recorded by mistake: where the original is follows from those that
    still stand. Both rows stay.

    Raises Refused when the role is wrong, the reason is missing, or a later move could not have
    been without it.
    """
    refuse_if(not may_arrange_signing(user), NOT_YOURS)
    refuse_if(not reason.strip(), "Alasan wajib diisi.")
    original = lock_original(original_id)
    moves = moves_of_original(original)
    wrong = next((move for move in moves if move.pk == move_id), None)
    if wrong is None:
        raise Refused("Perpindahan itu sudah dicoret atau tidak dapat dicoret. Muat ulang halaman.")
    later = hindering_move_of(moves, wrong)
    if later:
        which = f"{later.get_action_display().lower()}, {later.day:%d/%m/%Y}"
        raise Refused(
            f"Perpindahan sesudahnya ({which}) tidak mungkin tanpa yang ini. Coret yang itu lebih"
            " dahulu."
        )
    from_place, from_holder = original.place, original.holder
    _follow_anew(original, [move for move in moves if move.pk != wrong.pk])
    struck = OriginalMove.objects.create(
        original=original,
        strikes=wrong,
        action=Action.STRUCK,
        day=timezone.localdate(),
        note=reason.strip(),
        from_place=from_place,
        from_holder=from_holder,
        to_place=original.place,
        to_holder=original.holder,
        due_on=original.due_on,
        by=user,
        at=timezone.now(),
    )
    what = (
        f"dicoret: {wrong.get_action_display().lower()}, {KINDS[original.kind].title},"
        f" {original.label.lower()}"
    )
    detail = {
        "what": what,
        "original": original.pk,
        "to": original.holder,
        "place": original.place,
        "old": wrong.pk,
    }
    note_act(original.agreement, user, LogAction.ORIGINAL_MOVED, detail, reason.strip())
    return struck


def _follow_anew(original: Original, moves: Iterable[OriginalMove]) -> None:
    """As it is after these moves and no others, from where it was when it became known."""
    known = original.moves.filter(action=Action.RECORDED).order_by("pk").first()
    original.state, original.place, original.holder = OriginalState.KEPT, UNKNOWN_PLACE, OFFICE
    if known:
        original.place, original.holder = known.to_place, known.to_holder
    original.due_on, original.reason = None, ""
    for move in moves:
        _note_state_of(original, move.action, move.due_on, move.note)
        if move.action != Action.LOST:  # what is lost stays where it was last known
            original.place, original.holder = move.to_place, move.to_holder
    original.save()


@transaction.atomic
def order_handover(
    original_id: int, user: User, move_id: int, wish: Wish | None = None
) -> Document:
    """Ask the worker for the Berita Acara Serah Terima of one move, numbered on its own day."""
    refuse_if(not may_arrange_signing(user), NOT_YOURS)
    original = lock_original(original_id)
    move = original.moves.get(pk=move_id)
    refuse_if(OriginalMove.objects.filter(strikes=move).exists(), "Perpindahan itu sudah dicoret.")
    refuse_if(
        not move.changes_hands,
        "Berita acara hanya untuk penyerahan, peminjaman, atau pengembalian.",
    )
    return rendering.order_about(original.agreement, user, HANDOVER, {"move": move.pk}, wish)
