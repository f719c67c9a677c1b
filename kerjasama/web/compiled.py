"""Questions that every page asks alike: their SQL is written once, for writing it costs more than
its answer.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from functools import cache, cached_property
from itertools import zip_longest
from typing import Any, Generic, TypeVar
from weakref import WeakSet

from django.core.exceptions import EmptyResultSet
from django.db import connection, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model, QuerySet
from django.db.models.sql.compiler import SQLCompiler
from django.db.models.sql.query import Query

from .reading_once import read_once

# Stand for what is asked, in this order and each once or more; no row bears them.
MARKS = KEY, DAY = (-7_340_233, date(1, 2, 3))

# What a question may hold in place of what is asked.
Asked = int | date | datetime
M = TypeVar("M", bound=Model)


def _filled_in(params: tuple[Any, ...], told: Mapping[Asked, Asked]) -> tuple[Any, ...]:
    """The parameters with what is asked in place of the marks."""
    return tuple(told.get(p, p) if type(p) in (int, date, datetime) else p for p in params)


class CompiledQuery:
    """The rows of a QuerySet as tuples. `build` makes it for a key and a day."""

    def __init__(self, build: Callable[[int, date], QuerySet[Any, tuple[Any, ...]]]) -> None:
        self._build = build

    @cached_property
    def _written(self) -> tuple[str, tuple[Any, ...], bool]:
        """The SQL, its parameters, and whether it locks what it finds."""
        query = self._build(*MARKS).query
        return *query.sql_with_params(), query.select_for_update

    def rows(self, key: int, day: date) -> list[tuple[Any, ...]]:
        """As the QuerySet would answer now."""
        sql, params, locks = self._written
        _require_transaction(locks=locks)
        with connection.cursor() as cursor:
            cursor.execute(sql, _filled_in(params, dict(zip(MARKS, (key, day), strict=True))))
            return cursor.fetchall()


def _require_transaction(*, locks: bool) -> None:
    """As Django asks for when it writes a question that locks."""
    if locks and not connection.in_atomic_block:
        raise transaction.TransactionManagementError("A lock is held until a transaction ends.")


class CompiledRows(Generic[M]):
    """The rows of a QuerySet as the objects that it would make, with what it fetches beside them.
    The QuerySet holds marks where `rows` puts what is asked.
    """

    def __init__(self, question: QuerySet[M]) -> None:
        self._question = question

    @cached_property
    def _written(self) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
        """The SQL, its parameters, and which columns make which fields."""
        compiler = self._question.query.get_compiler(using=self._question.db)
        sql, params = compiler.as_sql()
        kept = ("select", "klass_info", "annotation_col_map", "col_count", "has_extra_select")
        columns = {name: getattr(compiler, name) for name in kept}
        columns["_converters"] = compiler.get_converters([part for part, *_ in compiler.select])
        return sql, params, columns

    def rows(self, told: Mapping[Asked, Asked]) -> list[M]:
        """As the QuerySet would answer now, with each mark standing for what is `told`."""
        try:
            sql, params, columns = self._written
        except EmptyResultSet:  # nothing that could be asked is in it
            return []
        asked = self._question.all()
        _require_transaction(locks=asked.query.select_for_update)

        def compiler_of(using: str, **options: Any) -> SQLCompiler:
            return _Written(asked.query, connections[using], using, sql, told, params, columns)

        vars(asked.query)["get_compiler"] = compiler_of
        return list(asked)


class PreparedQuery:
    """A long question that the database plans once for each connection, for planning it costs more
    than its answer. It has `$1` where `types` names what is asked.
    """

    def __init__(self, name: str, types: str, sql: str) -> None:
        self._prepare = f"PREPARE {name} ({types}) AS {sql}"
        self._execute = f"EXECUTE {name} (%s)"
        self._known_to: WeakSet[Any] = WeakSet()  # connections

    def rows(self, asked: list[int]) -> list[tuple[Any, ...]]:
        """As the database answers now."""
        with connection.cursor() as cursor:
            if connection.connection not in self._known_to:
                cursor.cursor.execute(self._prepare)
                self._known_to.add(connection.connection)
            cursor.execute(self._execute, [asked])
            return cursor.fetchall()


def rows_beside(owner: Model, name: str) -> list[Any]:
    """What `owner.name.all()` answers of the rows that point to the owner by a foreign key: those
    that were fetched with it, or those there are now.
    """
    field = getattr(getattr(type(owner), name, None), "field", None)
    has_them = name in getattr(owner, "_prefetched_objects_cache", ())
    if field is None or has_them or owner.pk is None:  # without a field it is a stand-in
        return list(getattr(owner, name).all())
    question = _question_beside(type(owner), name)
    rows = read_once(field.model, owner.pk, name, lambda: question.rows({KEY: owner.pk}))
    for row in rows:
        field.set_cached_value(row, owner)
    return rows


@cache
def _question_beside(model: type[Model], name: str) -> CompiledRows[Any]:
    return CompiledRows(getattr(model(pk=KEY), name).all())


# Stand for keys, as many as a page shows of most things.
KEYS = tuple(range(-7_350_040, -7_350_000))


class CompiledByKey(Generic[M]):
    """The rows of a QuerySet with these keys in a field. More keys than there are marks are asked
    for in several questions.
    """

    def __init__(self, question: QuerySet[M], field: str = "pk") -> None:
        self._rows = CompiledRows(question.filter(**{f"{field}__in": KEYS}).order_by())

    def rows(self, keys: Iterable[int]) -> list[M]:
        """In no order."""
        found: list[M] = []
        wanted = list(keys)
        for start in range(0, len(wanted), len(KEYS)):
            told = zip_longest(KEYS, wanted[start : start + len(KEYS)], fillvalue=0)
            found += self._rows.rows(dict(told))
        return found

    def in_bulk(self, keys: Iterable[int]) -> dict[int, M]:
        """As that of a QuerySet."""
        return {row.pk: row for row in self.rows(keys)}


# Stand for the keys of two rows of which what points to them is read at once.
BOTH = (KEY, -7_340_236)


class CompiledPrefetch(Generic[M]):
    """What Django's `prefetch_related` reads of rows that point to one owner or two by a foreign
    key; `rows` are all of them, in their order.
    """

    def __init__(self, owner: type[Model], name: str, rows: QuerySet[M]) -> None:
        self._name = name
        self._field = getattr(owner, name).field
        ordered = rows.order_by(*(rows.query.order_by or rows.model._meta.ordering or ()))
        self._rows = CompiledRows(ordered.filter(**{f"{self._field.name}__in": BOTH}))

    def attach(self, owners: list[Any]) -> None:
        """Let `owner.name.all()` of each answer without a question."""
        by_key: dict[int, list[M]] = {owner.pk: [] for owner in owners}
        for row in self._rows.rows(dict(zip_longest(BOTH, by_key, fillvalue=0))):
            by_key[getattr(row, self._field.attname)].append(row)
        for owner in owners:
            found = getattr(owner, self._name).all()
            for row in by_key[owner.pk]:
                self._field.set_cached_value(row, owner)
            found._result_cache, found._prefetch_done = by_key[owner.pk], True
            vars(owner).setdefault("_prefetched_objects_cache", {})[self._name] = found


class _Written(SQLCompiler):
    """Asks what was written before."""

    _converters: dict[int, Any]

    def __init__(
        self,
        query: Query,
        connection: BaseDatabaseWrapper,
        using: str,
        sql: str,
        told: Mapping[Asked, Asked],
        params: tuple[Any, ...],
        columns: dict[str, Any],
    ) -> None:
        super().__init__(query, connection, using)
        vars(self).update(columns)
        self._asked = sql, _filled_in(params, told)

    def as_sql(self, *args: Any, **options: Any) -> tuple[str, tuple[Any, ...]]:
        return self._asked

    def get_converters(self, expressions: Iterable[Any]) -> dict[int, Any]:
        return self._converters
