"""A letter that comes in is registered with its scan, sender, number and day, and is somebody's
task until it is settled.
"""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from agreements.models import IncomingLetter
from agreements.monitoring.letter_tasks import letters_that_came
from kerjasama.web.navigation import find_menu

pytestmark = pytest.mark.django_db
CAME = {
    "sender": "PT Contoh Mahakam",
    "number": "12/CM/2026",
    "day": "2 Maret 2026",
    "received_on": "4 Maret 2026",
    "subject": "Tanggapan atas penawaran",
}


@pytest.fixture
def office(signed_in, people):
    return signed_in(people["verifikator"])


def register(client, **other):
    scan = SimpleUploadedFile("surat.pdf", b"%PDF-1.7 surat masuk")
    return client.post(reverse("surat-masuk-catat"), CAME | {"upload": scan} | other)


def tasks() -> list[tuple[str, frozenset[int]]]:
    return [(task.subject, task.people) for task in letters_that_came(())]


def test_it_gets_the_next_place_in_the_agenda_and_keeps_its_scan(office):
    for _ in range(2):
        register(office)
    first, second = IncomingLetter.objects.order_by("agenda")
    assert (first.agenda, second.agenda, first.day) == (1, 2, date(2026, 3, 2))
    opened = office.get(reverse("surat-masuk-berkas", args=[first.pk]))
    assert opened.content == b"%PDF-1.7 surat masuk"


@pytest.mark.parametrize("came, is_taken", [("1 Maret 2026", False), ("2 Maret 2026", True)])
def test_it_came_on_its_own_day_or_later(office, came, is_taken):
    assert (register(office, received_on=came).status_code == 302) == is_taken


def test_without_its_scan_it_is_not_registered_and_nothing_typed_is_lost(office):
    page = office.post(reverse("surat-masuk-catat"), CAME)
    assert page.status_code == 422 and CAME["subject"] in page.content.decode()


def test_it_is_the_task_of_whom_it_was_passed_to_until_it_is_settled(office, people, signed_in):
    unit = people["staf"].memberships.get().unit
    register(office, unit=unit.pk)
    ((subject, who),) = tasks()
    assert "Tanggapan atas penawaran" in subject and people["staf"].pk in who
    assert people["verifikator"].pk not in who
    address = reverse("surat-masuk-rinci", args=[IncomingLetter.objects.get().pk])
    signed_in(people["staf"]).post(address, {"outcome": "dijawab", "note": "Nomor 5"})
    assert tasks() == [] and "Dijawab dengan surat" in office.get(address).content.decode()


def test_one_that_was_passed_to_nobody_waits_for_the_bagian(office, people):
    register(office)
    ((_, who),) = tasks()
    assert people["verifikator"].pk in who and people["staf"].pk not in who


def test_another_opd_sees_nothing_of_it(office, people, signed_in, stranger):
    register(office, unit=people["staf"].memberships.get().unit.pk)
    letter = IncomingLetter.objects.get()
    client = signed_in(stranger)
    assert client.get(reverse("surat-masuk-rinci", args=[letter.pk])).status_code == 404
    assert letter.subject not in client.get(reverse("surat-masuk")).content.decode()


def test_letters_that_came_in_stand_in_the_menu_under_surat():
    for name in ("surat-daftar", "surat-masuk", "surat-masuk-catat"):
        menu = find_menu(reverse(name), reads_numbers=False, manages=False)
        [current] = [inner for item in menu.work for inner in item.items if inner.is_current]
        assert current.label == "Surat"
