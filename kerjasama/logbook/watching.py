"""Whether the triggers that write the log, and those that keep it, are set as we set them."""

import re
from collections.abc import Iterator
from typing import Any

from django.db import connection

from kerjasama.logbook.covered import COVERED
from kerjasama.logbook.installing import FUNCTIONS, GUARDED, arguments_of

NOTES, KEEPS, NEVER_EMPTIED = "logbook_notes", "logbook_is_kept", "logbook_is_never_emptied"
_BODIES = re.compile(r"FUNCTION (logbook_\w+)\(.*?\$\$(.*?)\$\$", re.DOTALL)
# For what they fire, as pg_trigger counts it: 1 each row, 2 before, 4 added, 8 removed, 16 changed,
# 32 emptied.
_FIRES = {NOTES: 1 + 4 + 8 + 16, KEEPS: 1 + 2 + 8 + 16, NEVER_EMPTIED: 2 + 32}
_TRIGGERS = """
    SELECT relname, tgname, tgtype, encode(tgargs, 'escape'), proname
    FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid JOIN pg_proc ON pg_proc.oid = tgfoid
    WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')
        AND relnamespace = 'public'::regnamespace AND tgname LIKE 'logbook\\_%'
"""


def find_unwatched() -> Iterator[str]:
    """Each table of which a trigger is missing, off or another; each function that is not ours."""
    with connection.cursor() as cursor:
        cursor.execute(_TRIGGERS)
        found = {(table, name): tuple(rest) for table, name, *rest in cursor.fetchall()}
        cursor.execute("SELECT proname, prosrc FROM pg_proc WHERE proname LIKE 'logbook\\_%'")
        bodies = dict(cursor.fetchall())
    for table, name, expected in _expected():
        if found.get((table, name)) != expected:
            yield table
    for name, body in _BODIES.findall(FUNCTIONS):
        if bodies.get(name) != body:
            yield name


def _expected() -> Iterator[tuple[str, str, tuple[Any, ...]]]:
    for table, how in COVERED.items():
        arguments = "".join(f"{word}\\000" for word in arguments_of(table, how))
        yield table, NOTES, (_FIRES[NOTES], arguments, "logbook_note")
    for table in GUARDED:
        for name in (KEEPS, NEVER_EMPTIED):
            yield table, name, (_FIRES[name], "", "logbook_refuse")
