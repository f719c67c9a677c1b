"""An upgrade that changes what stands in the tables is no fault, and is noted as what it was; what
differed before it is told as ever.
"""

from dataclasses import replace

import pytest
from django.db import connection

from kerjasama.accounts.models import Unit
from kerjasama.logbook import installing
from kerjasama.logbook.covered import COVERED
from kerjasama.logbook.models import Deed, LogEntry
from kerjasama.logbook.verifying import Wrong, verify_log

from .reading import words_of
from .test_logbook import LOG, past_the_triggers, run

UPGRADES = "pembaruan program"
PLAN = [("accounts.0099_contoh", False)]


@pytest.fixture(autouse=True)
def units(people):
    Unit.objects.create(name="Dinas Satu")
    run("SET CONSTRAINTS ALL IMMEDIATE")
    assert verify_log() == []


@pytest.fixture
def upgrade():
    """bin/start, with a release that does this."""

    def run_it(*statements: str) -> LogEntry:
        installing.look_before(PLAN)
        for statement in statements:
            run(statement)
        installing.install_triggers(PLAN)
        return LogEntry.objects.filter(stream=UPGRADES).latest("pk")

    return run_it


def found() -> list[tuple[str, str, str]]:
    return [(fault.table, fault.subject, fault.wrong) for fault in verify_log()]


NEW_TYPE = "ALTER TABLE accounts_unit ALTER COLUMN valid_from TYPE timestamptz"
NEW_COLUMN = "ALTER TABLE accounts_unit ADD COLUMN rank integer NOT NULL DEFAULT 7"
GONE_COLUMN = "ALTER TABLE accounts_unit DROP COLUMN valid_to"
NEW_NAME = "ALTER TABLE accounts_unit RENAME COLUMN valid_to TO over_on"


@pytest.mark.parametrize("statement", [NEW_TYPE, NEW_COLUMN, GONE_COLUMN, NEW_NAME])
def test_what_a_migration_changes_without_writing_a_row_is_no_fault(upgrade, statement):
    upgrade(statement)
    assert found() == []


@pytest.mark.parametrize(
    "how",
    [{"hidden": ("name",)}, {"is_open": False}, {"skipped": ("name",)}],
    ids=lambda how: next(iter(how)),
)
def test_nor_is_another_way_to_log_a_table(upgrade, monkeypatch, how):
    monkeypatch.setitem(COVERED, "accounts_unit", replace(COVERED["accounts_unit"], **how))
    upgrade()
    assert found() == []


def test_the_upgrade_is_an_entry_who_ran_which_release_and_what_it_changed(
    upgrade, people, signed_in, monkeypatch
):
    monkeypatch.setenv("LOGNAME", "operator")
    entry = upgrade(NEW_TYPE)
    assert entry.action == Deed.UPGRADE and entry.person_id is None
    page = words_of(signed_in(people["admin"]).get(LOG, {"jenis": UPGRADES}).content.decode())
    assert "Pembaruan program: Rilis 0.1.0" in page and "Dijalankan oleh: operator" in page
    assert "Migrasi: accounts.0099_contoh" in page
    assert f"accounts_unit: {Unit.objects.count()} baris (valid_from)" in page


@pytest.mark.parametrize("statement", [NEW_TYPE, NEW_COLUMN])
def test_an_upgrade_hides_no_record_that_was_altered_before(upgrade, statement):
    unit = Unit.objects.latest("pk")
    past_the_triggers("UPDATE accounts_unit SET name='Dinas Lain' WHERE id=%s", unit.pk)
    entry = upgrade(statement)
    assert found() == [("accounts_unit", str(unit.pk), Wrong.ALTERED)]
    assert entry.detail["dilewati"] == 1
    (fault,) = verify_log()
    assert fault.columns == ("name",)  # the same as before, so that who acknowledged it did
    upgrade("ALTER TABLE accounts_unit ADD COLUMN colour text")
    assert found() == [("accounts_unit", str(unit.pk), Wrong.ALTERED)]


def test_nor_one_that_was_slipped_in_or_taken_away_before(upgrade):
    unit = Unit.objects.latest("pk")
    past_the_triggers("DELETE FROM accounts_unit WHERE id=%s", unit.pk)
    past_the_triggers(
        'INSERT INTO accounts_unit SELECT (jsonb_populate_record(u, \'{"id": 9999, "name":'
        ' "Dinas Selip"}\')).* FROM accounts_unit u LIMIT 1'
    )
    upgrade(NEW_COLUMN)
    assert sorted(found()) == [
        ("accounts_unit", str(unit.pk), Wrong.LOST),
        ("accounts_unit", "9999", Wrong.SLIPPED_IN),
    ]


def test_nor_does_another_way_to_log_the_table(upgrade, monkeypatch):
    unit = Unit.objects.latest("pk")
    past_the_triggers("UPDATE accounts_unit SET name='Dinas Lain' WHERE id=%s", unit.pk)
    closed = replace(COVERED["accounts_unit"], is_open=False)
    monkeypatch.setitem(COVERED, "accounts_unit", closed)
    upgrade()
    assert found() == [("accounts_unit", str(unit.pk), Wrong.ALTERED)]


def test_a_baseline_beside_an_upgrade_is_found_even_of_what_was_empty(upgrade):
    upgrade(NEW_COLUMN)
    unit = Unit.objects.latest("pk")
    past_the_triggers("UPDATE accounts_unit SET valid_to='2026-01-01' WHERE id=%s", unit.pk)
    run(
        "SELECT logbook_append('accounts_unit', %s, 'awal', '{\"valid_to\": [null,"
        ' "2026-01-01"]}\')',
        str(unit.pk),
    )
    assert found() == [("accounts_unit", str(unit.pk), Wrong.ALTERED)]


def test_where_nothing_is_to_be_done_nothing_is_compared_or_noted(
    django_assert_max_num_queries,
):
    before = LogEntry.objects.count()
    with django_assert_max_num_queries(4):
        installing.look_before(())
        installing.install_triggers(())
    assert LogEntry.objects.count() == before
    with connection.cursor() as cursor:
        assert installing._installed(cursor) == installing._fingerprint()
