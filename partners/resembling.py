"""Many names at once: which partners they may mean."""

from django.db import connection

RESEMBLING = """
SELECT asked.name, partner.id FROM unnest(%s::text[]) AS asked (name)
JOIN partners_partner partner ON upper(partner.name) %% upper(asked.name)
ORDER BY asked.name, similarity(upper(partner.name), upper(asked.name)) DESC, partner.id
"""


def resembling(names: list[str], alike: float) -> list[tuple[str, int]]:
    """(name, key of a partner whose name reads alike), the nearest first. Expects a transaction, in which the threshold stays."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pg_trgm.similarity_threshold', %s, true)", [str(alike)])
        cursor.execute(RESEMBLING, [names])
        return cursor.fetchall()
