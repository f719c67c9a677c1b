"""What an act changes, remembered so that whoever did it may take it back for some minutes (see
undoing).

The rows that belong to a case are read before and after the act, each time in one query; the
difference is kept.
"""

import json
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from datetime import date
from functools import wraps
from typing import Any, TypeVar

from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from agreements.models import Agreement, UndoableAct
from agreements.regulations import catalogue
from kerjasama.accounts import policy
from kerjasama.accounts.models import User
from kerjasama.web.compiled import CompiledQuery, PreparedQuery
from kerjasama.web.reading_once import rows_read_once

from .deadlines import one_calendar

Rows = dict[tuple[str, int], dict[str, Any]]
Change = dict[str, Any]
Result = TypeVar("Result")

# Tables of a case and how their rows belong to it, those that others point to first.
OF_CASE = "r.agreement_id = ANY($1)"
TABLES: dict[str, str] = {
    "agreements_agreement": "r.id = ANY($1)",
    "agreements_agreement_supporters": OF_CASE,
    "agreements_party": OF_CASE,
    "agreements_signatory": (
        "r.party_id IN (SELECT id FROM agreements_party WHERE agreement_id = ANY($1))"
    ),
    "agreements_payment": (
        "r.payer_id IN (SELECT id FROM agreements_party WHERE agreement_id = ANY($1))"
    ),
    "agreements_candidate": OF_CASE,
    "agreements_indicator": OF_CASE,
    "agreements_activity": OF_CASE,
    "agreements_evidence": OF_CASE,
    "agreements_proposedcorrection": OF_CASE,
    "agreements_correction": OF_CASE,
    "agreements_clock": OF_CASE,
    "agreements_report": OF_CASE,
    "agreements_fulfilment": OF_CASE,
    "agreements_progress": OF_CASE,
    "agreements_evaluation": OF_CASE,
    "agreements_assessment": (
        "r.evaluation_id IN (SELECT id FROM agreements_evaluation WHERE agreement_id = ANY($1))"
    ),
    "agreements_meeting": OF_CASE,
    "agreements_attendee": (
        "r.meeting_id IN (SELECT id FROM agreements_meeting WHERE agreement_id = ANY($1))"
    ),
    "agreements_signing": OF_CASE,
    "agreements_copycheck": (
        "r.signing_id IN (SELECT id FROM agreements_signing WHERE agreement_id = ANY($1))"
    ),
    "agreements_partysigning": OF_CASE,
    "agreements_original": OF_CASE,
    "agreements_originalmove": (
        "r.original_id IN (SELECT id FROM agreements_original WHERE agreement_id = ANY($1))"
    ),
    "agreements_censusmark": (
        "r.original_id IN (SELECT id FROM agreements_original WHERE agreement_id = ANY($1))"
    ),
    "agreements_agreementduty": OF_CASE,
    "agreements_decision": OF_CASE,
    "agreements_dispute": OF_CASE,
    "agreements_disputerecord": OF_CASE,
    "agreements_wajibrecord": OF_CASE,
    # Of a paper only that it was ordered: what becomes of it is the worker's.
    "agreements_document": OF_CASE,
}
# What the engine derives anew when it settles.
SETTLED = ("holders", "term_key", "term_from")
EVENTS = "events"


def _columns(table: str) -> str:
    """All that is remembered of a row; not what the database derives by itself."""
    if table == "agreements_document":
        return "jsonb_build_object('id', r.id)"
    model, left_out = _MODELS.get(table), []
    if model:
        left_out += [field.column for field in model._meta.concrete_fields if field.generated]
    if model is Agreement:
        left_out += SETTLED
    listed = ", ".join(f"'{name}'" for name in left_out)
    return f"to_jsonb(r) - ARRAY[{listed}]::text[]"


_MODELS = {
    model._meta.db_table: model for model in apps.get_app_config("agreements").models.values()
}
SNAPSHOT = PreparedQuery(
    "snapshot_of_cases",
    "bigint[]",
    " UNION ALL ".join(
        [
            f"SELECT '{table}', r.id, {_columns(table)} FROM {table} r WHERE {where}"
            for table, where in TABLES.items()
        ]
        + [
            f"SELECT '{EVENTS}', agreement_id, jsonb_build_object('last', max(number))"
            " FROM agreements_stageevent WHERE agreement_id = ANY($1) GROUP BY agreement_id"
        ]
    ),
)

_is_within: ContextVar[bool] = ContextVar("is_within", default=False)
# The acts that this request has kept so far; None outside requests.
kept: ContextVar[list[UndoableAct] | None] = ContextVar("kept", default=None)


def _itself(key: int) -> int:
    return key


def make_undoable(
    case_of: Callable[[Any], int] = _itself,
) -> Callable[[Callable[..., Result]], Callable[..., Result]]:
    """Make one transaction of an act `(key, user, …)` and remember what it changed; `case_of` finds
    the case by the key.

    Acts within an act belong to it. An act that writes no event leaves nothing to take back.
    """

    def declare(act: Callable[..., Result]) -> Callable[..., Result]:
        @wraps(act)
        def recorded(key: int, user: User, *args: Any, **kwargs: Any) -> Result:
            with transaction.atomic():
                if _is_within.get() or user is None or not settings.UNDO_MINUTES:
                    return act(key, user, *args, **kwargs)
                inside = _is_within.set(True)
                try:
                    cases = _locked(case_of(key))
                    before = snapshot_cases(cases)
                    with one_calendar(), rows_read_once():
                        result = act(key, user, *args, **kwargs)
                    _keep(cases, user, before)
                finally:
                    _is_within.reset(inside)
                return result

        return recorded

    return declare


def _locked(key: int) -> list[int]:
    """The case, and for a change the agreement above it, which its signing writes to; locked in
    this order, as ever.
    """
    today = timezone.localdate()
    found = _LOCKED.rows(key, today)
    if not found:
        raise Agreement.DoesNotExist
    [(parent, track, version)] = found
    if parent is None or not catalogue.pinned_track(track, version).changes:
        return [key]
    _LOCKED.rows(parent, today)
    return [key, parent]


def _row_to_lock(key: int, _: date) -> QuerySet[Agreement, tuple[Any, ...]]:
    rows = Agreement.objects.select_for_update().order_by().filter(pk=key)
    return rows.values_list("parent_id", "track_code", "track_version")


_LOCKED = CompiledQuery(_row_to_lock)


def snapshot_cases(cases: list[int]) -> Rows:
    """Every row that belongs to these cases, and the number of the last event of each."""
    rows = SNAPSHOT.rows(cases)
    return {(table, key): _parsed(row) for table, key, row in rows}


def _parsed(row: str | dict[str, Any]) -> dict[str, Any]:
    """A row as a dictionary, whether the driver read its JSON already or not."""
    if isinstance(row, str):
        return json.loads(row)
    return row


def _keep(cases: list[int], user: User, before: Rows) -> None:
    after = snapshot_cases(cases)
    last = {case: _last_event(after, case) for case in cases}
    first = _last_event(before, cases[0]) + 1
    changes = list(_differences(before, after))
    if last[cases[0]] < first or not changes:
        return
    papers = max((key for table, key in after if table == "agreements_document"), default=0)
    others = {case: last[case] for case in cases[1:] if last[case] != _last_event(before, case)}
    owner = after["agreements_agreement", cases[0]]["owner_id"]
    act = UndoableAct.objects.create(
        agreement_id=cases[0],
        by=user,
        at=timezone.now(),
        roles=sorted(policy.roles_for(user, owner)),
        first=first,
        last=last[cases[0]],
        others={str(case): number for case, number in others.items()},
        papers=papers,
        changes=changes,
    )
    acts = kept.get()
    if acts is not None:
        acts.append(act)


def _last_event(rows: Rows, case: int) -> int:
    return rows.get((EVENTS, case), {}).get("last", 0)


def _differences(before: Rows, after: Rows) -> Iterable[Change]:
    for table, key in sorted(before.keys() | after.keys(), key=_place):
        old, new = before.get((table, key)), after.get((table, key))
        if table == EVENTS or old == new:
            continue
        if old is not None and new is not None:
            columns = [name for name in new if old.get(name) != new[name]]
            old = {name: old.get(name) for name in columns}
            new = {name: new.get(name) for name in columns}
        yield {"table": table, "id": key, "old": old, "new": new}


def _place(name: tuple[str, int]) -> tuple[int, int]:
    table, key = name
    if table not in TABLES:
        return len(TABLES), key
    return list(TABLES).index(table), key
