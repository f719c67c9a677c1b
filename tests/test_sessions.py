"""Whoever does something stays signed in; the end is known beforehand, and who is signed in again
goes on at the same page.
"""

import pytest
from django.conf import settings as project
from django.urls import reverse

from agreements.regulations.families import Family
from agreements.regulations.self_check import questions_of
from kerjasama.accounts.sessions import RENEWAL
from kerjasama.signin.models import SignInRules


@pytest.fixture
def at_nine(time_machine):
    time_machine.move_to("2026-03-02 09:00+08:00", tick=False)
    return time_machine


def is_in(client) -> bool:
    return client.get(reverse("tugas")).status_code == 200


def state(client) -> dict:
    return client.get(reverse("sesi"), headers={"Accept": "application/json"}).json()


def test_a_session_slides_with_what_is_done(at_nine, people, signed_in, settings):
    client = signed_in(people["staf"])
    for _ in range(4):
        at_nine.shift(60 * 90)
        assert is_in(client), "six hours of work with a pause of one and a half each"


def test_a_session_ends_when_nothing_is_done(at_nine, people, signed_in, settings):
    client = signed_in(people["staf"])
    at_nine.shift(settings.SESSION_COOKIE_AGE + 1)
    assert not is_in(client)


def test_a_session_ends_at_last_however_busy_somebody_is(at_nine, people, signed_in, settings):
    client = signed_in(people["staf"])
    for _ in range(settings.SESSION_MOST_HOURS - 1):
        at_nine.shift(3600)
        assert is_in(client)
    at_nine.shift(3600)
    assert not is_in(client)


@pytest.mark.parametrize(("minutes", "stays"), [(29, True), (30, False)])
def test_the_region_ends_idle_sessions_sooner(at_nine, people, signed_in, minutes, stays):
    SignInRules(session_idle_minutes=30).save()
    client = signed_in(people["staf"])
    at_nine.shift(60 * minutes)
    assert state(client)["left"] == 60 * (30 - minutes)
    assert is_in(client) is stays


@pytest.mark.parametrize(("hours", "stays"), [(7, True), (8, False)])
def test_the_region_ends_every_session_sooner(at_nine, people, signed_in, hours, stays):
    SignInRules(session_most_hours=8).save()
    client = signed_in(people["staf"])
    for _ in range(hours - 1):
        at_nine.shift(3600)
        assert is_in(client)
    at_nine.shift(3600)
    assert is_in(client) is stays


def test_no_region_keeps_sessions_longer_than_the_server(people, signed_in, settings):
    address = reverse("aturan-masuk")
    most = settings.SESSION_COOKIE_AGE // 60
    sent = {"factor_grace_days": 5, "password_grace_days": 5, "session_most_hours": 8}
    sent |= {"session_idle_minutes": most + 1}
    answer = signed_in(people["admin"]).post(address, sent)
    assert f"Paling lama {most} menit" in answer.text


def test_what_a_page_asks_for_by_itself_keeps_nobody_signed_in(
    at_nine, people, signed_in, settings
):
    client = signed_in(people["staf"])
    at_nine.shift(settings.SESSION_COOKIE_AGE - 60)
    client.get(reverse("tugas"), headers={"HX-Request": "true"})
    assert state(client)["left"] == 60
    at_nine.shift(61)
    assert state(client)["person"] is None and not is_in(client)


def test_a_page_that_reads_itself_anew_keeps_nobody_signed_in(at_nine, people, signed_in, settings):
    client = signed_in(people["staf"])
    at_nine.shift(settings.SESSION_COOKIE_AGE - 60)
    client.get(reverse("tugas"), headers={"Accept": "text/html", "X-Renewal": "1"})
    assert state(client)["left"] == 60
    at_nine.shift(61)
    assert not is_in(client)


def test_a_page_that_reads_itself_anew_takes_no_message_from_another(people, signed_in):
    client = signed_in(people["staf"])
    client.post(reverse("uji-pemahaman", args=["ksdd"]), right_answers(Family.KSDD))
    said = "8 dari 8 benar."
    renewed = client.get(reverse("tugas"), headers={"Accept": "text/html", "X-Renewal": "1"})
    assert said not in renewed.text
    assert said in client.get(reverse("tugas")).text


def right_answers(family: Family) -> dict[str, str]:
    return {question.code: question.answer for question in questions_of(family)}


def test_the_script_that_renews_a_page_says_so():
    script = (project.BASE_DIR / "static" / "js" / "renew.js").read_text()
    assert f'"{RENEWAL}": "1"' in script


def test_tetap_masuk_gives_the_whole_time_again(at_nine, people, signed_in, settings):
    client = signed_in(people["staf"])
    at_nine.shift(settings.SESSION_COOKIE_AGE - 60)
    assert state(client)["left"] == 60
    assert client.post(reverse("sesi")).json()["left"] == settings.SESSION_COOKIE_AGE


def keep_typing(client, **headers):
    sent = {
        "subject": reverse("beranda"),
        "form": "x",
        "page": "/",
        "tab": "1",
        "fields": {"teks": {"value": "a", "base": ""}},
    }
    asked = {"Accept": "application/json"} | headers
    return client.post(reverse("isian"), sent, content_type="application/json", headers=asked)


def test_what_is_typed_and_kept_is_a_doing(at_nine, people, signed_in, settings):
    client = signed_in(people["staf"])
    at_nine.shift(settings.SESSION_COOKIE_AGE - 60)
    assert keep_typing(client).status_code == 200
    assert state(client)["left"] == settings.SESSION_COOKIE_AGE


def test_what_is_refused_or_only_tried_again_keeps_nobody_signed_in(
    at_nine, people, signed_in, settings, monkeypatch
):
    client = signed_in(people["staf"])
    at_nine.shift(settings.SESSION_COOKIE_AGE - 60)
    assert keep_typing(client, **{"X-Again": "1"}).status_code == 200
    monkeypatch.setattr("kerjasama.drafts.keeping.keep_draft", refuse)
    assert keep_typing(client).status_code == 400
    assert state(client)["left"] == 60


def refuse(*args, **kwargs):
    raise ValueError


@pytest.mark.parametrize("name", ["beranda", "tugas", "daftar", "isian", "sesi"])
def test_what_a_signed_in_person_sees_stays_in_no_cache(name, people, signed_in):
    answer = signed_in(people["staf"]).get(reverse(name))
    assert "no-store" in answer["Cache-Control"]


def test_nor_does_a_file_but_a_public_page_does(people, signed_in, client):
    file = signed_in(people["staf"]).get(reverse("daftar"), {"unduh": "xlsx"})
    assert "no-store" in file["Cache-Control"]
    assert "no-store" not in client.get(reverse("account_reset_password")).get("Cache-Control", "")


def test_each_page_says_how_long_the_session_lasts(people, signed_in, settings):
    page = signed_in(people["staf"]).get(reverse("tugas")).content.decode()
    assert (
        f'data-session-left="{settings.SESSION_COOKIE_AGE}"' in page
        or f'data-session-left="{settings.SESSION_COOKIE_AGE - 1}"' in page
    )


def test_a_fragment_for_a_page_whose_session_ended_does_not_throw_it_away(client, db):
    answer = client.get(reverse("tugas"), headers={"HX-Request": "true"})
    assert (
        answer.status_code == 401
        and answer["HX-Trigger"] == "session-ended"
        and "HX-Redirect" not in answer
    )


def test_a_form_sent_without_session_leads_back_to_its_page_after_signing_in(
    client, make_agreement
):
    page = reverse("kerja-sama", args=[make_agreement().pk])
    answer = client.post(
        reverse("tanggapan", args=[1]),
        {"text": "x"},
        headers={"Referer": f"http://testserver{page}"},
    )
    assert answer.status_code == 302 and answer["Location"] == f"/masuk/?next={page}"


def test_a_page_of_somebody_else_does_not_say_where_signing_in_leads(client, db):
    answer = client.post(
        reverse("tanggapan", args=[1]),
        {"text": "x"},
        headers={"Referer": "http://lain.invalid/kerja-sama/7/"},
    )
    assert answer.status_code == 302 and answer["Location"] == "/masuk/?next=/"
