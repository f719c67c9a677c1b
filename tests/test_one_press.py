"""Thirty presses at once are one act: one comment, one number, one proposal, one paper."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Barrier

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from agreements.models import Agreement, Comment, Exemption
from agreements.models.number import Number, NumberSeries
from kerjasama.accounts.models import Role, Unit, User
from kerjasama.drafts import once
from kerjasama.drafts.models import SentForm

from .test_separation import at_head, give

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("blank_papers"),
]
PRESSES, AT_ONCE = 30, 10
WHY = "Tidak ada orang lain."


def key_on(client: Client, address: str) -> str:
    """A key as the page bears it."""
    return re.findall(r'name="_kirim" value="([^"]+)"', client.get(address).content.decode())[0]


def press_thirty_times(user: User, address: str, data: dict[str, str]) -> list:
    """Thirty times the same form, some of it at the very same moment."""
    start = Barrier(AT_ONCE)
    keys = [Client() for _ in range(AT_ONCE)]
    for client in keys:
        client.force_login(user)

    def press(client: Client) -> list:
        start.wait()
        try:
            return [client.post(address, data) for _ in range(PRESSES // AT_ONCE)]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return [answer for answers in pool.map(press, keys) for answer in answers]


def test_thirty_presses_make_one_comment(make_agreement, people, client):
    case = make_agreement()
    client.force_login(people["staf"])
    key = key_on(client, reverse("kerja-sama", args=[case.pk]))
    address = reverse("tanggapan", args=[case.pk])
    said = {"text": "Mohon segera.", "tier": "semua", "_kirim": key}
    answers = press_thirty_times(people["staf"], address, said)
    assert Comment.objects.count() == 1
    assert {answer.status_code for answer in answers} == {302}
    assert {answer.headers["Location"] for answer in answers} == {
        reverse("kerja-sama", args=[case.pk])
    }


def test_thirty_presses_draw_one_number(people, client):
    client.force_login(people["verifikator"])
    key = key_on(client, reverse("nomor"))
    series = NumberSeries.objects.get(code="PNW").pk
    form = {"series": series, "purpose": "Surat keterangan", "_kirim": key}
    press_thirty_times(people["verifikator"], reverse("nomor-pesan"), form)
    assert Number.objects.count() == 1


def test_thirty_presses_ask_one_exemption(make_agreement, people, client):
    case = at_head(make_agreement, people)
    staf = give(people["staf"], Role.OPD_HEAD)
    client.force_login(staf)
    address = reverse("pengecualian", args=[case.pk])
    data = {"syarat": "kepala_opd", "alasan": WHY, "_kirim": key_on(client, address)}
    answers = press_thirty_times(staf, address, data)
    assert Exemption.objects.count() == 1
    assert {answer.status_code for answer in answers} == {302}


def test_thirty_presses_begin_one_proposal(people, client):
    client.force_login(people["staf"])
    address = reverse("ajukan", args=["ksdpk-daerah"])
    data = {
        "owner": Unit.objects.get().pk,
        "title": "Kerja sama layanan",
        "_kirim": key_on(client, address),
    }
    answers = press_thirty_times(people["staf"], address, data)
    assert Agreement.objects.count() == 1
    assert {answer.status_code for answer in answers} == {302}


def test_a_replay_says_what_the_first_said(make_agreement, people, client):
    case = make_agreement()
    client.force_login(people["staf"])
    key = key_on(client, reverse("kerja-sama", args=[case.pk]))
    said = {"text": "Mohon segera.", "tier": "semua", "_kirim": key}
    address = reverse("tanggapan", args=[case.pk])
    first = client.post(address, said, follow=True).content.decode()
    again = client.post(address, said, follow=True).content.decode()
    assert "Tanggapan terkirim." in first
    assert "Tanggapan terkirim." in again
    assert Comment.objects.count() == 1


def test_other_words_another_key_and_another_person_are_other_acts(make_agreement, people, client):
    case = make_agreement()
    address = reverse("tanggapan", args=[case.pk])
    said = {"text": "Mohon segera.", "tier": "semua", "_kirim": "satu"}
    for name, more in (
        ("staf", {}),
        ("staf", {"text": "Terima kasih."}),
        ("staf", {"_kirim": "dua"}),
        ("kabag", {}),
    ):
        client.force_login(people[name])
        client.post(address, said | more)
    assert Comment.objects.count() == 4


def test_what_was_refused_may_be_sent_again(make_agreement, people, client):
    case = make_agreement()
    client.force_login(people["staf"])
    address = reverse("tanggapan", args=[case.pk])
    assert client.post(address, {"text": "", "_kirim": "satu"}).status_code == 422
    assert not SentForm.objects.exists()


def test_a_press_that_died_on_its_way_is_not_done_again_unseen(make_agreement, people, client):
    case = make_agreement()
    client.force_login(people["staf"])
    address = reverse("tanggapan", args=[case.pk])
    said = {"text": "Mohon segera.", "tier": "semua", "_kirim": "satu"}
    client.post(address, said)
    SentForm.objects.update(is_done=False, location="", said=[])
    assert once.UNKNOWN in client.post(address, said, follow=True).content.decode()
    assert Comment.objects.count() == 1


def test_keys_are_forgotten_after_a_day(make_agreement, people, client):
    client.force_login(people["staf"])
    address = reverse("tanggapan", args=[make_agreement().pk])
    client.post(address, {"text": "Mohon segera.", "tier": "semua", "_kirim": "satu"})
    SentForm.objects.update(at=timezone.now() - timedelta(hours=25))
    assert once.purge_sent_forms() == 1


def test_every_form_of_a_page_bears_a_key_of_its_own(make_agreement, people, client):
    client.force_login(people["staf"])
    page = client.get(reverse("kerja-sama", args=[make_agreement().pk])).content.decode()
    keys = re.findall(r'name="_kirim" value="([^"]+)"', page)
    assert len(keys) == len(set(keys)) == page.count("csrfmiddlewaretoken")


def test_no_form_has_a_field_of_the_name_of_the_key():
    """What is named like it would be taken away before its view looks at it."""
    code = [*Path("templates").rglob("*.html"), *Path("kerjasama").rglob("*.py")]
    code += [*Path("agreements").rglob("*.py"), *Path("partners").rglob("*.py")]
    named = [path.name for path in code if once.KEY in path.read_text()]
    assert sorted(named) == ["keyed.py", "once.py"]
