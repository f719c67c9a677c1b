"""What figures over all cases are kept by: every write that could change one renews them, and
nothing that is merely typed does.
"""

import re

import pytest
from django.apps import apps
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agreements.models import Agreement, DayOff, Document, DocumentState
from agreements.monitoring.duties.freshness import NEWEST, TABLES, newest_change
from agreements.pages.case.log import history_of, log_of_case
from agreements.pages.home import page as home
from agreements.pages.leadership import (
    leader_dashboard,
    office_dashboard,
    oversight_dashboard,
    unit_dashboard,
)
from agreements.workflow.deadlines import Calendar

from .conftest import again, change

pytestmark = pytest.mark.django_db

# Clocks move with the holders of a case; who may see what, and the number itself, is what a figure
# is known by.
BESIDES = {"agreements_clock", "accounts_membership", "accounts_official", "logbook_logentry"}


def tables_of(queries) -> set[str]:
    named = {
        name
        for query in queries
        for name in re.findall(r'(?:FROM|JOIN)\s+"?(\w+)', query["sql"], re.IGNORECASE)
    }
    return named & {model._meta.db_table for model in apps.get_models(include_auto_created=True)}


@pytest.mark.parametrize("name", ["sekda", "bupati", "verifikator", "staf", "hukum"])
def test_a_kept_part_of_a_page_reads_only_tables_whose_writes_renew_it(name, people, signed):
    signed("ksdpk-daerah")
    user, today = people[name], timezone.localdate()
    seen = Agreement.objects.visible_to(user)
    build = {
        "verifikator": lambda: office_dashboard._build_parts(seen, today, Calendar(), 0),
        "hukum": lambda: oversight_dashboard._build_parts(seen, today, Calendar(), 0),
        "staf": lambda: unit_dashboard._build_parts(user, seen, today, Calendar(), 0),
    }.get(name, lambda: leader_dashboard._build_parts(user, seen, today, Calendar(), 0))
    caches["local"].clear()
    with CaptureQueriesContext(connection) as queries:
        build()
        home._build_parts(user, seen, today, Calendar(), 0)
    assert tables_of(queries) - BESIDES <= set(TABLES)
    assert {"agreements_agreement", "agreements_activity"} <= set(TABLES)


def test_what_is_typed_into_a_case_leaves_the_figures_as_they_are_kept(make_agreement, people):
    case, before = make_agreement(), newest_change()
    change(case, people["staf"], manfaat="Biaya masyarakat lebih rendah.")
    assert again(case).manfaat == "Biaya masyarakat lebih rendah."
    assert newest_change() == before


def test_a_title_that_a_dasbor_shows_renews_them(make_agreement, people):
    case, before = make_agreement(), newest_change()
    change(case, people["staf"], title="Judul yang lain sama sekali")
    assert newest_change() > before


def test_a_day_off_renews_them_although_no_case_tells_of_it(people):
    before = newest_change()
    DayOff.objects.create(day="2026-12-24", name="Cuti bersama", decree="1")
    assert newest_change() > before


def test_a_paper_that_the_worker_made_renews_them(make_agreement, people):
    paper = Document.objects.create(agreement=make_agreement(), kind="kak", revision=1)
    before = newest_change()
    Document.objects.filter(pk=paper.pk).update(state=DocumentState.READY)
    assert newest_change() > before


def test_a_write_counts_also_when_its_transaction_ends_after_that_of_a_later_one(people):
    """Its entry then has a lower number than one that was seen before."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('logbook_logentry', 'id'))")
        (lower,) = cursor.fetchone()
        DayOff.objects.create(day="2026-12-24", name="Cuti bersama", decree="1")
        before = newest_change()
        cursor.execute(
            "INSERT INTO logbook_logentry (id, stream, subject, number, action, detail, origin, at,"
            " previous, digest) VALUES (%s, 'accounts_unit', '1', 99, 'ubah', '{}', '', now(), '',"
            " '')",
            [lower],
        )
    assert newest_change() != before


def test_the_number_is_read_from_its_own_index(db):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {NEWEST}")
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "entries_of_figures" in plan


def log_seen(people, case, **asked):
    return log_of_case(people["staf"], case, history_of(case, **asked))


def type_often(case, people, times):
    for number in range(times):
        change(case, people["staf"], manfaat=f"Manfaat {number}.")


def test_a_new_entry_leaves_the_older_sheets_of_a_history_as_they_are_kept(make_agreement, people):
    case = make_agreement()
    type_often(case, people, 25)
    before = log_seen(people, case)
    change(case, people["staf"], manfaat="Manfaat yang terakhir.")
    after = log_seen(people, case)
    assert after.older == before.older + 1
    assert after.sheets[0].known_by != before.sheets[0].known_by
    assert [s.known_by for s in after.sheets[1:]] == [s.known_by for s in before.sheets[1:]]
    assert len(after.sheets) > 1


def test_a_sheet_of_a_history_shows_what_was_taken_back_meanwhile(make_agreement, people):
    case = make_agreement()
    type_often(case, people, 5)
    history = history_of(case)
    before = log_of_case(people["staf"], case, history).sheets[-1].known_by
    history.newest[0].is_undone = True
    assert log_of_case(people["staf"], case, history).sheets[-1].known_by != before


def test_a_page_reads_no_more_of_a_long_history_than_of_a_short_one(make_agreement, people):
    case = make_agreement()
    type_often(case, people, 65)
    log_seen(people, case)  # the chain is read whole once
    with CaptureQueriesContext(connection) as queries:
        log = log_seen(people, case)
    assert len(queries) == 2 and len(log.newest) + log.older < 44
    assert log.left == log.length - len(log.newest) - log.older > 0
    whole = log_seen(people, case, is_whole=True)
    assert not whole.left and len(whole.newest) + whole.older == case.events.count() == log.length


@pytest.mark.parametrize("number", [2, 30, 64])
def test_an_altered_entry_shows_however_far_back_it_lies(make_agreement, people, number):
    case = make_agreement()
    type_often(case, people, 65)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        case.events.filter(number=number).update(reason="Lain")
        cursor.execute("SET LOCAL session_replication_role = origin")
    assert not log_seen(people, case).is_intact


def test_an_entry_that_is_altered_after_it_was_found_whole_shows_among_the_newest(
    make_agreement, people
):
    case = make_agreement()
    type_often(case, people, 65)
    assert log_seen(people, case).is_intact
    change(case, people["staf"], manfaat="Manfaat yang terakhir.")
    history = history_of(case)
    assert log_of_case(people["staf"], case, history).is_intact
    history.newest[0].reason = "Lain"
    assert not log_of_case(people["staf"], case, history).is_intact
