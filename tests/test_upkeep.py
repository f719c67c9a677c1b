"""The program keeps itself: the calendar of jobs outlives its file, traces of visits go with time."""  # noqa: E501

import time
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from kerjasama.celery import app
from kerjasama.notices.models import Kind, Notice
from kerjasama.notices.tasks import purge_told
from kerjasama.scheduler import LastingScheduler
from kerjasama.signin.models import Attempt, Outcome
from kerjasama.signin.tasks import purge_visits
from kerjasama.web import only_one


def cut(content: bytes) -> bytes:
    return content[: len(content) // 2]


def zero(content: bytes) -> bytes:
    return bytes(len(content))


def garble(content: bytes) -> bytes:
    return bytes(byte ^ 0x5A for byte in content)


def empty(content: bytes) -> bytes:
    return b""


@pytest.mark.parametrize("damage", [cut, zero, garble, empty])
def test_a_damaged_schedule_begins_anew(damage, tmp_path):
    name = str(tmp_path / "beat")
    before = LastingScheduler(app=app, schedule_filename=name)
    before.close()
    for file in tmp_path.iterdir():
        file.write_bytes(damage(file.read_bytes()))
    after = LastingScheduler(app=app, schedule_filename=name)
    assert set(app.conf.beat_schedule) <= set(after.schedule)
    after.sync()
    after.close()


def test_visits_are_forgotten_after_their_time(people, settings, client):
    settings.KEEP_VISITS_DAYS = 30
    now = timezone.now()
    for days in (29, 31):
        told = {"outcome": Outcome.ENTERED, "address": "203.0.113.1", "place": str(days)}
        row = Attempt.objects.create(**told)
        Attempt.objects.filter(pk=row.pk).update(at=now - timedelta(days))
    Session.objects.create(session_key="ended", expire_date=now - timedelta(1))
    Session.objects.create(session_key="open", expire_date=now + timedelta(1))
    purge_visits()
    assert [row.place for row in Attempt.objects.all()] == ["29"]
    assert [row.session_key for row in Session.objects.all()] == ["open"]


def test_what_was_done_long_ago_is_forgotten_and_what_waits_stays(people, settings):
    settings.KEEP_NOTICES_DAYS = 365
    now = timezone.now()
    long_ago, lately = now - timedelta(366), now - timedelta(364)
    for key, done in (("old", long_ago), ("new", lately), ("waits", None)):
        Notice.objects.create(
            user=people["staf"],
            kind=Kind.TASK,
            key=key,
            subject=key,
            url="/",
            created_at=long_ago,
            done_at=done,
        )
    purge_told()
    assert sorted(row.key for row in Notice.objects.all()) == ["new", "waits"]


def test_of_two_calendars_one_works_and_the_other_follows_when_it_is_gone():
    assert only_one.is_mine("uji", "satu") and not only_one.is_mine("uji", "dua")
    assert only_one.is_mine("uji", "satu")
    only_one.give_up("uji", "dua")
    assert not only_one.is_mine("uji", "dua")
    only_one.give_up("uji", "satu")
    assert only_one.is_mine("uji", "dua") and not only_one.is_mine("uji", "satu")


def test_a_calendar_that_falls_silent_is_followed_within_half_a_minute(monkeypatch):
    monkeypatch.setattr(only_one, "SECONDS", 1)
    assert only_one.is_mine("diam", "satu")
    time.sleep(1.1)
    assert only_one.is_mine("diam", "dua")
