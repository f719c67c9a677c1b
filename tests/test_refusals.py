"""What the program refuses leaves a line in its output: who, what, from where; nothing typed."""

import json

import pytest
from django.core.cache import caches
from django.test import Client
from django.urls import resolve, reverse

from kerjasama.web.refusals import refusal
from kerjasama.web.shared_cache import PlainValues

pytestmark = pytest.mark.django_db


def lines(caplog) -> list[dict]:
    return [json.loads(row.message) for row in caplog.records if row.name.endswith("refusals")]


def test_a_refusal_is_a_line_with_who_and_where_and_without_what_was_typed(
    people, signed_in, caplog
):
    client = signed_in(people["staf"])
    client.post(reverse("aturan-masuk") + "?cari=rahasia", {"alasan": "rahasia"})
    told = {"account": people["staf"].pk, "method": "POST", "path": reverse("aturan-masuk")}
    assert lines(caplog) == [{"refused": 403, "from": "127.0.0.1"} | told]
    assert "rahasia" not in caplog.text


def test_a_forged_form_and_too_many_are_lines_too(people, caplog, settings):
    forged = Client(enforce_csrf_checks=True)
    forged.post(reverse("keluar"))
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    for _ in range(2):
        Client().post(reverse("account_login"), {"login": "x", "password": "y"})
    found = [(row["refused"], row["account"]) for row in lines(caplog)]
    assert found == [(403, None), (429, None)]


def test_an_address_that_opens_something_is_not_in_the_line(rf):
    request = rf.get("/lupa-sandi/ab/cdef-123/")
    request.resolver_match = resolve(request.path)
    assert refusal(request, 403)["path"] == "/lupa-sandi/…/…/"


def test_the_question_who_somebody_is_is_no_refusal(people, signed_in, caplog, settings):
    settings.FRESH_MINUTES = 0
    page = signed_in(people["admin"]).post(reverse("aturan-masuk"), {})
    assert page.status_code == 403 and lines(caplog) == []


@pytest.mark.parametrize("value", [7, 0, True, 1.5, "y", "7", None, [1788.25, 2.0], {"a": [1]}])
def test_a_shared_cache_keeps_plain_values(value):
    for name in ("default", "shared"):
        caches[name].set("nilai", value, 60)
        found = caches[name].get("nilai")
        assert found == value and type(found) is type(value)


def test_what_runs_code_is_neither_kept_nor_read():
    with pytest.raises(TypeError):
        PlainValues().dumps(object())
    with pytest.raises(ValueError):
        PlainValues().loads(b"cos\nsystem\n(S'true'\ntR.")
