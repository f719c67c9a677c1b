from datetime import date, timedelta
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from agreements.documents.pages.paper_context import context_of
from agreements.models import Agreement
from kerjasama.accounts import first_run
from kerjasama.accounts.models import Membership, RegionProfile, Unit, User
from kerjasama.accounts.views import rename_unit
from kerjasama.signin import links

from .home import HOME
from .reading import words_of

TOO_LONG = ("{urut:9999999999}/{jenis}/{tahun}", "{urut:060}/{jenis}/{tahun}")


@pytest.mark.django_db
def test_an_empty_installation_asks_for_its_administrator_and_region_once():
    client = Client()
    assert client.get(reverse("account_login")).url == reverse("mulai")
    account = {
        "username": "ani",
        "password1": "Rahasia-Panjang-1",
        "password2": "Rahasia-Panjang-1",
        "unit_name": "Bagian Kerja Sama",
    }
    account |= {"code": first_run.installation_code()}
    region = {
        f"daerah-{name}": value
        for name, value in (HOME | {"number_pattern": RegionProfile().number_pattern}).items()
    }
    client.post(reverse("mulai"), account | region)
    assert client.get(reverse("pengguna")).status_code == 200
    assert Client().get(reverse("mulai")).status_code == 404


def test_a_renamed_unit_leaves_old_agreements_their_name_and_keeps_its_people(
    make_agreement, people, signed_in
):
    agreement = make_agreement(at="penawaran")
    paper = agreement.documents.get(kind="kak")
    rename_unit(agreement.owner, "Dinas Digital", timezone.localdate())
    agreement = Agreement.objects.get(pk=agreement.pk)
    assert agreement.owner.name == "Dinas Komunikasi dan Informatika"
    client = signed_in(User.objects.get(username="staf"))
    assert client.get(reverse("kerja-sama", args=[agreement.pk])).status_code == 200
    paper.context["date"] = (timezone.localdate() + timedelta(1)).isoformat()
    paper.agreement = agreement
    assert context_of(paper).agreement.owner.name == "Dinas Digital"


def test_the_last_administrator_cannot_be_removed(people, signed_in):
    seat = Membership.objects.get(user=people["admin"], role="ADMIN")
    url = reverse("pengguna-rinci", args=[people["admin"].pk])
    page = signed_in(people["admin"]).post(url, {"aksi": "cabut", "kursi": seat.pk}, follow=True)
    assert "administrator terakhir" in page.content.decode()
    assert Membership.objects.filter(pk=seat.pk).exists()


@pytest.mark.parametrize(
    "pattern",
    ["{urut}", "{urut}/{nama}", "KS/{tahun}/{jenis}", "{urut.x}/{jenis}/{tahun}", *TOO_LONG],
)
def test_a_number_pattern_that_could_repeat_a_number_or_fit_no_paper_is_refused(
    pattern, people, signed_in
):
    page = (
        signed_in(people["admin"])
        .post(reverse("profil-daerah"), HOME | {"number_pattern": pattern})
        .content.decode()
    )
    assert "Pola" in page and "invalid-feedback" in page
    assert not RegionProfile.objects.filter(number_pattern=pattern).exists()


def test_a_local_day_off_is_added_in_the_browser(people, signed_in):
    signed_in(people["kabag"]).post(
        reverse("hari-libur"), {"day": "2026-11-25", "name": "Hari jadi"}
    )
    page = signed_in(people["kabag"]).get(reverse("hari-libur")).content.decode()
    assert "25 November 2026: Hari jadi" in page


def test_a_local_norm_is_changed_in_the_browser_and_a_lawful_number_is_not(
    make_agreement, people, signed_in
):
    agreement = make_agreement("ksdd-sukarela")
    client = signed_in(people["kabag"])
    client.post(
        reverse("tenggat"),
        {"kunci": "ksdd-sukarela/persiapan/tahap", "days": 3, "day_kind": "kalender"},
    )
    client.post(
        reverse("tenggat"),
        {"kunci": "ksdd-sukarela/persetujuan_dprd/tahap", "days": 3, "day_kind": "kerja"},
    )
    page = client.get(reverse("kerja-sama", args=[agreement.pk])).content.decode()
    assert "sisa 3 hari kalender" in page
    terms = client.get(reverse("tenggat")).context["page"].rows
    dprd = next(row.form for row in terms if row.key == "ksdd-sukarela/persetujuan_dprd/tahap")
    assert (dprd.initial["days"], dprd.initial["day_kind"]) == (45, "kerja")


def test_the_terms_are_folded_by_track_and_narrowed_to_what_was_changed(people, signed_in):
    client = signed_in(people["kabag"])
    page = client.get(reverse("tenggat"))
    assert not any(group.is_open for group in page.context["page"].groups)
    families = [chip.title for chip in page.context["page"].chips]
    assert families[0] == "Semua jalur" and "Sinergi" in families
    assert "Yang diubah" not in families
    told = {"kunci": "ksdd-sukarela/persiapan/tahap", "days": 3, "day_kind": "kalender"}
    page = client.post(reverse("tenggat"), told, follow=True)
    (opened,) = [group for group in page.context["page"].groups if group.is_open]
    assert opened.track.code == "ksdd-sukarela" and opened.counted.endswith("1 diubah")
    page = client.get(reverse("tenggat"), {"saring": "diubah"})
    assert [row.key for row in page.context["page"].rows] == ["ksdd-sukarela/persiapan/tahap"]


def test_a_refused_term_stands_open_as_it_was_typed(people, signed_in):
    told = {"kunci": "ksdd-sukarela/persiapan/tahap", "days": "banyak", "day_kind": "kerja"}
    page = signed_in(people["kabag"]).post(reverse("tenggat"), told)
    (opened,) = [group for group in page.context["page"].groups if group.is_open]
    assert opened.track.code == "ksdd-sukarela" and 'value="banyak"' in page.content.decode()


def test_a_lost_password_is_reset_by_mail(people, client):
    User.objects.filter(username="staf").update(email="staf@contoh.invalid", password="x!")
    user = User.objects.get(username="staf")
    user.set_password("Lama-Sekali-1")
    user.save()
    client.post(reverse("account_reset_password"), {"email": "staf@contoh.invalid"})
    assert not mail.outbox, "the worker sends it, so that the time of the answer tells nothing"
    links.send_requested(timezone.now())
    link = next(word for word in mail.outbox[0].body.split() if "/lupa-sandi/" in word)
    form = client.get(urlsplit(link).path, follow=True)
    client.post(
        form.redirect_chain[-1][0],
        {"password1": "Baru-Sekali-2", "password2": "Baru-Sekali-2"},
    )
    assert User.objects.get(username="staf").check_password("Baru-Sekali-2")


def test_five_wrong_passwords_make_the_name_wait_at_that_address(people):
    user = people["staf"]
    user.set_password("Benar-Sekali-1")
    user.save()
    client = Client()
    for _ in range(5):
        client.post(reverse("account_login"), {"login": "staf", "password": "salah"})
    page = client.post(reverse("account_login"), {"login": "staf", "password": "Benar-Sekali-1"})
    assert "Tunggu lima menit" in words_of(page.text)


def test_a_unit_valid_on_a_day_is_found(db):
    Unit.objects.create(name="Lama", valid_to=date(2020, 12, 31))
    assert not Unit.objects.valid_on(date(2021, 1, 1)).exists()


def test_password_mails_are_not_sent_without_end(db, client):
    for number in range(20):
        address = {"email": f"siapa{number}@contoh.invalid"}
        assert client.post(reverse("account_reset_password"), address).status_code == 302
    assert client.post(reverse("account_reset_password"), address).status_code == 429


def titles_of(page) -> dict[str, list[str]]:
    return {group.title: [link.title for link in group.links] for group in page.groups}


def test_the_settings_are_grouped_and_each_reader_finds_what_he_may_set(people, signed_in):
    address = reverse("pengaturan")
    shown = {
        name: titles_of(signed_in(people[name]).get(address).context["page"])
        for name in ("admin", "kabag", "hukum")
    }
    assert shown["hukum"] == {"Naskah dan nomor": ["Pustaka klausul"]}
    assert "Pengguna" in shown["admin"]["Daerah dan orang"]
    assert shown["kabag"]["Daerah dan orang"][0] == "Pejabat"
    assert {link for links in shown["kabag"].values() for link in links} < {
        link for links in shown["admin"].values() for link in links
    }


def test_the_page_of_a_person_tells_the_seats_held_and_those_of_before(people, signed_in):
    seat = people["staf"].memberships.get()
    address = reverse("pengguna-rinci", args=[people["staf"].pk])
    page = signed_in(people["admin"]).get(address).context["page"]
    assert page.seats == [seat] and not page.has_history and not page.has_factor
    type(seat).objects.filter(pk=seat.pk).update(over_on=timezone.localdate())
    page = signed_in(people["admin"]).get(address).context["page"]
    assert page.seats == [] and page.former == [seat] and page.has_history
