"""Where the originals are: each way that one goes is written down once, under the row lock, with an
event in the log of its case.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from agreements.documents import rendering
from agreements.documents.kinds import KINDS
from agreements.documents.repeating import Wish
from agreements.models import (
    Action,
    Agreement,
    CensusMark,
    Document,
    Evidence,
    Original,
    OriginalMove,
    OriginalState,
    Signing,
)
from agreements.models.event import LogAction
from agreements.models.original import OFFICE, UNKNOWN_PLACE
from agreements.monitoring.custody import signing
from agreements.monitoring.custody.signing import NOT_YOURS, may_arrange_signing
from agreements.regulations import legacy
from agreements.regulations.originals import ABROAD, Bearer, shares_of_originals
from agreements.workflow.case_log import note_act
from agreements.workflow.guarding import Refused, refuse_if
from agreements.workflow.registering import Signed
from agreements.workflow.remembering import make_undoable
from kerjasama.accounts.models import User

AT_ONCE = 1_000
HANDOVER = "ba_serah_terima"
COPY = 0  # the rangkap of the copy that the Sekretaris Jenderal issues
# From which states each act may be done, and where it leads.
ACTS: dict[str, tuple[tuple[OriginalState, ...], OriginalState]] = {
    Action.PLACED: ((OriginalState.KEPT,), OriginalState.KEPT),
    Action.LENT: ((OriginalState.KEPT,), OriginalState.LENT),
    Action.RETURNED: ((OriginalState.LENT, OriginalState.HANDED), OriginalState.KEPT),
    Action.HANDED: ((OriginalState.KEPT,), OriginalState.HANDED),
    Action.LOST: ((OriginalState.KEPT, OriginalState.LENT), OriginalState.LOST),
    Action.FOUND: ((OriginalState.LOST,), OriginalState.KEPT),
}


def update_originals(row: Evidence) -> None:
    """What a record of a stage says of originals: signed, they are there; later records say where
    one went.
    """
    need = row.need
    if need is None or row.decided_on is None:
        return
    if need.signs:
        signing.record_signing_held(row.agreement, need.signs)
        create_originals(row.agreement, need.signs, row.by, row.decided_on)
        if row.corrects and row.corrects.decided_on != row.decided_on:
            _signed_on_another_day(row.agreement, need.signs, row.by, row.decided_on)
    elif need.code in _FOLLOWED:
        _FOLLOWED[need.code](row, row.decided_on)


def create_originals(agreement: Agreement, kind: str, user: User, day: date) -> None:
    """One original for each rangkap, unless they are known already; where each is, nobody said yet."""  # noqa: E501
    copies = Signing.objects.copies_of(agreement.pk, kind)
    known = set(agreement.originals.filter(kind=kind).values_list("rangkap", flat=True))
    for rangkap, share in enumerate(shares_of_originals(agreement.track, kind, copies), start=1):
        if rangkap not in known:
            _begin(agreement, kind, rangkap, share.bearer, user, day)


def keep_registered(records: Sequence[Signed], user: User) -> None:
    """One original for each party of a naskah from before, as after a signing here; ours lies where
    the record says.
    """
    now, today = timezone.now(), timezone.localdate()
    begun = [
        (original, record.signed_on or today)
        for record in records
        for original in _originals_of(record, now)
    ]
    Original.objects.bulk_create([original for original, _ in begun], batch_size=AT_ONCE)
    moves = [
        OriginalMove(
            original=original,
            action=Action.RECORDED,
            day=day,
            to_place=original.place,
            to_holder=original.holder,
            by=user,
            at=now,
        )
        for original, day in begun
    ]
    OriginalMove.objects.bulk_create(moves, batch_size=AT_ONCE)


def _originals_of(record: Signed, now: datetime) -> Iterator[Original]:
    agreement, kind = record.agreement, legacy.recorded_kind_of(record.agreement.track)
    for rangkap, share in enumerate(shares_of_originals(agreement.track, kind), start=1):
        original = Original(
            agreement=agreement,
            kind=kind,
            rangkap=rangkap,
            bearer=str(share.bearer),
            created_at=now,
        )
        if record.original and rangkap == 1:
            original.place = record.original
        yield original


def _begin(
    agreement: Agreement, kind: str, rangkap: int, bearer: Bearer, user: User, day: date
) -> None:
    now = timezone.now()
    original = Original.objects.create(
        agreement=agreement, kind=kind, rangkap=rangkap, bearer=str(bearer), created_at=now
    )
    to = {"to_place": original.place, "to_holder": original.holder, "at": now}
    OriginalMove.objects.create(original=original, action=Action.RECORDED, day=day, by=user, **to)


def _signed_on_another_day(agreement: Agreement, kind: str, user: User, day: date) -> None:
    """The day from which each original is known was wrong; nothing moved."""
    for original in agreement.originals.select_for_update().filter(kind=kind).exclude(rangkap=COPY):
        where = {"from_place": original.place, "from_holder": original.holder}
        where |= {"to_place": original.place, "to_holder": original.holder}
        told = {
            "action": Action.CORRECTED,
            "day": day,
            "due_on": original.due_on,
            "by": user,
            "at": timezone.now(),
        }
        OriginalMove.objects.create(original=original, **told, **where)


def _to_the_minister(row: Evidence, day: date) -> None:
    for original in row.agreement.originals.select_for_update().filter(
        bearer=Bearer.MINISTER, state=OriginalState.KEPT
    ):
        _move(
            original,
            row.by,
            Action.HANDED,
            day,
            office="Kementerian Dalam Negeri",
            person="Menteri Dalam Negeri",
            note=row.number and f"Nomor {row.number}",
        )


def _copy_came(row: Evidence, day: date) -> None:
    if not row.agreement.originals.filter(kind=ABROAD, rangkap=COPY).exists():
        _begin(row.agreement, ABROAD, COPY, Bearer.REGION, row.by, day)


def _store_original(row: Evidence, day: date) -> None:
    """The stage penatausahaan says where one original is kept: of the newest naskah, ours."""
    ours = row.agreement.originals.select_for_update().filter(
        bearer=Bearer.REGION, state=OriginalState.KEPT
    )
    newest = ours.order_by("-created_at", "-pk").first()
    if newest and row.note.strip():
        _move(newest, row.by, Action.PLACED, day, place=" ".join(row.note.split())[:200])


_FOLLOWED = {
    "asli_diterima": _to_the_minister,
    "salinan_naskah": _copy_came,
    "arsip": _store_original,
}


def _case_of(original_id: int) -> int:
    return Original.objects.values_list("agreement_id", flat=True).get(pk=original_id)


@make_undoable(_case_of)
def record_original_act(
    original_id: int,
    user: User,
    action: str,
    day: date,
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
    move = _move(original, user, action, day, place, person, office, due_on, note)
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
    return move


def lock_original(original_id: int) -> Original:
    """The original under the lock of its case and its own, in this order, as the engine locks."""
    agreement = Agreement.objects.select_for_update().get(originals=original_id)
    original = Original.objects.select_for_update().get(pk=original_id)
    original.agreement = agreement
    return original


def _move(
    original: Original,
    user: User,
    action: str,
    day: date,
    place: str = "",
    person: str = "",
    office: str = "",
    due_on: date | None = None,
    note: str = "",
) -> OriginalMove:
    """The only place where an original goes anywhere. Expects its row lock."""
    before = {"from_place": original.place, "from_holder": original.holder}
    original.state = ACTS[action][1]
    original.due_on = due_on if action == Action.LENT else None
    original.reason = note if action == Action.LOST else ""
    if action in (Action.LENT, Action.HANDED):
        original.place = place
        original.holder = ", ".join(filter(None, (person, office)))
    else:
        original.place = place or original.place
        if action != Action.LOST:  # what is lost was last with whoever held it
            original.holder = OFFICE
    original.save()
    to = {
        "to_place": original.place,
        "to_holder": original.holder,
        "due_on": original.due_on,
        "at": timezone.now(),
    }
    return OriginalMove.objects.create(
        original=original,
        action=action,
        day=day,
        person=person,
        office=office,
        note=note,
        by=user,
        **before,
        **to,
    )


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


@make_undoable(_case_of)
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
    where = {"from_place": original.place, "from_holder": original.holder}
    _follow_anew(original, [move for move in moves if move.pk != wrong.pk])
    where |= {"to_place": original.place, "to_holder": original.holder}
    told = {
        "action": Action.STRUCK,
        "due_on": original.due_on,
        "day": timezone.localdate(),
        "note": reason.strip(),
        "by": user,
        "at": timezone.now(),
    }
    struck = OriginalMove.objects.create(original=original, strikes=wrong, **told, **where)
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
        original.state = ACTS[move.action][1]
        original.due_on = move.due_on if move.action == Action.LENT else None
        original.reason = move.note if move.action == Action.LOST else ""
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


@transaction.atomic
def record_census(year: int, user: User, found: dict[int, tuple[bool, str]]) -> int:
    """Take down what the census found of some originals; one that is not at its place is lost from
    now on. Returns how many were new.
    """
    refuse_if(not may_arrange_signing(user), NOT_YOURS)
    refuse_if(year != timezone.localdate().year, "Sensus tahun itu sudah lewat.")
    waiting = _waiting(year, found)
    for original in waiting:
        _mark(original.pk, user, original, year, *found[original.pk])
    return len(waiting)


@make_undoable(_case_of)
def _mark(
    original_id: int, user: User, original: Original, year: int, is_found: bool, remark: str
) -> None:
    """The mark and what it says go back together, should somebody take it back."""
    mark = {"year": year, "found": is_found, "place": original.place, "note": remark}
    CensusMark.objects.create(original=original, by=user, at=timezone.now(), **mark)
    if not is_found:
        reason = f"Tidak ditemukan pada sensus {year}. {remark}".strip()
        record_original_act(original_id, user, Action.LOST, timezone.localdate(), note=reason)


def _waiting(year: int, keys: Iterable[int]) -> list[Original]:
    """Those of the keys that nobody marked yet, locked in one order so that two counters do not
    wait for each other.

    A change comes before the agreement above it, which is older, as at its signing.
    """
    cases = Agreement.objects.select_for_update().filter(originals__in=list(keys)).order_by("-pk")
    list(cases.values_list("pk", flat=True))
    return list(
        Original.objects.select_for_update(of=("self",))
        .filter(pk__in=Original.objects.unmarked(year))
        .filter(pk__in=list(keys))
    )
