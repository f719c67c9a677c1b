"""The tree of one cooperation: its Kesepakatan Bersama, the PKS under it, and what changed,
extended or ended them; read in one query.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.db import connection
from django.utils import timezone

from agreements.documents.kinds import KINDS
from agreements.models import STOPPED, Agreement, DocumentState
from agreements.models.in_force import in_force_phrase_of
from agreements.monitoring.duties.derived import KeysQuery, keys_of, name_parameters
from agreements.regulations import catalogue
from kerjasama.accounts.models import User
from kerjasama.web.compiled import CompiledQuery

TREE = """
WITH RECURSIVE up AS (
    SELECT id, parent_id FROM agreements_agreement WHERE id = %(case)s
    UNION ALL
    SELECT a.id, a.parent_id FROM agreements_agreement a JOIN up ON a.id = up.parent_id
), tree AS (
    SELECT id, 0 AS depth, ARRAY[id] AS path FROM up WHERE parent_id IS NULL
    UNION ALL
    SELECT a.id, depth + 1, path || a.id
    FROM agreements_agreement a JOIN tree ON a.parent_id = tree.id
)
SELECT a.id, a.title, a.track_code, a.state, a.effective_on, a.expires_on, a.ends_on, a.terminated,
    a.berakhir_baru, a.open_ended, a.ends_when, a.renews_itself, a.ends_on_its_day, depth,
    ending.decided, ending.moving, a.id IN ({visible}) AS is_seen,
    ARRAY(
        SELECT kind || ':' || number FROM agreements_document d
        WHERE d.agreement_id = a.id AND NOT draft AND d.state = %(ready)s
            AND number <> '' AND kind = ANY (%(naskah)s)
        ORDER BY d.id
    ) AS papers
FROM tree
JOIN agreements_agreement a USING (id)
JOIN ({ending}) ending USING (id)
ORDER BY path
"""
NASKAH = sorted({kind for track in catalogue.TRACKS for kind in track.signings} | {"rencana_kerja"})


@dataclass(frozen=True)
class Node:
    """One case of the tree, as a reader is told of it."""

    pk: int
    title: str
    what: str
    status: str
    papers: tuple[str, ...]
    depth: int
    is_seen: bool
    is_here: bool


def tree_of(agreement: Agreement, user: User) -> list[Node]:
    """The whole tree in which the case stands, from its root; whoever may not see a case reads its
    title only. Nothing for a case that stands alone, as most do.
    """
    if agreement.parent_id is None and not _children().rows(agreement.pk, date.min):
        return []
    visible = keys_of(Agreement.objects.visible_to(user))
    ending = _endings()
    own: dict[str, Any] = {
        "case": agreement.pk,
        "ready": DocumentState.READY.value,
        "naskah": NASKAH,
    }
    with connection.cursor() as cursor:
        cursor.execute(
            TREE.format(visible=visible.sql, ending=ending.sql),
            own | visible.params | ending.params,
        )
        names = [column.name for column in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return [_node(agreement, timezone.localdate(), row) for row in rows]


@cache
def _children() -> CompiledQuery:
    """The first case that stands under one."""
    return CompiledQuery(
        lambda key, _day: Agreement.objects.filter(parent=key).order_by().values_list("pk")[:1]
    )


@cache
def _endings() -> KeysQuery:
    """How each agreement ends, as a part of the question; written once."""
    rows = Agreement.objects.with_ending().order_by().values("id", "decided", "moving")
    return name_parameters(*rows.query.sql_with_params(), "ending")


def _node(here: Agreement, today: date, row: dict[str, Any]) -> Node:
    own = (
        "track_code",
        "state",
        "effective_on",
        "expires_on",
        "ends_on",
        "terminated",
        "open_ended",
        "ends_when",
        "renews_itself",
        "ends_on_its_day",
    )
    case = Agreement(**{name: row[name] for name in own})
    case.decided = row["decided"]
    case.moving = row["moving"]
    if case.has_term:
        status = in_force_phrase_of(case, today)
    else:
        status = _change_status(case, case.effective_on, row["berakhir_baru"])
    numbers = dict(paper.split(":", 1) for paper in row["papers"])
    return Node(
        pk=row["id"],
        title=row["title"],
        what=catalogue.TITLES[case.track_code],
        status=status,
        papers=tuple(f"{KINDS[kind].title} Nomor {text}" for kind, text in numbers.items()),
        depth=row["depth"],
        is_seen=row["is_seen"],
        is_here=row["id"] == here.pk,
    )


def _change_status(case: Agreement, effective: date | None, until: date | None) -> str:
    """How a case stands that has no term of its own; of a change when it was signed, and the end
    that it moved to.
    """
    if effective is None or case.state in STOPPED:
        return case.status
    signed = f"Ditandatangani {effective:%d/%m/%Y}"
    return f"{signed}, sampai {until:%d/%m/%Y}" if until else signed
