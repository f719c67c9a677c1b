"""People and officials from a workbook: seen before anything changes, and written whole."""

import io
import re
from datetime import date

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from agreements.importing.people import COLUMNS, OFFICIALS
from kerjasama.accounts.models import Official, Unit, User
from kerjasama.signin import telling

from .reading import words_of

HEADS = ["Nama pengguna", "Nama depan", "Nama belakang", "Surel", "Unit", "Peran"]
OFFICES = ["Jabatan", "Unit", "Nama", "NIP", "Sejak", "Nama pengguna"]
ANI = ["ani", "Ani", "Wati", "ani@contoh.invalid", "Dinas Kesehatan", "Staf OPD"]


@pytest.fixture
def send(people, signed_in):
    Unit.objects.create(name="Dinas Kesehatan")
    client = signed_in(people["admin"])

    def upload(*accounts, officials=(), heads=OFFICES, **more):
        book = Workbook()
        for name, rows in (("Pengguna", [HEADS, *accounts]), ("Pejabat", [heads, *officials])):
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(row)
        file = io.BytesIO()
        book.save(file)
        sent = SimpleUploadedFile("orang.xlsx", file.getvalue())
        page = client.post(reverse("impor-pengguna"), {"upload": sent} | more)
        return client, page

    return upload


def confirm(client, page):
    token = re.search(r'name="(_berkas_upload)" value="([^"]+)"', page.text)
    return client.post(reverse("impor-pengguna"), {token[1]: token[2], "catat": "1"})


def test_what_would_happen_is_shown_and_nothing_changes(send):
    _, page = send(ANI)
    words = words_of(page.text)
    assert "1 baris dapat dicatat. Belum ada yang berubah." in words
    assert "akun baru, undangan dikirim; peran diberikan" in words
    assert not User.objects.filter(username="ani").exists()


def test_once_confirmed_people_are_invited_and_hold_their_roles(send):
    client, page = send(ANI)
    assert confirm(client, page).status_code == 302
    ani = User.objects.get(username="ani")
    assert ani.roles == {"OPD"} and not ani.has_usable_password()
    telling.send_mails()
    assert mail.outbox[-1].to == ["ani@contoh.invalid"] and "/lupa-sandi/" in mail.outbox[-1].body


def test_a_leading_role_waits_for_a_second_person(send):
    client, page = send([*ANI[:5], "Administrator"])
    assert "peran menunggu orang kedua" in words_of(page.text)
    confirm(client, page)
    assert not User.objects.get(username="ani").roles


def test_who_stands_in_is_recorded_with_the_letter_and_the_role_of_the_unit(send):
    unit = Unit.objects.create(name="Bagian Kerja Sama Contoh")
    told = {
        "Jabatan": "Kepala unit",
        "Unit": unit.name,
        "Sebagai": "Plt.",
        "Nama": "Ani Wati",
        "Sejak": "02-01-2026",
        "Surat penunjukan": "SP 800/1",
        "Tanggal surat": "31-12-2025",
        "Nama pengguna": "ani",
        "Bertindak sebagai": "Kepala Bagian Kerja Sama",
    }
    assert set(told) < set(COLUMNS[OFFICIALS])
    client, page = send([*ANI[:4], "", ""], heads=list(told), officials=[list(told.values())])
    confirm(client, page)
    official = Official.objects.get(name="Ani Wati")
    assert (official.prefix, official.order_date) == ("Plt. ", date(2025, 12, 31))
    assert official.seats.get().role == "SECTION_HEAD"


def test_officials_are_recorded_with_the_account_of_the_same_file(send):
    row = ["Kepala unit", "Dinas Kesehatan", "dr. Ani Wati", "198001012005012001", "02-01-2026"]
    client, page = send([*ANI[:4], "", ""], officials=[[*row, "ani"]])
    confirm(client, page)
    official = Official.objects.get(name="dr. Ani Wati")
    assert official.unit.name == "Dinas Kesehatan" and official.user.username == "ani"
    seat = official.seats.get()
    assert seat.role == "OPD_HEAD" and seat.is_pending, "a leading seat waits for a second person"


@pytest.mark.parametrize(
    "place, text, said",
    [
        (3, "bukan surel", "Surel: "),
        (3, "", "Surel: "),
        (4, "Dinas Entah", "Unit: tidak ada satu unit bernama “Dinas Entah”."),
        (5, "Raja", "Peran: “Raja” tidak dikenali."),
    ],
)
def test_one_wrong_row_keeps_all_out_and_says_why(place, text, said, send):
    wrong = ["budi", *ANI[1:]]
    wrong[place] = text
    client, page = send(ANI, wrong)
    assert said in words_of(page.text) and "1 dari 2 baris salah" in words_of(page.text)
    assert "Catat semuanya" not in page.text
    send(ANI, wrong, catat="1")
    assert not User.objects.filter(username="ani").exists()


def test_who_is_there_already_is_left_as_they_are(send, people):
    before = people["staf"].roles
    row = ["staf", "Lain", "", "lain@contoh.invalid", "Dinas Komunikasi dan Informatika"]
    client, page = send([*row, "Staf OPD"])
    assert "akun sudah ada; peran sudah dimiliki" in words_of(page.text)
    confirm(client, page)
    assert User.objects.get(username="staf").email != "lain@contoh.invalid"
    assert User.objects.get(username="staf").roles == before


def test_a_file_without_our_headings_is_refused_at_its_field(people, signed_in):
    sent = SimpleUploadedFile("a.csv", b"satu,dua\n1,2\n")
    page = signed_in(people["admin"]).post(reverse("impor-pengguna"), {"upload": sent})
    assert page.status_code == 422 and "Tidak ada lembar yang dikenali" in page.text


def test_the_template_is_read_as_it_is(people, signed_in):
    client = signed_in(people["admin"])
    Unit.objects.create(name="Dinas Kesehatan")
    content = client.get(reverse("impor-pengguna-templat")).content
    assert load_workbook(io.BytesIO(content)).sheetnames == ["Pengguna", "Pejabat"]
    sent = SimpleUploadedFile("t.xlsx", content)
    page = client.post(reverse("impor-pengguna"), {"upload": sent})
    assert "2 baris dapat dicatat" in words_of(page.text), words_of(page.text)
