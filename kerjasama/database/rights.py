"""What the program may do with the tables, which belong to somebody else: read and write rows, but
for what is withheld from it. It changes no table and no trigger, and empties nothing.
"""

import logging
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

log = logging.getLogger(__name__)
# The one list: what the program may not do with the rows of a table, by table. Each app names what
# the triggers of its tables refuse without exception; a test compares both.
WITHHELD: dict[str, frozenset[str]] = {}
OF_ROWS = "SELECT, INSERT, UPDATE, DELETE"
NO_ROLE = (
    "DATABASE_URL names the role {role}, which the server does not know. Let its administrator"
    " make it: CREATE ROLE {role} LOGIN PASSWORD '...';"
)
STILL_MAY = (
    "The role %s may still do in the database %s what the program may not: %s. The owner of the"
    " tables does not own the database, so its administrator has to take it:"
    ' REVOKE %s ON DATABASE "%s" FROM PUBLIC, "%s";'
)


def withhold(rights: str, *tables: str) -> None:
    """Keep these rights (words parted by spaces) on the rows of these tables from the program."""
    for table in tables:
        WITHHELD[table] = WITHHELD.get(table, frozenset()) | frozenset(rights.split())


withhold("INSERT UPDATE DELETE", "django_migrations")


def grant_to_program(**_: Any) -> None:
    """After each migration: what the program may do with the tables that are there now."""
    if settings.PROGRAM_ROLE:
        grant_rights(settings.PROGRAM_ROLE)


@transaction.atomic
def grant_rights(role: str) -> None:
    """Give that role what the program may do, and take everything else from it. Raises
    ImproperlyConfigured where there is no such role.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT FROM pg_roles WHERE rolname = %s", [role])
        if not cursor.rowcount:
            raise ImproperlyConfigured(NO_ROLE.format(role=role))
        cursor.execute("SELECT current_database()")
        (database,) = cursor.fetchone()
        for line in _statements(role, database):
            cursor.execute(line)
    kept = rights_kept(role)
    if kept:
        log.error(STILL_MAY, role, database, " and ".join(kept), ", ".join(kept), database, role)


def rights_kept(role: str) -> list[str]:
    """What that role may still do in this database though it was taken from it: only the database's
    own owner takes it, and to anybody else PostgreSQL says no more than a warning.
    """
    with connection.cursor() as cursor:
        return [right for right in ("TEMPORARY", "CREATE") if _may(cursor, role, right)]


def _may(cursor: CursorWrapper, role: str, right: str) -> bool:
    cursor.execute("SELECT has_database_privilege(%s, current_database(), %s)", [role, right])
    return cursor.fetchone()[0]


def _statements(role: str, database: str) -> list[str]:
    """Also for tables that come later, until the migration that brings them has ended."""
    named, quote = connection.ops.quote_name(role), connection.ops.quote_name
    coming = "ALTER DEFAULT PRIVILEGES IN SCHEMA public"
    there = set(connection.introspection.table_names())
    return [
        f"REVOKE TEMPORARY ON DATABASE {quote(database)} FROM PUBLIC, {named}",
        f"REVOKE CREATE ON DATABASE {quote(database)} FROM PUBLIC, {named}",
        f"GRANT CONNECT ON DATABASE {quote(database)} TO {named}",
        f"REVOKE CREATE ON SCHEMA public FROM PUBLIC, {named}",
        f"GRANT USAGE ON SCHEMA public TO {named}",
        f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, {named}",
        f"GRANT {OF_ROWS} ON ALL TABLES IN SCHEMA public TO {named}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {named}",
        f"{coming} GRANT {OF_ROWS} ON TABLES TO {named}",
        f"{coming} GRANT USAGE, SELECT ON SEQUENCES TO {named}",
        *(
            f"REVOKE {', '.join(sorted(rights))} ON {quote(table)} FROM {named}"
            for table, rights in sorted(WITHHELD.items())
            if table in there
        ),
    ]


def owns_tables() -> bool:
    """Whether whoever is connected may change the tables themselves, as their owner, as a member of
    the owner, or as one who may do everything.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_class WHERE relkind = 'r'"
            " AND relnamespace = 'public'::regnamespace AND pg_has_role(relowner, 'MEMBER'))"
            " OR (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)"
        )
        return cursor.fetchone()[0]
