"""The triggers come after each migration: the owner of the tables sets them, the program only fires
them.
"""

import hashlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.migrations import Migration

from kerjasama.logbook.covered import COVERED, Covered
from kerjasama.logbook.upgrading import compare_before, note_upgrade

FUNCTIONS = (Path(__file__).parent / "triggers.sql").read_text()
# Has the next migration set functions and triggers anew, whatever is set.
UNSET = """
    DO $$ BEGIN
        IF to_regproc('logbook_note') IS NOT NULL THEN
            COMMENT ON FUNCTION logbook_note() IS NULL;
        END IF;
    END $$
"""
# The migrations that run, each with whether it goes backwards.
Plan = Sequence[tuple[Migration, bool]]
GUARDED = ("logbook_logentry", "logbook_loghead")


def look_before(plan: Plan = (), **_: Any) -> None:
    """Before anything is migrated: what differs from the log already, which no upgrade hides."""
    with connection.cursor() as cursor:
        if not plan and _installed(cursor) == _fingerprint():
            return
    compare_before()


@transaction.atomic
def install_triggers(plan: Plan = (), **_: Any) -> None:
    """Set the triggers of every covered table, and note the upgrade. Where nothing was migrated and
    all is set, it does nothing.
    """
    with connection.cursor() as cursor:
        if not plan and _installed(cursor) == _fingerprint():
            return
        cursor.execute(FUNCTIONS)
        cursor.execute(f"COMMENT ON FUNCTION logbook_note() IS '{_fingerprint()}'")
        for table in GUARDED:
            _guard(cursor, table)
        for table, how in COVERED.items():
            _watch(cursor, table, how)
    note_upgrade(plan)


def _fingerprint() -> str:
    return hashlib.sha256((FUNCTIONS + repr(sorted(COVERED.items()))).encode()).hexdigest()


def _installed(cursor: CursorWrapper) -> str | None:
    """What was set last."""
    cursor.execute("SELECT obj_description(to_regproc('logbook_note'), 'pg_proc')")
    return cursor.fetchone()[0]


def _guard(cursor: CursorWrapper, table: str) -> None:
    cursor.execute(f"""
        CREATE OR REPLACE TRIGGER logbook_is_kept BEFORE UPDATE OR DELETE ON {table}
        FOR EACH ROW EXECUTE FUNCTION logbook_refuse();
        CREATE OR REPLACE TRIGGER logbook_is_never_emptied BEFORE TRUNCATE ON {table}
        FOR EACH STATEMENT EXECUTE FUNCTION logbook_refuse();
    """)


def _watch(cursor: CursorWrapper, table: str, how: Covered) -> None:
    arguments = ", ".join(f"'{word}'" for word in arguments_of(table, how))
    cursor.execute(f"""
        CREATE OR REPLACE TRIGGER logbook_notes AFTER INSERT OR UPDATE OR DELETE ON "{table}"
        FOR EACH ROW EXECUTE FUNCTION logbook_note({arguments})
    """)


def arguments_of(table: str, how: Covered) -> tuple[str, ...]:
    """What the trigger of a table is told (triggers.sql)."""
    mode = "terbuka" if how.is_open else "sidik"
    return (key_of(table), ",".join(how.skipped), mode, ",".join(how.hidden))


@cache
def key_of(table: str) -> str:
    """The column that is the table's key."""
    with connection.cursor() as cursor:
        return connection.introspection.get_primary_key_column(cursor, table) or "id"
