"""What the planner of the database is told about the machine."""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

# As on a disk without a head: with its own 4, of a turning disk, PostgreSQL reads the words of all
# cases where an index would do.
RANDOM_PAGE_COST = "1.1"


def prefer_indexes(connection: BaseDatabaseWrapper, **_: Any) -> None:
    """Tell a new connection what a page by an index costs."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('random_page_cost', %s, false)", [RANDOM_PAGE_COST])
