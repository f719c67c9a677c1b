"""What an office sets once is read again when it was written to, and not before."""

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agreements.models import DayOff, RadarSetting
from agreements.monitoring.duties.radar import own_months
from agreements.workflow.deadlines import Calendar
from kerjasama.accounts.models import RegionProfile
from kerjasama.logbook.covered import COVERED
from kerjasama.web.kept_settings import NEWEST, TABLES, settings_kept

pytestmark = pytest.mark.django_db
CUTI = "2026-12-24"


def ask() -> None:
    """What a list asks of the settings."""
    with settings_kept():
        RegionProfile.current()
        calendar = Calendar()
        calendar.own_days, calendar.settings, calendar.norms, own_months()  # noqa: B018  # asked


def test_a_page_that_asks_again_takes_the_settings_as_they_were_read():
    ask()
    with CaptureQueriesContext(connection) as queries:
        ask()
    assert [query["sql"].strip() for query in queries] == [NEWEST.strip()]


def test_a_setting_that_was_written_is_read_by_the_next_page():
    ask()
    DayOff.objects.create(day=CUTI, name="Cuti bersama", decree="1")
    with settings_kept():
        (day,) = Calendar().own_days
    assert str(day) == CUTI
    DayOff.objects.all().delete()
    with settings_kept():
        assert not Calendar().own_days


def test_an_act_reads_what_it_wrote_itself(people):
    ask()
    assert not own_months()
    RadarSetting.objects.create(signal="rencana", months=3, changed_by=people["verifikator"])
    assert own_months() == {"rencana": 3}


def test_whoever_changes_a_kept_row_changes_his_own():
    with settings_kept():
        RegionProfile.current().short_name = "Lain"
        assert RegionProfile.current().short_name != "Lain"


def test_every_kept_table_is_logged_and_named_as_it_is():
    assert set(TABLES) <= set(COVERED)
    assert set(TABLES) <= {model._meta.db_table for model in apps.get_models()}


def test_how_the_settings_stand_is_read_from_its_own_index():
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {NEWEST}")
        assert "entries_of_settings" in "\n".join(line for (line,) in cursor.fetchall())
