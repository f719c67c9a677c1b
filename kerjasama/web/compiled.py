"""Questions that every page asks alike: their SQL is written once, for writing it costs more than
its answer.
"""

from collections.abc import Callable
from datetime import date
from functools import cached_property
from typing import Any

from django.db import connection
from django.db.models import QuerySet

# Stand for what is asked, in this order and each once or more; no row bears them.
MARKS = (-7_340_233, date(1, 2, 3))


class CompiledQuery:
    """The rows of a QuerySet as tuples. `build` makes it for a key and a day."""

    def __init__(self, build: Callable[[int, date], QuerySet[Any, tuple]]) -> None:
        self._build = build

    @cached_property
    def _written(self) -> tuple[str, tuple[Any, ...]]:
        return self._build(*MARKS).query.sql_with_params()

    def rows(self, key: int, day: date) -> list[tuple]:
        """As the QuerySet would answer now."""
        sql, params = self._written
        told: dict[Any, Any] = dict(zip(MARKS, (key, day), strict=True))
        asked: list[Any] = [told.get(p, p) if type(p) in (int, date) else p for p in params]
        with connection.cursor() as cursor:
            cursor.execute(sql, asked)
            return cursor.fetchall()
