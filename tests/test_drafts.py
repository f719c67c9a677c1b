"""What is typed and not sent is kept for its person, offered again, and gone once it is sent."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kerjasama.drafts import keeping
from kerjasama.drafts.models import FormDraft
from kerjasama.drafts.tasks import purge_drafts


@pytest.fixture
def case(make_agreement):
    return make_agreement(manfaat="")


@pytest.fixture
def address(case):
    return reverse("tanggapan", args=[case.pk])


def type_into(client, address, tab="satu", form="text", known=None, **typed):
    fields = {name: {"value": value, "base": "", "known": known} for name, value in typed.items()}
    sent = {"subject": address, "form": form, "page": "/", "tab": tab, "fields": fields}
    return client.post(reverse("isian"), json.dumps(sent), content_type="application/json")


def offered(client, address):
    drafts = client.get(reverse("isian"), {"untuk": [address]}).json()["drafts"]
    return {name: entry["value"] for draft in drafts for name, entry in draft["fields"].items()}


def test_what_was_typed_is_offered_again_also_on_another_device(address, people, signed_in):
    assert type_into(signed_in(people["staf"]), address, text="Mohon dicek").json()["told"]
    assert offered(signed_in(people["staf"]), address) == {"text": "Mohon dicek"}


def test_each_field_is_kept_for_itself(address, people, signed_in):
    client = signed_in(people["staf"])
    type_into(client, address, text="Pertama")
    type_into(client, address, lain=["a", "b"])
    assert offered(client, address) == {"text": "Pertama", "lain": ["a", "b"]}


def test_what_is_typed_writes_no_event_and_changes_no_case(case, address, people, signed_in):
    events, content = case.events.count(), case.content_hash
    type_into(signed_in(people["staf"]), reverse("ubah", args=[case.pk, "isi"]), manfaat="Layanan")
    case.refresh_from_db()
    assert (case.events.count(), case.content_hash) == (events, content)


def test_a_field_set_back_to_what_stood_there_is_no_draft_any_more(address, people, signed_in):
    client = signed_in(people["staf"])
    type_into(client, address, text="Mohon dicek")
    type_into(client, address, text=None)
    assert not FormDraft.objects.exists()


def test_nobody_is_offered_what_another_person_typed(address, people, signed_in):
    type_into(signed_in(people["staf"]), address, text="Rahasia saya")
    assert offered(signed_in(people["kabag"]), address) == {}


def test_whoever_no_longer_sees_the_case_is_offered_nothing(
    address, case, people, signed_in, stranger
):
    type_into(signed_in(people["staf"]), address, text="Mohon dicek")
    people["staf"].memberships.update(unit=stranger.memberships.get().unit)
    client = signed_in(people["staf"])
    assert offered(client, address) == {}
    assert type_into(client, address, text="Lagi").status_code == 404


def test_without_an_account_nothing_is_kept_and_the_page_is_told(address, client):
    sent = client.post(
        reverse("isian"),
        "{}",
        content_type="application/json",
        headers={"Accept": "application/json"},
    )
    assert sent.status_code == 401 and not FormDraft.objects.exists()


@pytest.mark.parametrize(
    "name", ["password", "new_password1", "passphrase", "csrfmiddlewaretoken", "sandi"]
)
def test_a_secret_is_never_kept(name, address, people, signed_in):
    type_into(signed_in(people["staf"]), address, **{name: "KerjaSama"})
    assert not FormDraft.objects.exists()


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        '{"fields": 1}',
        '{"subject": "/x/", "fields": {}}',
        "\0",
        '{"fields": {"a": {"value": {"b": 1}}}}',
    ],
)
def test_what_is_no_draft_is_refused_plainly(body, people, signed_in):
    answer = signed_in(people["staf"]).post(reverse("isian"), body, content_type="application/json")
    assert answer.status_code in (400, 404)


def test_a_text_beyond_all_measure_is_refused(address, people, signed_in):
    assert type_into(signed_in(people["staf"]), address, text="x" * 60_001).status_code == 400
    assert not FormDraft.objects.exists()


def test_nul_is_left_out(address, people, signed_in):
    client = signed_in(people["staf"])
    type_into(client, address, text="a\0b")
    assert offered(client, address) == {"text": "ab"}


def test_two_windows_of_one_person_lose_neither_text(address, people, signed_in):
    client = signed_in(people["staf"])
    first = type_into(client, address, tab="satu", text="Dari komputer").json()
    second = type_into(client, address, tab="dua", text="Dari laptop").json()
    assert first["elsewhere"] == {} and "text" in second["elsewhere"]
    (draft,) = client.get(reverse("isian"), {"untuk": [address]}).json()["drafts"]
    assert draft["fields"]["text"]["value"] == "Dari laptop"
    assert [old["value"] for old in draft["fields"]["text"]["earlier"]] == ["Dari komputer"]


def test_the_draft_goes_when_its_form_is_sent(case, address, people, signed_in):
    client = signed_in(people["staf"])
    type_into(client, address, text="Mohon dicek")
    type_into(client, reverse("kembalikan", args=[case.pk]), form="alasan", alasan="Lain")
    client.post(address, {"text": "Mohon dicek", "_isian": "text"})
    assert case.comments.get().text == "Mohon dicek"
    assert [draft.form for draft in FormDraft.objects.all()] == ["alasan"]


def test_a_form_sent_without_script_takes_its_draft_along(address, people, signed_in):
    client = signed_in(people["staf"])
    type_into(client, address, text="Mohon dicek")
    client.post(address, {"text": "Mohon dicek"})
    assert not FormDraft.objects.exists()


def test_the_draft_stays_when_its_form_is_refused(case, people, signed_in):
    client, address = signed_in(people["kabag"]), reverse("kembalikan", args=[case.pk])
    type_into(client, address, form="alasan", alasan="Belum lengkap")
    answer = client.post(address, {"alasan": "Belum lengkap", "tujuan": "", "_isian": "alasan"})
    assert answer.status_code == 422 and offered(client, address) == {"alasan": "Belum lengkap"}


def test_a_draft_is_thrown_away_by_its_person_alone(address, people, signed_in):
    client = signed_in(people["staf"])
    type_into(client, address, text="Mohon dicek")
    where = {"subject": address, "form": "text"}
    signed_in(people["kabag"]).post(reverse("isian-buang"), where)
    assert offered(client, address) == {"text": "Mohon dicek"}
    client.post(reverse("isian-buang"), where)
    assert offered(client, address) == {}


def test_what_nobody_came_back_for_is_purged(address, people, signed_in, settings):
    settings.FORM_DRAFT_DAYS = 30
    client = signed_in(people["staf"])
    type_into(client, address, text="Lama")
    FormDraft.objects.update(updated_at=timezone.now() - timedelta(days=31))
    type_into(client, address, form="baru", text="Baru")
    purge_drafts()
    assert [draft.form for draft in FormDraft.objects.all()] == ["baru"]


def test_the_page_of_a_case_names_what_waits_unsent_on_its_other_pages(
    case, address, people, signed_in
):
    client, step = signed_in(people["staf"]), reverse("ubah", args=[case.pk, "isi"])
    sent = {
        "subject": step,
        "form": "langkah",
        "page": step,
        "tab": "satu",
        "title": "Isi kerja sama",
    }
    fields = {"manfaat": {"value": "Baru", "base": ""}}
    client.post(
        reverse("isian"), json.dumps(sent | {"fields": fields}), content_type="application/json"
    )
    place = reverse("kerja-sama", args=[case.pk])
    (other,) = client.get(reverse("isian"), {"untuk": [address], "di": place}).json()["others"]
    assert (other["page"], other["title"]) == (step, "Isi kerja sama")
    assert signed_in(people["kabag"]).get(reverse("isian"), {"di": place}).json()["others"] == []
    assert client.get(reverse("isian"), {"untuk": [step], "di": place}).json()["others"] == [], (
        "it is offered there itself"
    )


def test_what_no_database_can_hold_is_kept_without_it_and_never_an_error(
    address, people, signed_in
):
    client = signed_in(people["staf"])
    assert type_into(client, address, text="setengah \ud83d emoji").json()["told"]
    assert offered(client, address) == {"text": "setengah ? emoji"}
    type_into(client, address, **{"nama\0": "x", "nama\ud800": "x"})
    assert offered(client, address) == {"text": "setengah ? emoji"}
    for raw in ("[" * 100_000, '{"subject": "/", "fields": {"a": {"value": 1}}}'):
        assert (
            client.post(reverse("isian"), raw, content_type="application/json").status_code == 400
        )


def test_names_and_tokens_that_no_database_can_hold_break_no_form(case, address, people, signed_in):
    sent = {"text": "Mohon dicek", "_isian": "text\0" + "x" * 9000, "_berkas_upload": "a\0b"}
    answer = signed_in(people["staf"]).post(address, sent)
    assert answer.status_code == 302 and case.comments.get().text == "Mohon dicek"


def test_one_person_keeps_so_many_drafts_at_most_and_the_oldest_go(
    case, address, people, signed_in, monkeypatch
):
    monkeypatch.setattr(keeping, "MOST_DRAFTS", 3)
    client = signed_in(people["staf"])
    type_into(signed_in(people["kabag"]), address, text="milik orang lain")
    for number in range(5):
        type_into(client, address, form=f"isian {number}", **{f"kolom{number}": "teks"})
    assert set(offered(client, address)) == {"kolom2", "kolom3", "kolom4"}
    assert offered(signed_in(people["kabag"]), address) == {"text": "milik orang lain"}


def test_the_drafts_of_one_person_have_a_size_beyond_which_the_oldest_go(
    address, people, signed_in, monkeypatch
):
    monkeypatch.setattr(keeping, "MOST_BYTES", 10_000)
    client = signed_in(people["staf"])
    for number in range(4):
        type_into(client, address, form=f"isian {number}", **{f"kolom{number}": "x" * 4_000})
    assert set(offered(client, address)) == {"kolom2", "kolom3"}
    refused = type_into(client, address, form="isian 9", kolom9="x" * 11_000)
    assert refused.status_code == 400 and set(offered(client, address)) == {"kolom2", "kolom3"}
