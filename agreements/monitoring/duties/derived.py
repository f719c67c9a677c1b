"""Lists that are derived in SQL: they count and slice there, over the agreements that somebody may
see.
"""

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
    """The SQL that gives their keys, with its parameters; of none at all, one key that nothing has."""  # noqa: E501
    try:
        return seen.order_by().values("pk").query.sql_with_params()
    except EmptyResultSet:
        return "NULL", ()


class Derived(Generic[Row]):
    """Rows of `sql`, in which {visible} are the keys of the agreements and {wanted} what is asked;
    its parameters come in that order.
    """

    sql: str
    columns: str
    order: str

    def __init__(self, seen: QuerySet, before: list[Any], after: list[Any]) -> None:
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

    def kept(self, wanted: str, tail: str = "", as_of: int | None = None) -> list[tuple]:
        """What all rows must be read for."""
        return fetch_kept(
            self.sql.format(visible=self._visible, wanted=wanted) + tail, self._params, as_of
        )

    def fetch(self, wanted: str, tail: str = "") -> list[tuple]:
        return fetch_rows(
            self.sql.format(visible=self._visible, wanted=wanted) + tail, self._params
        )


def newest_event_number() -> int:
    """The last thing that happened to any case."""
    return StageEvent.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def fetch_kept(
    sql: str, params: list[Any], as_of: int | None = None, seconds: int = KEPT_SECONDS
) -> list[tuple]:
    """Fetched once and kept until something happens: whatever changes such figures is logged.

    `as_of` is `newest`, if asked already, or one number for all that is kept these `seconds`
    whatever happens.
    """
    key = (
        "derived-"
        + sha256(
            repr((sql, params, newest_event_number() if as_of is None else as_of)).encode()
        ).hexdigest()
    )
    if (rows := cache.get(key)) is None:
        cache.set(key, rows := fetch_rows(sql, params), seconds)
    return rows


def fetch_rows(sql: str, params: list[Any]) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()
