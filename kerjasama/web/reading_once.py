"""Rows that an act reads over and over: read once, and again after something was written to their
table.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from copy import copy
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Model

Answer = TypeVar("Answer")
Rows = list[Any]
# How a statement begins that leaves all rows as they are, and how one that Django writes for the
# rows of one table, which it names in quotes.
READS = ("SELECT", "EXECUTE", "SAVEPOINT", "RELEASE", "SET")
WRITES_ONE = ('INSERT INTO "', 'UPDATE "', 'DELETE FROM "')

_read: ContextVar[dict[tuple[str, int, str], Rows] | None] = ContextVar("rows_read", default=None)


@contextmanager
def rows_read_once() -> Iterator[None]:
    """Within it, `read_once` asks for the same rows once. It is for an act that holds the lock of
    its case: only what is written on this connection is noticed, be it by a bulk update, by SQL of
    our own, or by going back to a savepoint.
    """
    if _read.get() is not None:
        yield
        return
    before = _read.set({})
    try:
        with connection.execute_wrapper(_forget_what_is_written):
            yield
    finally:
        _read.reset(before)


def read_once(model: type[Model], owner: int, name: str, read: Callable[[], Rows]) -> Rows:
    """What `read` answers: rows of `model` that stand beside that owner under that name. Whoever
    asks gets rows of his own.
    """
    known = _read.get()
    if known is None:
        return read()
    key = (model._meta.db_table, owner, name)
    if key not in known:
        known[key] = read()
    return [copy(row) for row in known[key]]


def _forget_what_is_written(execute: Callable[..., Answer], sql: str, *rest: Any) -> Answer:
    known = _read.get()
    if known and not sql.startswith(READS):
        is_of_one = sql.startswith(WRITES_ONE)
        table = sql.split('"', 2)[1] if is_of_one else ""
        for key in [key for key in known if not is_of_one or key[0] == table]:
            del known[key]
    return execute(sql, *rest)
