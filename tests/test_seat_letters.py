"""The file of the letter by which somebody was given a seat: kept with it, asked of leading seats,
read by whom it concerns.
"""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from agreements.documents import store
from agreements.documents.archive import integrity
from agreements.models import SeatLetter
from kerjasama.accounts import granting
from kerjasama.accounts.models import Membership, Office, Official, Role, Unit
from kerjasama.accounts.views import rename_unit
from kerjasama.logbook.acting import Read
from kerjasama.logbook.models import LogEntry

from .test_bad_input import PDF

pytestmark = pytest.mark.django_db
ASKED = "SK belum diunggah"


def letter(content=PDF, name="sk.pdf") -> dict:
    return {"upload": SimpleUploadedFile(name, content)}


@pytest.fixture
def seat(people) -> Membership:
    """A leading seat that waits for a second person."""
    unit = Unit.objects.get(name="Dinas Komunikasi dan Informatika")
    seat = Membership(user=people["pimpinan"], role=Role.SEKDA, unit=unit)
    return granting.give_seat(seat, people["admin"])


def test_a_leading_seat_is_asked_for_its_letter_and_its_holder_reads_it(people, seat, signed_in):
    admin, second, holder = (signed_in(people[name]) for name in ("admin", "kabag", "pimpinan"))
    address = reverse("surat-peran", args=[seat.pk])
    waiting = reverse("persetujuan-akun")
    assert ASKED in second.get(waiting).content.decode()
    assert admin.post(address, letter()).status_code == 302
    assert ASKED not in second.get(waiting).content.decode()
    granting.decide_seat(seat.pk, people["kabag"], is_given=True)

    row = SeatLetter.objects.get()
    assert "sk.pdf" in holder.get(address).content.decode()
    assert ASKED not in holder.get(reverse("peran-saya")).content.decode()
    file = reverse("surat-penunjukan", args=[row.pk])
    assert holder.get(file).content == PDF
    read = LogEntry.objects.filter(stream=Read.FILE, subject=f"agreements_seatletter {row.pk}")
    assert read.count() == 1
    stranger = signed_in(people["tkksd"])
    assert [stranger.get(one).status_code for one in (address, file)] == [404, 404]
    assert holder.post(address, letter()).status_code == 403
    assert SeatLetter.objects.count() == 1


def test_without_a_letter_the_seat_is_given_nevertheless(people, seat):
    granting.decide_seat(seat.pk, people["kabag"], is_given=True)
    assert seat.user.memberships.held().filter(role=Role.SEKDA).exists()


def test_what_is_no_letter_is_refused_at_its_field(people, seat, signed_in):
    admin = signed_in(people["admin"])
    answer = admin.post(reverse("surat-peran", args=[seat.pk]), letter(b"MZ\x90", "sk.pdf"))
    assert answer.status_code == 422
    assert "Isi berkas bukan PDF" in answer.content.decode()
    assert not SeatLetter.objects.exists()


def test_it_stays_with_the_office_when_the_unit_gets_another_name(people, signed_in):
    unit = Unit.objects.get(name="Dinas Komunikasi dan Informatika")
    head = Official.objects.get(office=Office.UNIT_HEAD, unit=unit)
    signed_in(people["kabag"]).post(reverse("surat-pejabat", args=[head.pk]), letter())
    new = rename_unit(unit, "Dinas Kominfo", date.today())
    now = Official.objects.on(date.today()).get(office=Office.UNIT_HEAD, unit=new)
    assert SeatLetter.objects.of_official(now).count() == 1


def test_that_of_an_official_stands_with_the_office_and_is_checked_each_night(people, signed_in):
    official = Official.objects.get(name="Contoh Sekda")
    address = reverse("surat-pejabat", args=[official.pk])
    signed_in(people["kabag"]).post(address, letter(name="sk-sekda.pdf"))
    row = SeatLetter.objects.of_official(official).get()
    store.path_of(row.sha256).unlink()
    integrity.verify_files()
    assert [damage.name for damage in integrity.list_damages()] == ["sk-sekda.pdf"]
