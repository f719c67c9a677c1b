"""People see where they are signed in, end it, and hear of what they did not do."""

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from kerjasama.notices.models import Notice
from kerjasama.signin import telling
from kerjasama.signin.models import AccountMail, SignInRules

from .reading import words_of
from .test_second_factor import PASSWORD, at_nine, enter, is_in, with_password

__all__ = ["at_nine"]
CHROME = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36"
NEW_DEVICE = "Akun Anda dibuka dari perangkat baru"


@pytest.fixture
def staff(people):
    return with_password(people["staf"])


@pytest.fixture
def two(staff):
    here, there = Client(), Client(headers={"user-agent": CHROME})
    for client in (here, there):
        enter(client, staff)
    return here, there


def test_the_list_names_each_device_and_marks_this_one(two):
    here, _ = two
    words = words_of(here.get(reverse("sesi-saya")).text)
    assert "Chrome di Windows" in words and words.count("Perangkat ini") == 1


def test_one_session_is_ended_from_another(two):
    here, there = two
    other = next(
        row for row in here.get(reverse("sesi-saya")).context["sessions"] if not row.is_this_one
    )
    here.post(reverse("sesi-saya"), {"sesi": other.pk})
    assert is_in(here) and not is_in(there)


@pytest.mark.parametrize("which, stays", [("lain", True), ("semua", False)])
def test_all_others_or_all_sessions_are_ended(which, stays, two):
    here, there = two
    here.post(reverse("sesi-saya"), {"sesi": which})
    assert is_in(here) is stays and not is_in(there)


def test_a_new_password_ends_every_other_session(two):
    here, there = two
    new = "Tepian-mahakam-88-lontar"
    told = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert here.post(reverse("account_change_password"), told).status_code == 302
    assert is_in(here) and not is_in(there)


def test_nobody_ends_the_session_of_another(two, people, signed_in):
    here, there = two
    rows = here.get(reverse("sesi-saya")).context["sessions"]
    for row in rows:
        signed_in(people["kepala"]).post(reverse("sesi-saya"), {"sesi": row.pk})
    assert is_in(here) and is_in(there)


def test_a_device_that_the_person_never_used_is_told_and_a_known_one_is_not(staff):
    own = Client()
    enter(own, staff)
    own.post(reverse("keluar"))
    enter(own, staff)
    assert not Notice.objects.filter(user=staff, subject=NEW_DEVICE).exists()
    enter(Client(headers={"user-agent": CHROME}), staff)
    told = Notice.objects.get(user=staff, subject=NEW_DEVICE)
    assert "Chrome di Windows, 127.0.0.1" in told.text
    assert telling.send_mails() == 1 and mail.outbox[-1].to == [staff.email]


def test_people_who_share_a_computer_are_not_told_of_each_other(staff, people):
    shared, other = Client(), with_password(people["kepala"])
    for user in (staff, other, staff, other):
        enter(shared, user)
        shared.post(reverse("keluar"))
    assert not Notice.objects.filter(subject=NEW_DEVICE).exists()


def test_the_other_administrators_see_an_administrator_at_a_new_device(people, at_nine):
    SignInRules(factor_roles=[]).save()
    admin = with_password(people["admin"])
    for _ in range(2):
        enter(Client(), admin)
    seen = Notice.objects.filter(user=people["kabag"], subject__contains="perangkat baru")
    assert seen.exists()


def test_a_mail_waits_while_no_server_takes_it(staff, settings, monkeypatch):
    telling.tell_person(staff, "Contoh", "Isi.")

    def away(*args, **kwargs):
        raise OSError

    with monkeypatch.context() as patches:
        patches.setattr("django.core.mail.EmailMessage.send", away)
        assert telling.send_mails() == 0 and AccountMail.objects.count() == 1
    assert telling.send_mails() == 1 and not AccountMail.objects.exists()


def test_a_changed_address_is_told_to_the_former_one_and_to_who_administers(
    staff, people, signed_in
):
    told = {"aksi": "data", "first_name": "A", "last_name": "B", "is_active": "on"}
    told["email"] = "penyerang@contoh.invalid"
    page = signed_in(people["admin"]).post(reverse("pengguna-rinci", args=[staff.pk]), told)
    assert page.status_code == 302, words_of(page.text)
    telling.send_mails()
    assert {letter.to[0] for letter in mail.outbox} >= {"staf@contoh.invalid", told["email"]}
    seen = Notice.objects.filter(user=people["kabag"], subject__contains="Alamat surel akun")
    assert seen.exists()


def test_what_an_administrator_does_to_an_account_is_seen_by_its_owner_and_by_another(
    staff, people, signed_in
):
    told = {"aksi": "beri", "role": "TKKSD", "unit": staff.memberships.get().unit_id}
    signed_in(people["admin"]).post(reverse("pengguna-rinci", args=[staff.pk]), told)
    for user in (staff, people["kabag"]):
        assert Notice.objects.filter(user=user, subject__contains="peran TKKSD").exists(), user
    assert not Notice.objects.filter(user=people["admin"], subject__contains="TKKSD").exists()
