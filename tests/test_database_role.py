"""Web and worker connect as a role that owns nothing; what it may not do the server refuses."""

import re

import psycopg2
import pytest
from celery import signals
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection
from django.db.backends.signals import connection_created
from psycopg2.errors import InsufficientPrivilege

from agreements import demo
from agreements.models import Agreement, UndoableAct, chain_is_intact
from agreements.workflow import engine, undoing
from kerjasama.database import rights, serving
from kerjasama.database.rights import WITHHELD, owns_tables
from kerjasama.database.roles import choose_url, program_role
from kerjasama.logbook.acting import AT_SERVER, DISPOSAL, Read, note_read
from kerjasama.logbook.heads import make_head
from kerjasama.logbook.installing import FUNCTIONS
from kerjasama.logbook.models import Deed, LogEntry
from kerjasama.logbook.seals import STREAM
from kerjasama.logbook.verifying import verify_log

from .conftest import again, order_and_render

OWNER, PROGRAM = "postgres://pemilik:a@/kerjasama", "postgres://program:b@/kerjasama"
BOTH = {"DATABASE_URL": PROGRAM, "DATABASE_OWNER_URL": OWNER}
FORBIDDEN = (
    "ALTER TABLE agreements_stageevent DISABLE TRIGGER stage_events_are_append_only",
    "ALTER TABLE agreements_agreement DISABLE TRIGGER ALL",
    "ALTER TABLE agreements_agreement ADD COLUMN sisipan text",
    "DROP TRIGGER logbook_notes ON agreements_agreement",
    "DROP TABLE agreements_comment",
    "CREATE TABLE sisipan (n int)",
    "CREATE TEMPORARY TABLE agreements_agreement (n int)",
    "CREATE SCHEMA sisipan",
    "CREATE FUNCTION logbook_note_more() RETURNS void LANGUAGE sql AS ''",
    "CREATE OR REPLACE FUNCTION logbook_refuse() RETURNS trigger LANGUAGE plpgsql"
    " AS 'BEGIN RETURN NEW; END'",
    "CREATE TRIGGER sisipan BEFORE UPDATE ON agreements_agreement FOR EACH ROW"
    " EXECUTE FUNCTION logbook_refuse()",
    "CREATE EXTENSION dblink",
    "CREATE ROLE sisipan SUPERUSER",
    "TRUNCATE logbook_logentry",
    "TRUNCATE agreements_comment",
    "UPDATE logbook_logentry SET person_id = 1",
    "DELETE FROM logbook_logentry",
    "INSERT INTO logbook_logentry (stream) VALUES ('accounts_user')",
    "SELECT logbook_append('accounts_user', '1', 'ubah', '{}')",
    "UPDATE logbook_loghead SET seal = ''",
    "UPDATE agreements_stageevent SET by_id = 1",
    "DELETE FROM agreements_stageevent",
    "UPDATE agreements_draftversion SET id = id",
    "DELETE FROM agreements_number",
    "UPDATE agreements_decision SET id = id",
    "INSERT INTO django_migrations (app, name, applied) VALUES ('agreements', '9999', now())",
    "SET session_replication_role = replica",
    "SET ROLE postgres",
    "ALTER ROLE CURRENT_USER SUPERUSER",
    "COPY agreements_agreement TO PROGRAM 'cat'",
    "LOCK TABLE logbook_logentry IN SHARE MODE",
)


@pytest.fixture
def as_program(program):
    """A connection of that role, beside the test's own."""
    connected = psycopg2.connect(program[1])
    yield connected
    connected.close()


@pytest.fixture
def served(program, people):
    """From here on all that the test does, it does as the program."""

    def begin():
        with connection.cursor() as cursor:
            cursor.execute(f'SET LOCAL ROLE "{program[0]}"')

    return begin


def test_the_program_can_do_nothing_to_tables_triggers_and_the_record(as_program):
    done = []
    for statement in FORBIDDEN:
        with as_program.cursor() as cursor:
            try:
                cursor.execute(statement)
            except InsufficientPrivilege:
                continue
            except psycopg2.Error as other:
                done.append(f"{statement}: {other}")
            else:
                done.append(statement)
            finally:
                as_program.rollback()
    assert not done


@pytest.mark.parametrize(
    "forged",
    [
        ("accounts_user", "ubah", "{}"),
        ("segel catatan", "ubah", "{}"),
        ("segel catatan", "segel", "[]"),
        ("pembaruan program", "rilis", "{}"),
        ("apa saja", "baca", "{}"),
        ("baca berkas", "baca", None),
    ],
)
def test_the_program_tells_the_log_nothing_but_what_it_has_to(as_program, forged):
    stream, what, detail = forged
    with as_program.cursor() as cursor, pytest.raises(psycopg2.errors.RaiseException) as refusal:
        cursor.execute("SELECT logbook_tell(%s, '1', %s, %s)", [stream, what, detail])
    assert "this the program does not tell by itself" in str(refusal.value)
    as_program.rollback()


def test_what_it_has_to_tell_is_listed_in_the_function():
    listed = set(re.findall(r"\('([a-z ]+)', '([a-z]+)'\)", FUNCTIONS))
    reads = {(what.value, Deed.READ.value) for what in Read}
    seal, disposal = (STREAM, Deed.SEAL.value), (DISPOSAL, Deed.DISPOSED.value)
    assert listed == reads | {seal, disposal, (AT_SERVER, Deed.AT_SERVER.value)}


def test_the_function_of_the_triggers_serves_tables_of_the_program_alone(program, db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT has_function_privilege(%s, 'logbook_note()', 'EXECUTE')", [program[0]]
        )
        assert cursor.fetchone() == (False,)
        cursor.execute(
            "CREATE SCHEMA sisipan; CREATE TABLE sisipan.accounts_unit (id int);"
            "CREATE TRIGGER t AFTER INSERT ON sisipan.accounts_unit"
            " FOR EACH ROW EXECUTE FUNCTION logbook_note('id', '', 'terbuka', '')"
        )
        with pytest.raises(DatabaseError, match="the tables of the program alone"):
            cursor.execute("INSERT INTO sisipan.accounts_unit VALUES (1)")


def test_what_the_owner_cannot_take_from_the_program_is_said(program, db, monkeypatch, caplog):
    """Where the database is somebody else's, PostgreSQL only warns; here nothing is taken."""
    rights.grant_rights(program[0])
    assert not caplog.records
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_database()")
        (database,) = cursor.fetchone()
        cursor.execute(f'GRANT TEMPORARY ON DATABASE "{database}" TO "{program[0]}"')
    monkeypatch.setattr(rights, "_statements", lambda role, database: [])
    rights.grant_rights(program[0])
    assert f'REVOKE TEMPORARY ON DATABASE "{database}"' in caplog.text


def test_what_is_withheld_is_what_triggers_refuse_without_exception(db):
    """By what their functions say: one that never returns a row refuses always."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, (t.tgtype & 8) > 0, (t.tgtype & 16) > 0, p.prosrc"
            " FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
            " JOIN pg_proc p ON p.oid = t.tgfoid"
            " WHERE NOT t.tgisinternal AND (t.tgtype & 3) = 3 AND t.tgqual IS NULL"
        )
        found: dict[str, set[str]] = {}
        for table, on_delete, on_update, source in cursor.fetchall():
            if "RETURN NEW" in source:
                continue
            refused = found.setdefault(table, set())
            if on_update:
                refused.add("UPDATE")
            if on_delete and "RETURN OLD" not in source:
                refused.add("DELETE")
    withheld = {table: set(rights) - {"INSERT"} for table, rights in WITHHELD.items()}
    del withheld["django_migrations"]
    assert withheld == found


def test_the_program_carries_a_case_on_takes_back_and_the_log_tells_all_of_it(
    served, make_agreement, people
):
    case = make_agreement()
    served()
    assert not owns_tables()
    engine.edit_content(case.pk, people["staf"], {"manfaat"}, _set_benefit, case.content_hash)
    act = UndoableAct.objects.open_to(people["staf"]).get(agreement=case)
    undoing.undo_act(case.pk, people["staf"], act.pk)
    demo.pass_stage(again(case), order_and_render, people["verifikator"])
    note_read(people["staf"].pk, Read.FILE, "1", nama="ktp.pdf")
    make_head()
    assert chain_is_intact(again(case))
    assert LogEntry.objects.filter(stream=Read.FILE, subject="1").exists()
    assert not verify_log()


def _set_benefit(case: Agreement) -> None:
    case.manfaat = "Lain"
    case.save()


def test_only_migrations_connect_as_the_owner():
    assert choose_url(BOTH, ["manage.py", "migrate"]) == OWNER
    for words in (["manage.py", "shell"], ["gunicorn", "kerjasama.wsgi"], ["manage.py"]):
        assert choose_url(BOTH, words) == PROGRAM
    assert choose_url({"DATABASE_URL": PROGRAM}, ["manage.py", "migrate"]) == PROGRAM


def test_rights_go_to_the_role_of_the_program_where_there_are_two():
    assert program_role(BOTH) == "program"
    assert program_role({"DATABASE_URL": OWNER}) == ""
    assert program_role({"DATABASE_URL": OWNER, "DATABASE_OWNER_URL": OWNER}) == ""


def test_web_and_worker_do_not_begin_as_the_owner(db, settings, monkeypatch):
    monkeypatch.setattr("sys.argv", ["gunicorn", "kerjasama.wsgi"])
    refused = connection.copy()
    connection_created.connect(serving._ask, dispatch_uid="serving_as_whom")
    try:
        for _ in range(2):  # a request that was refused leaves no connection to the next
            with pytest.raises(ImproperlyConfigured, match="DATABASE_OWNER_URL"):
                refused.ensure_connection()
    finally:
        connection_created.disconnect(dispatch_uid="serving_as_whom")
    settings.SERVE_AS_OWNER = True
    serving.refuse_owner()


@pytest.mark.parametrize("begins", [signals.celeryd_init, signals.beat_init])
def test_worker_and_beat_are_asked_when_they_begin(begins, monkeypatch):
    def refuse():
        raise ImproperlyConfigured(serving.REFUSED)

    monkeypatch.setattr(serving, "refuse_owner", refuse)
    with pytest.raises(SystemExit, match="DATABASE_OWNER_URL"):
        begins.send(sender=None)
