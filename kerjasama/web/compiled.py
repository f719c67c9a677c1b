"""Questions that every page asks alike: their SQL is written once, for writing it costs more than
its answer.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection, connections
from django.db.models import Model, QuerySet
from django.db.models.sql.compiler import SQLCompiler

# Stand for what is asked, in this order and each once or more; no row bears them.
MARKS = (-7_340_233, date(1, 2, 3))

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
    def _written(self) -> tuple[str, tuple[Any, ...]]:
        return self._build(*MARKS).query.sql_with_params()

    def rows(self, key: int, day: date) -> list[tuple[Any, ...]]:
        """As the QuerySet would answer now."""
        sql, params = self._written
        with connection.cursor() as cursor:
            cursor.execute(sql, _filled_in(params, dict(zip(MARKS, (key, day), strict=True))))
            return cursor.fetchall()


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
        return sql, params, {name: getattr(compiler, name) for name in kept}

    def rows(self, told: Mapping[Asked, Asked]) -> list[M]:
        """As the QuerySet would answer now, with each mark standing for what is `told`."""
        try:
            sql, params, columns = self._written
        except EmptyResultSet:  # nothing that could be asked is in it
            return []
        asked = self._question.all()

        def compiler_of(using: str, **options: Any) -> SQLCompiler:
            return _Written(asked.query, connections[using], using, sql, told, params, columns)

        vars(asked.query)["get_compiler"] = compiler_of
        return list(asked)


class _Written(SQLCompiler):
    """Asks what was written before."""

    def __init__(
        self,
        query: Any,
        connection: Any,
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
