"""What the log calls a record costs the same number of queries however many records it names."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.test.utils import CaptureQueriesContext

from kerjasama.logbook.column_words import WORDS
from kerjasama.logbook.covered import COVERED
from kerjasama.logbook.log_page import _fields_of, _model_of, kinds_of_entries, rows_in_words
from kerjasama.logbook.models import Deed, LogEntry

DAY = date(2026, 1, 1)


def some_value(field: models.Field, number: int) -> Any:
    """Any value that the column takes, another for each number."""
    if field.has_default():
        return field.get_default()
    if field.choices:
        return field.flatchoices[0][0]
    if isinstance(field, models.DateTimeField):
        return datetime(2026, 1, 1, tzinfo=UTC) + timedelta(number)
    if isinstance(field, models.DateField):
        return DAY + timedelta(number)
    if isinstance(field, models.BooleanField):
        return False
    if isinstance(field, models.CharField | models.TextField):
        return f"nilai {number}"[: field.max_length]
    if isinstance(field, ArrayField):
        return []
    if isinstance(field, models.BinaryField):
        return b"x"
    if isinstance(field, models.JSONField):
        return {}
    return number


class Rows:
    """Rows of any table, each with rows of its own that it points at, so that nothing is shared."""

    def __init__(self) -> None:
        self.made: dict[tuple[type[models.Model], int], Any] = {}

    def make(self, model: type[models.Model], number: int) -> Any:
        if (model, number) in self.made:
            return self.made[model, number]
        filled: dict[str, Any] = {}
        self.made[model, number] = row = model()
        for field in model._meta.concrete_fields:
            if field.primary_key and not field.remote_field:
                filled[field.attname] = 500_000 + number
            elif field.remote_field and field.related_model is not model:
                filled[field.attname] = self.make(field.related_model, number).pk
            elif not field.remote_field and not (field.null and not field.choices):
                filled[field.attname] = some_value(field, number)
        for name, value in filled.items():
            setattr(row, name, value)
        return row

    def save(self) -> None:
        """All of them, whatever ties and checks there are between tables."""
        by_model: dict[type[models.Model], list[Any]] = {}
        for (model, _), row in self.made.items():
            by_model.setdefault(model, []).append(row)
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute(
                "SELECT conrelid::regclass::text, conname FROM pg_constraint WHERE contype = 'c'"
                " AND conrelid::regclass::text = ANY(%s)",
                [[model._meta.db_table for model in by_model]],
            )
            for table, name in cursor.fetchall():
                cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
            for model, rows in by_model.items():
                model._base_manager.bulk_create(rows, ignore_conflicts=True)
            cursor.execute("SET LOCAL session_replication_role = origin")


def entry_of(table: str, row: models.Model) -> LogEntry:
    """An entry that tells every column of the row."""
    detail = {
        field.column: [None, getattr(row, field.attname) if field.remote_field else "x"]
        for field in _fields_of(table).values()
    }
    return LogEntry(
        stream=table,
        subject=str(row.pk),
        number=1,
        action=Deed.ADDED,
        detail=detail,
        at=datetime(2026, 1, 1, tzinfo=UTC),
        origin="program",
    )


def test_fifty_records_of_every_kind_cost_the_queries_of_five(db):
    rows, entries = Rows(), []
    tables = [table for table in kinds_of_entries() if _model_of(table)]
    for number in range(1, 51):
        for table in tables:
            entries.append(entry_of(table, rows.make(_model_of(table), number)))
    rows.save()
    few = [entry for place, entry in enumerate(entries) if place < 5 * len(tables)]
    with CaptureQueriesContext(connection) as of_five:
        assert len(rows_in_words(few)) == 5 * len(tables)
    with CaptureQueriesContext(connection) as of_fifty:
        told = rows_in_words(entries)
    asked = [query["sql"][:90] for query in of_fifty.captured_queries[len(of_five) :]]
    assert len(of_fifty) == len(of_five), asked[:5]
    # Each table is asked once, and people once more for who did it.
    assert len(of_five) < 2 * len(tables)
    assert not [row for row in told if " object (" in row.record]


def test_every_column_that_the_log_shows_has_a_word():
    shown = {
        (model, field)
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if is_shown(model, field)
    }
    unsaid = [f"{model._meta.label}.{field.name}" for model, field in shown if is_unsaid(field)]
    assert sorted(unsaid) == []


def is_shown(model: type[models.Model], field: models.Field) -> bool:
    how = COVERED.get(model._meta.db_table)
    return how is not None and how.is_open and field.column not in ("id", *how.skipped)


def is_unsaid(field: models.Field) -> bool:
    is_bare = str(field.verbose_name).lower() == field.name.replace("_", " ")
    return is_bare and field.name not in WORDS
