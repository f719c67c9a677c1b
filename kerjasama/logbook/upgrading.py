"""An upgrade changes what stands in the tables without writing a row: another type of a column,
another way to log a table. What it changed is noted in the log, under an entry that says who ran
which release and what it changed.

It hides nothing. Before the first migration the tables are compared with the log as it was kept
until then; whatever differs already is not noted, and so is told by each check until two people
have acknowledged it.
"""

import json
import sys
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import replace

from django.conf import settings
from django.db import connection, transaction
from django.db.migrations import Migration
from django.db.models import QuerySet

from kerjasama.logbook.acting import account_of_machine
from kerjasama.logbook.comparing import Difference, find_differences
from kerjasama.logbook.covered import COVERED, Covered
from kerjasama.logbook.models import Deed, LogEntry

STREAM = "pembaruan program"
SET = """
    SELECT relname, encode(tgargs, 'escape') FROM pg_trigger
    JOIN pg_class ON pg_class.oid = tgrelid
    WHERE tgname = 'logbook_notes' AND relnamespace = 'public'::regnamespace
"""
MOST_WORDS = 4_000
# By table and record the columns that differed before the migrations of this process; all of one
# that was slipped in or lost.
_differed: dict[tuple[str, str], frozenset[str] | None] = {}


@transaction.atomic
def compare_before() -> None:
    """What differs from the log before anything is migrated."""
    _differed.clear()
    for table, how in _set_before():
        for row in find_differences(table, how):
            is_one = row.is_there and row.is_expected
            _differed[table, row.subject] = frozenset(row.changes) if is_one else None


def _set_before() -> Iterator[tuple[str, Covered]]:
    """How each table was logged until now, as its trigger tells it."""
    with connection.cursor() as cursor:
        cursor.execute(SET)
        rows = cursor.fetchall()
    for table, arguments in rows:
        _, skipped, mode, hidden = arguments.split("\\000")[:4]
        yield (
            table,
            Covered(is_open=mode == "terbuka", skipped=_words(skipped), hidden=_words(hidden)),
        )


def _words(text: str) -> tuple[str, ...]:
    return tuple(word for word in text.split(",") if word)


def note_upgrade(plan: Iterable[tuple[Migration, bool]]) -> None:
    """Note what stands in the tables now and no entry tells, but for what differed before: all rows
    at first, later what the migrations changed.
    """
    before = _last_entry()
    changed = {table: rows for table, rows in _note_tables() if rows}
    noted = LogEntry.objects.filter(pk__gt=before).order_by("pk")
    first = noted.values_list("pk", flat=True).first()
    migrations = [str(step) for step, backwards in plan if not backwards]
    detail = {
        "nama": f"Rilis {_release()}",
        "oleh": account_of_machine(),
        "migrasi": ", ".join(migrations)[:MOST_WORDS] or "tidak ada",
        "perubahan": "; ".join(_told(*item) for item in changed.items())[:MOST_WORDS]
        or "tidak ada",
        "dilewati": len(_differed),
        "batas": [first, _last_entry()] if first else None,
    }
    _differed.clear()
    _append(STREAM, _release(), Deed.UPGRADE, json.dumps(detail))


def _append(stream: str, subject: str, what: Deed, detail: str) -> None:
    """An entry that only the owner of the tables may add."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT logbook_append(%s, %s, %s, %s::jsonb)", [stream, subject, what, detail]
        )


def _note_tables() -> Iterator[tuple[str, list[Difference]]]:
    for table in COVERED:
        rows = [row for row in map(_since_then, find_differences(table)) if row is not None]
        for row in rows:
            what = Deed.BASELINE if row.is_there else Deed.REMOVED
            _append(table, row.subject, what, row.changes_as_json)
        yield table, rows


def _since_then(row: Difference) -> Difference | None:
    """What of the difference was not there before; None where all was."""
    key = (row.table, row.subject)
    if key not in _differed:
        return row
    before = _differed[key]
    if before is None:
        return None
    changes = {column: pair for column, pair in row.changes.items() if column not in before}
    return replace(row, changes=changes) if changes else None


def _told(table: str, rows: list[Difference]) -> str:
    columns = sorted({column for row in rows for column in row.changes})
    return f"{table}: {len(rows)} baris ({', '.join(columns)})"


def _last_entry() -> int:
    return LogEntry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def _release() -> str:
    project = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text())
    return str(project["project"]["version"])


def _upgrades() -> QuerySet[LogEntry]:
    return LogEntry.objects.filter(stream=STREAM, action=Deed.UPGRADE).order_by("pk")


def _span_of(entry: LogEntry) -> tuple[int, int] | None:
    """From which entry to which it noted baselines; None where it noted none. Raises ValueError of
    an entry that tells no upgrade: somebody else wrote it.
    """
    match entry.detail:
        case {"batas": None}:
            return None
        case {"batas": [int(first), int(last)]}:
            return first, last
    raise ValueError(entry)


def _is_readable(entry: LogEntry) -> bool:
    try:
        _span_of(entry)
    except ValueError:
        return False
    return True


def unreadable_upgrades() -> Iterator[LogEntry]:
    """Entries that should tell an upgrade and tell none."""
    return (entry for entry in _upgrades() if not _is_readable(entry))


def baselines_of_nobody() -> Iterator[tuple[LogEntry, tuple[str, ...]]]:
    """Baselines that no upgrade noted, with the columns that they say changed: somebody wrote them
    to hide that. Those from before upgrades were noted count only where something changed.
    """
    readable = filter(_is_readable, _upgrades())
    spans = list(filter(None, map(_span_of, readable)))
    rows = LogEntry.objects.filter(action=Deed.BASELINE).order_by("pk")
    first = spans[0][0] if spans else sys.maxsize
    for span in spans:
        rows = rows.exclude(pk__range=span)
    for entry in rows.exclude(pk__lt=first, number=1).iterator():
        columns = tuple(sorted(key for key, (was, _) in entry.detail.items() if was is not None))
        if columns or entry.pk > first:
            yield entry, columns
