"""Taking an act back: what it changed is put back, by whoever did it, for some minutes, while
nobody built on it.

The log stays: the undoing is an event of its own that names those it takes back.
"""

import json
from datetime import timedelta
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.models import Q
from django.utils import timezone

from agreements.models import Agreement, Document, DocumentState, StageEvent, UndoableAct
from agreements.models.event import LogAction
from agreements.models.undoable import undo_period
from agreements.workflow.case_log import note_act
from agreements.workflow.guarding import Refused, refuse_if
from agreements.workflow.settling import settle_case
from kerjasama.accounts import policy
from kerjasama.accounts.models import User

from . import consequences
from .remembering import TABLES, Change, Rows, snapshot_cases

BUILT_ON = "Sudah ada tindakan lain sesudahnya, jadi tidak dapat dibatalkan lagi."
# What stays as a trace though its act was taken back, and how it is marked as not counting.
VOIDED: dict[str, dict[str, str]] = {
    "agreements_evidence": {"void": "true"},
    "agreements_fulfilment": {"void": "true"},
    "agreements_agreementduty": {
        "void": "true",
        "reason": "'Tindakan yang mencatatnya dibatalkan.'",
        "ended_at": "now()",
    },
}
# The worker and the calendar turn the clocks too; one that was turned since is turned anew by
# settling.
SOFT = ("agreements_clock",)
PAPERS = "agreements_document"
KEPT_FOR = timedelta(days=1)


@transaction.atomic
def undo_act(agreement_id: int, user: User, act_id: int) -> str:
    """Put back what the act changed. Returns what was taken back, in words.

    Raises Refused for anybody else, when a role of that time is no longer held, when its minutes
    are over, and when something was built on it.
    """
    agreement = Agreement.objects.select_for_update().get(pk=agreement_id)
    act = agreement.undoable_acts.filter(pk=act_id).first()
    if act is None:
        raise Refused("Tindakan itu tidak dapat dibatalkan lagi.")
    refuse_if(act.by_id != user.pk, "Hanya yang melakukannya yang dapat membatalkannya.")
    lost = not policy.roles_for(user, agreement.owner_id).issuperset(act.roles)
    refuse_if(lost, "Peran Anda berubah sejak tindakan itu, jadi tidak dapat dibatalkan lagi.")
    refuse_if(act.undone_at is not None, "Tindakan itu sudah dibatalkan.")
    too_late = timezone.now() - act.at >= undo_period()
    refuse_if(
        too_late, f"Waktu untuk membatalkan ({undo_period().seconds // 60} menit) sudah lewat."
    )
    cases = {str(agreement.pk): act.last} | act.others
    _lock_others(act)
    _refuse_what_was_built_on(agreement, act, cases)
    removed = _put_back(act)
    agreement = Agreement.objects.get(pk=agreement_id)
    consequences.follow_undoing(agreement, act, user)
    title = agreement.events.get(number=act.first).title
    for case in Agreement.objects.filter(pk__in=cases):
        _log_undo(case, user, title, act, removed)
    act.undone_at = timezone.now()
    act.save(update_fields=["undone_at"])
    settle_case(agreement, may_close=False)
    return title


def _lock_others(act: UndoableAct) -> None:
    rows = Agreement.objects.select_for_update().filter(pk__in=act.others).order_by("-pk")
    list(rows.values_list("pk"))


def _refuse_what_was_built_on(
    agreement: Agreement, act: UndoableAct, cases: dict[str, int]
) -> None:
    later = any(
        StageEvent.objects.filter(agreement=int(case), number__gt=last).exists()
        for case, last in cases.items()
    )
    refuse_if(later, BUILT_ON)
    ordered = agreement.documents.filter(pk__gt=act.papers, draft=False).exclude(
        state=DocumentState.CANCELLED
    )
    refuse_if(
        ordered.exists(),
        "Sesudah tindakan itu sudah dibuat dokumen, jadi tidak dapat dibatalkan lagi.",
    )
    below = agreement.children.filter(created_at__gt=act.at)
    refuse_if(
        below.exists(),
        "Sesudah tindakan itu sudah dimulai kerja sama di bawahnya, jadi tidak dapat dibatalkan"
        " lagi.",
    )
    made = [change["id"] for change in act.changes if change["table"] == PAPERS]
    left = Document.objects.filter(Q(mailings__isnull=False) | Q(signed__isnull=False), pk__in=made)
    refuse_if(left.exists(), "Dokumen dari tindakan itu sudah dikirim atau ditandatangani.")


def _put_back(act: UndoableAct) -> list[Change]:
    """Write the old rows; returns what was removed, so that the log keeps it."""
    changes = _changes_to_put_back(act)
    # What the act made goes in the reverse order of its making.
    made = [change for change in reversed(changes) if change["old"] is None]
    try:
        _write_old_rows(made, changes)
    except DatabaseError:
        raise Refused(BUILT_ON) from None
    return [change for change in made if change["table"] not in (*VOIDED, *SOFT)]


def _changes_to_put_back(act: UndoableAct) -> list[Change]:
    """What the act changed, without papers, and without clocks once one of them was turned since.
    Raises Refused when anything else is not as the act left it.
    """
    changes = [change for change in act.changes if change["table"] != PAPERS]
    now = snapshot_cases([act.agreement_id, *map(int, act.others)])
    moved = {change["table"] for change in changes if not _is_as_left(change, now)}
    refuse_if(not moved <= set(SOFT), BUILT_ON)
    if not moved:
        return changes
    return [change for change in changes if change["table"] not in SOFT]


def _write_old_rows(made: list[Change], changes: list[Change]) -> None:
    """In one transaction: take away what was made, restore what was changed, make what is gone."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('kerjasama.undoing', 'on', true)")
        for change in made:
            _unmake(cursor, change)
        for change in changes:
            if change["old"] is not None and change["new"] is not None:
                _restore(cursor, change)
        for change in changes:
            if change["new"] is None:
                _make_again(cursor, change)
        connection.check_constraints()
        cursor.execute("SELECT set_config('kerjasama.undoing', 'off', true)")


def _is_as_left(change: Change, now: Rows) -> bool:
    row = now.get((change["table"], change["id"]))
    if change["new"] is None or row is None:
        return change["new"] is None and row is None
    return all(row.get(name) == value for name, value in change["new"].items())


def _unmake(cursor: CursorWrapper, change: Change) -> None:
    table = _known(change)
    if table in VOIDED:
        marks = ", ".join(f"{column} = {value}" for column, value in VOIDED[table].items())
        cursor.execute(f"UPDATE {table} SET {marks} WHERE id = %s", [change["id"]])
    else:
        cursor.execute(f"DELETE FROM {table} WHERE id = %s", [change["id"]])


def _restore(cursor: CursorWrapper, change: Change) -> None:
    table, columns = _known(change), ", ".join(f'"{name}"' for name in change["old"])
    old = f"SELECT {columns} FROM jsonb_populate_record(NULL::{table}, %s::jsonb)"
    cursor.execute(
        f"UPDATE {table} SET ({columns}) = ({old}) WHERE id = %s",
        [_json(change["old"]), change["id"]],
    )


def _make_again(cursor: CursorWrapper, change: Change) -> None:
    table, columns = _known(change), ", ".join(f'"{name}"' for name in change["old"])
    old = f"SELECT {columns} FROM jsonb_populate_record(NULL::{table}, %s::jsonb)"
    cursor.execute(f"INSERT INTO {table} ({columns}) {old}", [_json(change["old"])])


def _known(change: Change) -> str:
    """The table's name, only if it is one of ours: it goes into the statement as it is."""
    if change["table"] not in TABLES:
        raise ValueError(change["table"])
    return change["table"]


def _json(row: dict[str, Any]) -> str:
    return json.dumps(row)


def _log_undo(
    case: Agreement, user: User, title: str, act: UndoableAct, removed: list[Change]
) -> None:
    if case.pk == act.agreement_id:
        detail = {"what": title, "undoes": [act.first, act.last], "removed": removed}
    else:
        last = act.others[str(case.pk)]
        detail = {"what": title, "undoes": [last, last], "removed": []}
    note_act(case, user, LogAction.UNDONE, detail)


def undone_numbers(events: list[StageEvent]) -> set[int]:
    """The numbers of the events that were taken back."""
    spans = [event.detail["undoes"] for event in events if event.action == LogAction.UNDONE]
    return {number for first, last in spans for number in range(first, last + 1)}


def forget_old() -> None:
    """What nobody can take back any more needs no old values."""
    UndoableAct.objects.filter(at__lt=timezone.now() - KEPT_FOR).delete()
