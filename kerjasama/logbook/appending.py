"""Entries that tell no row of a table: what was read gravely, which seal was set."""

import json
from collections.abc import Mapping
from typing import Any

from django.db import connection, transaction

from kerjasama.logbook.models import Deed


@transaction.atomic
def append_entry(
    stream: str, subject: str, what: Deed, detail: Mapping[str, Any], person_id: int | None = None
) -> None:
    """Add an entry to the log; of one subject, one after the other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [stream + subject])
        cursor.execute("SELECT set_config('kerjasama.person', %s, true)", [str(person_id or "")])
        cursor.execute(
            "SELECT logbook_tell(%s, %s, %s, %s::jsonb)",
            [stream, subject, what, json.dumps(detail)],
        )
