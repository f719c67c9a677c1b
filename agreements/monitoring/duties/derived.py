"""Lists that are derived in SQL: they count and slice there, over the agreements that somebody may
see.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar

from django.core.cache import caches
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from agreements.monitoring.duties.freshness import newest_change

Row = TypeVar("Row")
Kept = TypeVar("Kept")
KEPT_SECONDS = 3600
MOST_KEPT_ROWS = 100


class KeysQuery(NamedTuple):
    """A query that gives keys of agreements, to stand within another, with its named parameters."""

    sql: str
    params: dict[str, Any]


def keys_of(seen: QuerySet) -> KeysQuery:
    """The query of their keys; of none at all, one key that nothing has."""
    try:
        sql, given = seen.order_by().values("pk").query.sql_with_params()
    except EmptyResultSet:
        return KeysQuery("NULL", {})
    return name_parameters(sql, given, "seen")


def name_parameters(sql: str, given: Sequence[Any], prefix: str) -> KeysQuery:
    """The same query with parameters that bear names, as it can stand in one that has them."""
    names = (f"{prefix}_{place}" for place in range(len(given)))
    params = dict(zip(names, given, strict=True))
    left = iter(params)
    named = re.sub("%%|%s", lambda mark: mark[0] if mark[0] == "%%" else f"%({next(left)})s", sql)
    return KeysQuery(named, params)


def read_sql(module_file: str, name: str) -> str:
    """The query in a file beside its module."""
    return Path(module_file).with_name(name).read_text(encoding="utf-8")


def words_of(words: type[StrEnum], prefix: str) -> dict[str, str]:
    """The words of an enum as parameters: `%(prefix_member)s`."""
    return {f"{prefix}_{word.name.lower()}": word.value for word in words}


class Derived(Generic[Row]):
    """Rows of `sql`, in which {visible} are the keys of the agreements and {wanted} what is
    asked.
    """

    sql: str
    columns: str
    order: str

    def __init__(self, seen: QuerySet, params: dict[str, Any]) -> None:
        self._visible = keys_of(seen)
        self._params = self._visible.params | params

    def row(self, *values: Any) -> Row:
        raise NotImplementedError

    def count(self) -> int:
        return self.count_as_of()

    def count_as_of(self, as_of: int | None = None) -> int:
        return self.kept("count(*)", as_of=as_of)[0][0]

    @cached_property
    def as_of(self) -> int:
        """What is kept is known by it."""
        return newest_change()

    def __getitem__(self, part: slice) -> list[Row]:
        """A page of rows is kept as the counts are."""
        is_page = part.stop is not None and part.stop - (part.start or 0) <= MOST_KEPT_ROWS
        find = self.kept if is_page else self.fetch
        return [self.row(*values) for values in find(self.columns, self._part(part))]

    def first(self, most: int, as_of: int | None = None) -> list[Row]:
        """The first rows, kept as the counts are: for what is shown beside them again and again."""
        return self.first_and_count(most, as_of)[0]

    def first_and_count(self, most: int, as_of: int | None = None) -> tuple[list[Row], int]:
        """The first rows and how many there are, for which all are read only once."""
        wanted = f"{self.columns}, count(*) OVER ()"
        found = self.kept(wanted, self._part(slice(most)), as_of)
        total = found[0][-1] if found else 0
        return [self.row(*values[:-1]) for values in found], total

    def __iter__(self) -> Iterator[Row]:
        return iter(self[:])

    def kept(self, wanted: str, tail: str = "", as_of: int | None = None) -> list[tuple]:
        """What all rows must be read for."""
        found_as_of = self.as_of if as_of is None else as_of
        return fetch_kept(self._statement(wanted) + tail, self._params, found_as_of)

    def fetch(self, wanted: str, tail: str = "") -> list[tuple]:
        return fetch_rows(self._statement(wanted) + tail, self._params)

    def _part(self, part: slice) -> str:
        limit = "ALL" if part.stop is None else part.stop - (part.start or 0)
        return f" ORDER BY {self.order} LIMIT {limit} OFFSET {part.start or 0}"

    def _statement(self, wanted: str) -> str:
        return self.sql.format(visible=self._visible.sql, wanted=wanted)


def fetch_kept(
    sql: str, params: dict[str, Any], as_of: int | None = None, seconds: int = KEPT_SECONDS
) -> list[tuple]:
    """Fetched once and kept until one of the tables that such figures are read from is written to.

    `as_of` is `newest_change`, if asked already, or one number for all that is kept these `seconds`
    whatever happens.
    """
    if as_of is None:
        as_of = newest_change()
    return keep((sql, params, as_of), lambda: fetch_rows(sql, params), seconds)


def keep(
    known_by: tuple[object, ...], build: Callable[[], Kept], seconds: int = KEPT_SECONDS
) -> Kept:
    """What `build` makes, made once for all that is `known_by` the same."""
    key = f"derived-{sha256(repr(known_by).encode()).hexdigest()}"
    found = caches["local"].get(key)
    if found is None:
        found = build()
        caches["local"].set(key, found, seconds)
    return found


def fetch_rows(sql: str, params: dict[str, Any]) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()
