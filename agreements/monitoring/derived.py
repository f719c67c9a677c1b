"""Lists that are derived in SQL: they count and slice there, over the agreements that somebody may see."""

from collections.abc import Iterator
from hashlib import sha256
from typing import Any, Generic, TypeVar

from django.core.cache import cache
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from agreements.models import StageEvent

Row = TypeVar("Row")
KEPT_SECONDS = 3600


def keys_of(seen: QuerySet) -> tuple[str, tuple]:
    """The SQL that gives their keys, with its parameters; of none at all, one key that nothing has."""
    try:
        return seen.order_by().values("pk").query.sql_with_params()
    except EmptyResultSet:
        return "NULL", ()


class Derived(Generic[Row]):
    """Rows of `sql`, in which {visible} are the keys of the agreements and {wanted} what is asked; its parameters come in that order."""

    sql: str
    columns: str
    order: str

    def __init__(self, seen: QuerySet, before: list[Any], after: list[Any]):
        self._visible, visible = keys_of(seen)
        self._params = [*before, *visible, *after]

    def row(self, *values: Any) -> Row:
        raise NotImplementedError

    def count(self) -> int:
        return self.kept("count(*)")[0][0]

    def __getitem__(self, part: slice) -> list[Row]:
        limit = "ALL" if part.stop is None else part.stop - (part.start or 0)
        tail = f" ORDER BY {self.order} LIMIT {limit} OFFSET {part.start or 0}"
        return [self.row(*values) for values in self.fetch(self.columns, tail)]

    def __iter__(self) -> Iterator[Row]:
        return iter(self[:])

    def kept(self, wanted: str, tail: str = "") -> list[tuple]:
        """What all rows must be read for, kept until something happens: whatever changes them is logged."""
        newest = StageEvent.objects.order_by("-pk").values_list("pk", flat=True).first()
        key = "derived-" + sha256(repr((self.sql, wanted, tail, self._visible, self._params, newest)).encode()).hexdigest()
        if (kept := cache.get(key)) is None:
            cache.set(key, kept := self.fetch(wanted, tail), KEPT_SECONDS)
        return kept

    def fetch(self, wanted: str, tail: str = "") -> list[tuple]:
        with connection.cursor() as cursor:
            cursor.execute(self.sql.format(visible=self._visible, wanted=wanted) + tail, self._params)
            return cursor.fetchall()
