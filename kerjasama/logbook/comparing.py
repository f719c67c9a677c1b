"""What stands in the tables, compared with what the log says of it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import connection

from kerjasama.logbook.covered import COVERED, Covered

DIFFERENCES = (Path(__file__).parent / "differences.sql").read_text()


@dataclass(frozen=True)
class Difference:
    """A record that is not what the log says: by column what was logged and what was found, when it
    was last logged, whether its row is there, and whether it should be.
    """

    table: str
    subject: str
    changes: dict[str, list[Any]]
    last_logged: datetime | None
    is_there: bool
    is_expected: bool

    @property
    def changes_as_json(self) -> str:
        """The changes as the log keeps them."""
        return json.dumps(self.changes)


def find_differences(table: str, how: Covered | None = None) -> Iterator[Difference]:
    """Every record of this table that is not what the log says, as the table is logged today or was
    before an upgrade.
    """
    how = how or COVERED[table]
    with connection.cursor() as cursor:
        cursor.execute("SHOW timezone")
        (former,) = cursor.fetchone()
        cursor.execute("SET timezone TO 'UTC'")
        key = connection.introspection.get_primary_key_column(cursor, table) or "id"
        try:
            cursor.execute(
                DIFFERENCES.replace("{table}", table).replace("{key}", key),
                {
                    "stream": table,
                    "skipped": list(how.skipped),
                    "is_open": how.is_open,
                    "hidden": list(how.hidden),
                },
            )
            rows = cursor.fetchall()
        finally:
            cursor.execute(f"SET timezone TO '{former}'")
    for subject, changes, last, is_there, is_expected in rows:
        yield Difference(table, subject, json.loads(changes or "{}"), last, is_there, is_expected)
