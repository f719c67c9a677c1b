"""Whoever owns the database tries every way to rewrite the log itself, and each is found: entries
put in, altered, cut out, emptied, reordered, their tail cut off, heads replaced, an older backup
put back. test_logbook asks the same of what the log tells of.
"""

import pytest
from django.db import DatabaseError, connection, transaction

from kerjasama.accounts.models import Unit
from kerjasama.logbook import heads
from kerjasama.logbook.models import Deed, LogEntry, LogHead
from kerjasama.logbook.verifying import Wrong, verify_log

from .test_logbook import past_the_triggers, run

UNITS = "accounts_unit"


def found() -> set[tuple[str, str]]:
    return {(fault.table, fault.wrong) for fault in verify_log()}


@pytest.fixture(autouse=True)
def unit(people, settings) -> Unit:
    """A record with three entries, and nothing wrong."""
    settings.SEAL_CERTIFICATE = ""
    unit = Unit.objects.create(name="Dinas Satu")
    for name in ("Dinas Dua", "Dinas Tiga"):
        unit.name = name
        unit.save()
    assert found() == set()
    return unit


@pytest.fixture
def night(django_capture_on_commit_callbacks):
    """The night makes its head, and tells it to the file beside the database."""

    def make() -> LogHead:
        with django_capture_on_commit_callbacks(execute=True):
            return heads.make_head()

    return make


def entry_of(unit: Unit, number: int) -> LogEntry:
    return LogEntry.objects.get(stream=UNITS, subject=unit.pk, number=number)


def chain_anew(unit: Unit) -> None:
    """Number and digest the entries of the record again, as whoever knows the program can."""
    previous = ""
    rows = LogEntry.objects.filter(stream=UNITS, subject=unit.pk).order_by("pk")
    for number, row in enumerate(rows, 1):
        past_the_triggers(
            "UPDATE logbook_logentry SET number=%s, previous=%s WHERE id=%s",
            *(number, previous, row.pk),
        )
        past_the_triggers(
            "UPDATE logbook_logentry SET digest=encode(sha256(convert_to(concat_ws(chr(31), stream,"
            " subject, number, action, detail::text, coalesce(person_id::text, ''), origin,"
            " to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US'), previous"
            "), 'UTF8')), 'hex') WHERE id=%s",
            row.pk,
        )
        row.refresh_from_db()
        previous = row.digest


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE logbook_logentry SET detail = '{}'",
        "DELETE FROM logbook_logentry",
        "TRUNCATE logbook_logentry",
        "UPDATE logbook_loghead SET digest = ''",
        "DELETE FROM logbook_loghead",
        "TRUNCATE logbook_loghead",
    ],
)
def test_with_its_triggers_on_it_is_only_ever_added_to(unit, night, sql):
    night()
    with pytest.raises(DatabaseError, match="only ever added"), transaction.atomic():
        run(sql)


def test_an_entry_put_in_at_the_end_tells_what_is_not_there(unit):
    past_the_triggers(
        'SELECT logbook_append(%s, %s, \'ubah\', \'{"name": ["Dinas Tiga", "Dinas Lain"]}\')',
        *(UNITS, str(unit.pk)),
    )
    assert found() == {(UNITS, Wrong.ALTERED)}


def test_an_entry_put_in_by_hand_breaks_the_chain(unit):
    past_the_triggers(
        "INSERT INTO logbook_logentry (stream, subject, number, action, detail, origin, at,"
        " previous, digest) SELECT stream, subject, 4, action, detail, origin, at, digest, digest"
        " FROM logbook_logentry WHERE id=%s",
        entry_of(unit, 3).pk,
    )
    assert (UNITS, Wrong.CHAIN) in found()


@pytest.mark.parametrize(
    "column, value",
    [
        ("detail", '{"name": ["Dinas Satu", "Dinas X"]}'),
        ("person_id", "1"),
        ("origin", "program "),
        ("action", "awal"),
        ("at", "2020-01-01"),
        ("number", "9"),
        ("previous", "00"),
        ("digest", "00"),
        ("subject", "999"),
        ("stream", "accounts_unitalias"),
    ],
)
def test_no_column_of_an_entry_is_altered_unseen(unit, column, value):
    past_the_triggers(
        f"UPDATE logbook_logentry SET {column}=%s WHERE id=%s", value, entry_of(unit, 2).pk
    )
    assert Wrong.CHAIN in {wrong for _, wrong in found()}


def test_an_entry_cut_out_is_found_and_so_is_the_rest_chained_anew_under_a_head(unit, night):
    night()
    past_the_triggers("DELETE FROM logbook_logentry WHERE id=%s", entry_of(unit, 2).pk)
    assert (UNITS, Wrong.CHAIN) in found()
    chain_anew(unit)
    assert found() == {("logbook_loghead", Wrong.HEAD)}


def test_two_entries_that_change_places_are_found_under_a_head(unit, night):
    night()
    second, third = entry_of(unit, 2), entry_of(unit, 3)
    for pk, other in ((second.pk, -1), (third.pk, second.pk), (-1, third.pk)):
        past_the_triggers("UPDATE logbook_logentry SET id=%s WHERE id=%s", other, pk)
    assert ("logbook_loghead", Wrong.HEAD) in found()


def test_the_tail_cut_off_with_what_it_tells_is_found_under_a_head(unit, night):
    night()
    past_the_triggers("DELETE FROM logbook_logentry WHERE id=%s", entry_of(unit, 3).pk)
    past_the_triggers("UPDATE accounts_unit SET name='Dinas Dua' WHERE id=%s", unit.pk)
    assert found() == {("logbook_loghead", Wrong.HEAD)}


def test_a_head_replaced_by_one_over_the_rewritten_log_is_found_beside_the_database(unit, night):
    head = night()
    past_the_triggers("DELETE FROM logbook_logentry WHERE id=%s", entry_of(unit, 3).pk)
    past_the_triggers("UPDATE accounts_unit SET name='Dinas Dua' WHERE id=%s", unit.pk)
    past_the_triggers("DELETE FROM logbook_loghead WHERE id=%s", head.pk)
    heads.make_head()
    assert found() == {("logbook_loghead", Wrong.GONE)}


def test_an_older_backup_put_back_is_found_beside_the_database(unit, night):
    night()
    with transaction.atomic():
        unit.name = "Dinas Empat"
        unit.save()
        last = night()
        transaction.set_rollback(True)  # the database is as it was before
    (fault,) = verify_log()
    assert (fault.wrong, fault.subject) == (Wrong.GONE, str(last.number))
    unit.name = "Dinas Lima"
    unit.save()
    night()  # it goes on; what is gone is told once more, and nothing else
    assert [fault.found for fault in verify_log()] == [last.digest]


def test_triggers_that_were_switched_off_for_a_while_leave_what_they_did_not_note(unit):
    run("SET CONSTRAINTS ALL IMMEDIATE")
    run("ALTER TABLE accounts_unit DISABLE TRIGGER logbook_notes")
    run("UPDATE accounts_unit SET name='Dinas Lain' WHERE id=%s", unit.pk)
    run("ALTER TABLE accounts_unit ENABLE TRIGGER logbook_notes")
    assert found() == {(UNITS, Wrong.ALTERED)}


def test_triggers_that_are_off_are_found_before_anything_is_written(unit):
    run("SET CONSTRAINTS ALL IMMEDIATE")
    run("ALTER TABLE accounts_unit DISABLE TRIGGER logbook_notes")
    run("DROP TRIGGER logbook_is_kept ON logbook_logentry")
    assert found() == {(UNITS, Wrong.UNWATCHED), ("logbook_logentry", Wrong.UNWATCHED)}


def test_a_function_of_the_triggers_that_was_replaced_is_found(unit):
    run(
        "CREATE OR REPLACE FUNCTION logbook_note() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RETURN NULL; END $$"
    )
    assert found() == {("logbook_note", Wrong.UNWATCHED)}


def test_a_baseline_put_in_to_hide_a_change_is_found(unit):
    past_the_triggers("UPDATE accounts_unit SET name='Dinas Lain' WHERE id=%s", unit.pk)
    run(
        'SELECT logbook_append(%s, %s, %s, \'{"name": ["Dinas Tiga", "Dinas Lain"]}\')',
        *(UNITS, str(unit.pk), Deed.BASELINE),
    )
    assert found() == {(UNITS, Wrong.ALTERED)}


@pytest.fixture(autouse=True)
def _origin(db):
    yield
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('kerjasama.origin', 'program', false)")
