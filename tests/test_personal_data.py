"""What is held on a person is shown and handed out to them, and corrected when they ask for it."""

import json
from io import BytesIO
from zipfile import ZipFile

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from agreements import demo
from kerjasama.accounts.models import Membership, Official, User
from kerjasama.logbook.acting import Read
from kerjasama.logbook.models import LogEntry
from kerjasama.notices.models import Kind, Notice, Reach
from kerjasama.personal.collecting import title_of, ways_to_accounts
from kerjasama.personal.models import CorrectionRequest
from kerjasama.signin.models import Attempt, Outcome
from partners.models import Partner

from .conftest import order_and_render
from .reading import words_of

OWN = "/data-saya/"
pytestmark = pytest.mark.usefixtures("blank_papers")


def file_of(client, address: str) -> tuple[dict, str]:
    """What is handed out: the data, and the page beside them."""
    answer = client.get(address, {"unduh": "zip"})
    assert answer["Content-Type"] == "application/zip"
    with ZipFile(BytesIO(answer.content)) as file:
        return json.loads(file.read("data.json")), file.read("data.html").decode()


def test_somebody_reads_and_takes_along_all_that_is_held_on_them(people, signed_in, make_agreement):
    staf, case = people["staf"], make_agreement()
    demo.pass_stage(case, order_and_render, people["verifikator"])
    Attempt.objects.create(user=staf, outcome=Outcome.ENTERED, address="203.0.113.9", place="x")
    page = words_of(signed_in(staf).get(OWN).content.decode())
    assert "Riwayat masuk 1 baris" in page and "203.0.113.9" in page
    assert "Riwayat kerja sama" in page
    data, readable = file_of(signed_in(staf), OWN)
    assert data["akun"] == ["staf"]
    assert data["tentang"]["Peran"][0]["Unit"] == "Dinas Komunikasi dan Informatika"
    assert data["tentang"]["Riwayat masuk"][0]["Alamat jaringan"] == "203.0.113.9"
    assert {"kerja sama": case.pk}.items() <= data["tindakan"]["Riwayat kerja sama"][0].items()
    assert "203.0.113.9" in readable


def test_what_opens_a_door_and_what_others_wrote_is_in_no_file(people, signed_in):
    staf = people["staf"]
    staf.set_password("Kunci-Rahasia-Sekali-9")
    staf.save()
    Authenticator.objects.create(user=staf, type="totp", data={"secret": "RAHASIABENIH"})
    Reach.objects.create(user=staf, whatsapp="6281234", calendar_token="rahasia-kalender")
    Notice.objects.create(
        user=people["kepala"],
        kind=Kind.NEWS,
        key="k",
        subject="Kabar untuk kepala",
        url="/",
        created_at=staf.date_joined,
    )
    client = signed_in(staf)
    told = json.dumps(file_of(client, OWN)) + client.get(OWN).content.decode()
    assert "6281234" in told
    for secret in (
        staf.password,
        "RAHASIABENIH",
        "rahasia-kalender",
        client.session.session_key,
        "Kabar untuk kepala",
    ):
        assert secret not in told


def test_whatever_points_at_an_account_is_told_under_a_name(db):
    told = {(way.table, way.field): title_of(way.table) for way in ways_to_accounts()}
    assert ("agreements_stageevent", "by") in told and ("signin_attempt", "user") in told
    assert [place for place, title in told.items() if title == place[0]] == []


def test_who_administers_opens_the_data_of_another_and_that_is_noted(people, signed_in, settings):
    address = reverse("data-pengguna", args=[people["staf"].pk])
    assert signed_in(people["kabag"]).get(address).status_code == 403
    admin = signed_in(people["admin"])
    assert "Data staf" in words_of(admin.get(address).content.decode())
    file_of(admin, address)
    noted = LogEntry.objects.filter(stream=Read.PERSON, subject=str(people["staf"].pk))
    assert [(row.person_id, row.detail["bentuk"]) for row in noted.order_by("pk")] == [
        (people["admin"].pk, "halaman"),
        (people["admin"].pk, "berkas"),
    ]
    settings.FRESH_MINUTES = -1
    for asked in ({}, {"unduh": "zip"}):
        assert admin.get(address, asked).url.startswith("/masuk/pastikan/")
    assert admin.get(OWN, {"unduh": "zip"}).url.startswith("/masuk/pastikan/")


def ask(client) -> CorrectionRequest:
    client.post(OWN, {"wrong": "Nama saya salah eja", "right": "Contoh Nama"})
    return CorrectionRequest.objects.get()


def answer(client, asked, words="Sudah diperbaiki pada akun.") -> str:
    told = {"permintaan": asked.pk, "putusan": "dikoreksi", "jawaban": words}
    return words_of(client.post(reverse("koreksi-data"), told, follow=True).content.decode())


def test_a_correction_is_asked_for_and_answered_to_its_person(people, signed_in):
    asked = ask(signed_in(people["staf"]))
    assert Notice.objects.filter(user=people["admin"], subject__contains="koreksi data").exists()
    admin = signed_in(people["admin"])
    assert "Tulis jawabannya." in answer(admin, asked, " ")
    assert "Jawaban tercatat" in answer(admin, asked)
    assert "sudah dijawab" in answer(admin, asked)
    page = words_of(signed_in(people["staf"]).get(OWN).content.decode())
    assert "Dikoreksi" in page and "Sudah diperbaiki pada akun." in page
    assert Notice.objects.filter(user=people["staf"], subject="Data Anda dikoreksi").exists()


def test_nobody_answers_their_own_request_under_any_account(people, signed_in):
    other = User.objects.create_user("admin-lama", merged_into=people["admin"])
    asked = CorrectionRequest.objects.create(person=other, wrong="a", right="b", by=other)
    assert "dijawab administrator lain" in answer(signed_in(people["admin"]), asked)
    asked.refresh_from_db()
    assert asked.is_open
    unit = Membership.objects.first().unit
    Membership.objects.create(user=people["sekda"], role="ADMIN", unit=unit)
    assert "Jawaban tercatat" in answer(signed_in(User.objects.get(username="sekda")), asked)


def test_who_has_no_account_asks_through_an_administrator(people, signed_in):
    admin = signed_in(people["admin"])
    told = {"about": "Contoh Narahubung", "wrong": "Nomor telepon", "right": "0541 1"}
    admin.post(reverse("koreksi-data"), told)
    asked = CorrectionRequest.objects.get()
    assert (asked.whom, asked.by) == ("Contoh Narahubung", people["admin"])
    assert "Jawaban tercatat" in answer(admin, asked)


def test_the_number_of_an_official_is_hidden_in_the_list_and_stands_in_its_form(people, signed_in):
    row = Official.objects.first()
    Official.objects.filter(pk=row.pk).update(nip="197001011995031001")
    admin = signed_in(people["admin"])
    listed = admin.get(reverse("pejabat")).content.decode()
    assert "•" * 14 + "1001" in listed and "197001011995031001" not in listed
    form = admin.get(reverse("pejabat-rinci", args=[row.pk])).content.decode()
    assert "197001011995031001" in form


def test_who_has_no_account_is_found_wherever_named(people, signed_in, make_agreement):
    case = make_agreement()
    Partner.objects.update(contact_name="Contoh Narahubung", phone="0541 1234")
    case.meetings.create(
        held_on="2026-01-05", starts_at="09:00", place="x", agenda="x", by=people["verifikator"]
    ).attendees.create(name="Narahubung, Contoh", position="Staf", institution="PT Contoh")
    admin, address = signed_in(people["admin"]), reverse("cari-orang")
    page = words_of(admin.get(address, {"q": "contoh narahubung"}).content.decode())
    assert "Narahubung: Contoh Narahubung" in page and "0541 1234" in page
    assert "Peserta rapat" in page and "PT Contoh" in page
    noted = LogEntry.objects.get(stream=Read.PERSON)
    assert (noted.person_id, noted.detail["nama"]) == (people["admin"].pk, "contoh narahubung")
    told = admin.get(address, {"q": "contoh narahubung", "unduh": "json"}).json()
    assert {place["title"] for place in told["ditemukan"]} >= {"Mitra", "Peserta rapat"}
    assert "paling sedikit tiga huruf" in admin.get(address, {"q": "co"}).content.decode()
    assert "Tidak ada yang tercatat" in admin.get(address, {"q": "Tak Seorang"}).content.decode()
