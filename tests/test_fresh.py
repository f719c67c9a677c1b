"""Grave acts ask again who somebody is; what was sent goes on afterwards."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from agreements.models import Evidence
from agreements.regulations import catalogue
from kerjasama.accounts.models import Membership

from .reading import words_of
from .test_access import addresses  # noqa: F401
from .test_second_factor import PASSWORD, at_nine, code, give_app, with_password

__all__ = ["at_nine"]
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@pytest.fixture
def admin(people, signed_in, at_nine):
    with_password(people["admin"])
    return signed_in(people["admin"])


def give_role(client, people, **more):
    person = people["pimpinan"]
    told = {"aksi": "beri", "role": "TKKSD", "unit": person.memberships.get().unit_id}
    return client.post(reverse("pengguna-rinci", args=[person.pk]), told | more)


def holds(people) -> bool:
    return Membership.objects.filter(user=people["pimpinan"], role="TKKSD").exists()


@pytest.mark.parametrize("seconds, asked", [(299, False), (300, False), (301, True)])
def test_five_minutes_after_the_sign_in_a_grant_asks_who_it_is(
    seconds, asked, admin, people, at_nine
):
    at_nine.shift(timedelta(seconds=seconds))
    answer = give_role(admin, people)
    assert (answer.status_code == 403) is asked
    assert holds(people) is not asked


# Who may do what asks again who it is, by the names of the addresses.
GRAVE = {
    "tanda-tangan": "sekda",
    "surat-tanda-tangan": "sekda",
    "tanda-tangan-basah": "staf",
    "tanda-tangan-basah-tarik": "staf",
    "koreksi": "verifikator",
    "putus-koreksi": "kabag",
    "koreksi-angka-rinci": "verifikator",
    "versi": "kabag",
    "pengguna-rinci": "admin",
    "pejabat-rinci": "admin",
    "persetujuan-akun": "kabag",
    "permintaan-faktor": "kabag",
    "aturan-masuk": "admin",
    "serah-tugas-orang": "admin",
    "surat-peran": "admin",
    "atas-nama-rinci": "admin",
    "profil-daerah": "admin",
    "sesi-saya": "staf",
}


def test_no_grave_act_is_taken_from_who_came_in_long_ago(addresses, people, signed_in, at_nine):  # noqa: F811
    clients = {name: signed_in(people[name]) for name in set(GRAVE.values())}
    at_nine.shift(3600)
    for name, who in GRAVE.items():
        answer = clients[who].post(addresses[name], {"x": "1"})
        assert answer.status_code == 403 and "Pastikan ini Anda" in answer.text, name
    bundle = clients["kabag"].get(addresses["unduh-berkas-lengkap"])
    assert bundle.url.startswith(reverse("account_reauthenticate"))


def test_after_the_password_the_act_goes_on_as_it_was_sent(admin, people, at_nine):
    at_nine.shift(3600)
    page = give_role(admin, people)
    assert "Pastikan ini Anda" in words_of(page.text) and not holds(people)
    wrong = give_role(admin, people, **{"pastikan": "1", "pastikan-sandi": "salah"})
    assert "Sandi ini tidak benar" in wrong.text and not holds(people)
    give_role(admin, people, **{"pastikan": "1", "pastikan-sandi": PASSWORD})
    assert holds(people)


def test_who_has_a_second_factor_shows_that_and_no_password(admin, people, at_nine):
    give_app(people["admin"])
    at_nine.shift(3600)
    page = give_role(admin, people)
    assert "pastikan-sandi" not in page.text and "pastikan-kode" in page.text
    give_role(admin, people, **{"pastikan": "1", "pastikan-sandi": PASSWORD})
    assert not holds(people)
    give_role(admin, people, **{"pastikan": "1", "pastikan-kode": code(at_nine)})
    assert holds(people)


def test_once_shown_it_is_not_asked_again_for_five_minutes(admin, people, at_nine):
    at_nine.shift(3600)
    told = {"pastikan": "1", "pastikan-sandi": PASSWORD}
    page = admin.post(reverse("account_reauthenticate") + "?next=/pengaturan/", told)
    assert page.url == "/pengaturan/"
    assert give_role(admin, people).status_code == 302


@pytest.mark.parametrize("name", ["pengguna", "catatan-perubahan"])
def test_a_list_with_personal_data_leaves_only_after_the_question(admin, at_nine, name):
    file = {"unduh": "xlsx"}
    assert admin.get(reverse(name), file).status_code == 200
    at_nine.shift(3600)
    assert admin.get(reverse(name)).status_code == 200
    answer = admin.get(reverse(name), file)
    assert answer.status_code == 302 and answer.url.startswith(reverse("account_reauthenticate"))
    told = {"pastikan": "1", "pastikan-sandi": PASSWORD}
    assert "unduh=xlsx" in admin.post(answer.url, told).url


def test_the_question_leads_to_no_other_site(admin, at_nine):
    at_nine.shift(3600)
    told = {"pastikan": "1", "pastikan-sandi": PASSWORD}
    address = reverse("account_reauthenticate") + "?next=https://lain.invalid/"
    assert admin.post(address, told).url == reverse("beranda")


def test_a_file_is_carried_through_the_question(
    make_agreement, people, signed_in, at_nine, blank_papers
):
    with_password(people["verifikator"])
    road = catalogue.newest_track_version("ksdd-sukarela")
    signing = next(stage for stage in road.stages if any(need.signs for need in stage.requirements))
    case = make_agreement("ksdd-sukarela", at=signing.code)
    need = next(need for need in signing.requirements if need.signs)
    client = signed_in(with_password(people["verifikator"]))
    at_nine.shift(3600)
    sent = {"tahap": case.stage_code, "text": "diketik"}
    sent["file"] = SimpleUploadedFile("naskah.pdf", PDF, "application/pdf")
    asked = client.post(reverse("penuhi", args=[case.pk, need.code]), sent)
    assert asked.status_code == 403
    assert re.search(r'name="_berkas_file" hidden>[\w-]+<', asked.text)
    assert ">diketik</textarea>" in asked.text
    assert not Evidence.objects.filter(agreement=case, requirement_code=need.code).exists()


def test_a_passphrase_is_typed_again_and_never_shown(people, signed_in, at_nine, make_agreement):
    paper = make_agreement(at="penyusunan_kb").documents.first()
    client = signed_in(with_password(people["sekda"]))
    at_nine.shift(3600)
    page = client.post(
        reverse("tanda-tangan", args=[paper.pk]), {"frasa": "Rahasia-Ulin", "x": "64"}
    )
    assert page.status_code == 403 and "Rahasia-Ulin" not in page.text and ">64<" in page.text
