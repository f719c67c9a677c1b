"""The second factor: who must have one, what it opens, and how two people take one off."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from allauth.mfa.utils import encrypt
from django.core import mail
from django.test import Client, TestCase
from django.urls import reverse
from django.utils import timezone

from agreements.monitoring.seat_tasks import rules_tasks
from kerjasama.accounts.models import Membership
from kerjasama.notices.models import Notice
from kerjasama.signin import factor, loosening, telling
from kerjasama.signin.models import FactorRequest, RulesProposal, SignInRules

from .reading import words_of

PASSWORD = "Ulin-pesut-71-selasar"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def at_nine(time_machine):
    time_machine.move_to("2026-03-02 09:00+08:00", tick=False)
    return time_machine


@pytest.fixture
def kabag(people):
    return with_password(people["kabag"])


def with_password(user):
    user.email = f"{user.username}@contoh.invalid"
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def protected(kabag, at_nine):
    give_app(kabag)
    return kabag


def give_app(user):
    data = {"secret": encrypt(SECRET)}
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data=data)


def code(at_nine, secret=SECRET):
    """What the application shows; the next one, for each is taken once."""
    at_nine.shift(30)
    return format_hotp_value(hotp_value(secret, int(timezone.now().timestamp()) // 30))


def enter(client, user, password=PASSWORD):
    told = {"login": user.username, "password": password}
    return client.post(reverse("account_login"), told, follow=True)


def set_up(client, at_nine):
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    with TestCase.captureOnCommitCallbacks(execute=True):
        client.post(reverse("mfa_activate_totp"), {"code": code(at_nine, secret)})
    return secret, client.get(reverse("mfa_view_recovery_codes"))


def is_in(client) -> bool:
    return client.get(reverse("tugas")).status_code == 200


# Setting one up


def test_somebody_sets_up_an_application_and_reads_the_codes_on_paper_once(kabag, at_nine):
    client = Client()
    enter(client, kabag)
    secret, shown = set_up(client, at_nine)
    assert len(re.findall(r"<code>\d{8}</code>", shown.text)) == 10
    again = client.get(reverse("mfa_view_recovery_codes"))
    assert "Sisa 10 dari 10 kode" in words_of(again.text) and "<code>" not in again.text
    telling.send_mails()
    subjects = [letter.subject for letter in mail.outbox]
    assert "Aplikasi kode dipasang pada akun Anda" in subjects
    stored = Authenticator.objects.get(user=kabag, type="totp").data["secret"]
    assert secret not in stored, "who reads the database has no factor"


def test_the_password_alone_opens_nothing_once_there_is_a_factor(protected, at_nine):
    client = Client()
    page = enter(client, protected)
    assert "Kode dari aplikasi" in page.text and not is_in(client)
    assert "Pakai kunci" not in page.text, "who has no key is offered none"
    wrong = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert wrong.status_code == 422 and not is_in(client)
    client.post(reverse("mfa_authenticate"), {"code": code(at_nine)})
    assert is_in(client)


def test_a_code_is_taken_once(protected, at_nine):
    seen = code(at_nine)
    for client, opens in ((Client(), True), (Client(), False)):
        enter(client, protected)
        client.post(reverse("mfa_authenticate"), {"code": seen})
        assert is_in(client) is opens


def test_a_code_on_paper_opens_once_and_its_person_is_told(protected, at_nine):
    paper = Authenticator.objects.create(
        user=protected,
        type=Authenticator.Type.RECOVERY_CODES,
        data={"seed": encrypt("a" * 80), "used_mask": 0},
    )
    one = paper.wrap().get_unused_codes()[0]
    for opens in (True, False):
        client = Client()
        enter(client, protected)
        client.post(reverse("mfa_authenticate"), {"code": one})
        assert is_in(client) is opens
    subject = "Satu kode cadangan akun Anda dipakai"
    assert Notice.objects.get(user=protected, subject=subject).text.endswith("Sisa 9 kode.")


def test_guessed_codes_make_it_wait(protected, at_nine):
    client = Client()
    enter(client, protected)
    for _ in range(5):
        client.post(reverse("mfa_authenticate"), {"code": "000000"})
    page = client.post(reverse("mfa_authenticate"), {"code": code(at_nine)})
    assert "Tunggu lima menit" in page.text and not is_in(client)
    told = Notice.objects.get(user=protected, subject="5 kode salah untuk akun Anda")
    assert "dengan sandi yang benar" in told.text


def test_an_administrator_lifts_the_wait_for_wrong_codes_too(protected, people, signed_in, at_nine):
    client = Client()
    enter(client, protected)
    for _ in range(5):
        client.post(reverse("mfa_authenticate"), {"code": "000000"})
    admin = signed_in(people["admin"])
    admin.post(reverse("pengguna-rinci", args=[protected.pk]), {"aksi": "buka-kunci"})
    client.post(reverse("mfa_authenticate"), {"code": code(at_nine)})
    assert is_in(client)


# Who must have one


@pytest.mark.parametrize("days, waits", [(29, False), (30, False), (31, True)])
def test_a_role_that_decides_has_a_month_to_set_one_up(days, waits, kabag, at_nine):
    page = enter(Client(), kabag)
    assert "paling lambat 1 April 2026" in words_of(page.text)
    at_nine.shift(timedelta(days))
    client = Client()
    enter(client, kabag)
    answer = client.get(reverse("daftar"))
    assert (answer.status_code == 302) is waits
    if waits:
        assert answer.url == reverse("mfa_index")
        set_up(client, at_nine)
        assert client.get(reverse("daftar")).status_code == 200


def test_staff_of_an_opd_are_asked_only_where_the_region_says_so(people, at_nine):
    staff = with_password(people["staf"])
    assert "faktor kedua" not in enter(Client(), staff).text
    SignInRules(factor_roles=["OPD"], factor_grace_days=0).save()
    client = Client()
    assert "Pasang satu sebelum melanjutkan" in words_of(enter(client, staff).text)
    assert client.get(reverse("daftar")).url == reverse("mfa_index")


def test_the_last_factor_of_who_must_have_one_stays(protected, at_nine):
    client = Client()
    enter(client, protected)
    client.post(reverse("mfa_authenticate"), {"code": code(at_nine)})
    page = client.post(reverse("mfa_deactivate_totp"))
    assert "Pasang yang lain lebih dahulu" in words_of(page.text)
    assert factor.has_factor(protected)
    SignInRules(factor_roles=[]).save()
    client.post(reverse("mfa_deactivate_totp"))
    assert not factor.has_factor(protected)


RULES = {
    "factor_roles": ["TKKSD", "ADMIN"],
    "factor_grace_days": 5,
    "password_grace_days": 9,
    "session_idle_minutes": 30,
    "session_most_hours": 8,
}


@pytest.fixture
def rules(people):
    SignInRules(**RULES).save()
    return lambda: {name: getattr(SignInRules.objects.get(), name) for name in RULES}


def test_stricter_rules_apply_at_once_and_other_administrators_are_told(rules, people, signed_in):
    stricter = {
        "factor_roles": ["OPD", "TKKSD", "ADMIN"],
        "factor_grace_days": 4,
        "password_grace_days": 8,
        "session_idle_minutes": 20,
        "session_most_hours": 7,
    }
    signed_in(people["admin"]).post(reverse("aturan-masuk"), stricter)
    assert rules() == stricter
    assert Notice.objects.filter(user=people["kabag"], subject__contains="aturan masuk").exists()


@pytest.mark.parametrize(
    "looser",
    [
        {"factor_roles": ["TKKSD"]},
        {"factor_grace_days": 6},
        {"password_grace_days": 10},
        {"session_idle_minutes": 31},
    ],
    ids=lambda looser: next(iter(looser)),
)
def test_looser_rules_wait_for_a_second_person(looser, rules, people, signed_in):
    admin = signed_in(people["admin"])
    page = admin.post(reverse("aturan-masuk"), RULES | looser, follow=True)
    assert "Menunggu orang kedua" in words_of(page.text) and rules() == RULES
    assert "lebih ketat sudah berlaku" not in words_of(page.text), "nothing stricter was sent"
    proposal = RulesProposal.objects.get()
    (task,) = rules_tasks([])
    assert task.people == {people["kabag"].pk, people["sekda"].pk}
    decision = {"aturan": proposal.pk, "putusan": "setujui"}
    admin.post(reverse("persetujuan-akun"), decision)
    assert rules() == RULES, "nobody confirms what is his own"
    kabag = signed_in(people["kabag"])
    assert "Melonggarkan aturan masuk" in kabag.get(reverse("persetujuan-akun")).text
    kabag.post(reverse("persetujuan-akun"), decision)
    assert rules() == RULES | looser
    assert Notice.objects.filter(user=people["admin"], subject__contains="disetujui").exists()


def test_what_was_made_stricter_since_a_proposal_stays_so(rules, people, signed_in):
    admin = signed_in(people["admin"])
    admin.post(reverse("aturan-masuk"), RULES | {"factor_roles": ["OPD", "TKKSD"]})
    assert rules()["factor_roles"] == ["OPD", "TKKSD", "ADMIN"], "the stricter part is there"
    again = admin.post(reverse("aturan-masuk"), RULES)
    assert "masih menunggu orang kedua" in words_of(again.text)
    loosening.decide_rules(RulesProposal.objects.get().pk, people["sekda"], is_given=True)
    assert rules()["factor_roles"] == ["OPD", "TKKSD"]


# Two people


@pytest.fixture
def asked(people, signed_in, protected):
    told = {"kind": "lepas", "reason": "Telepon hilang"}
    address = reverse("minta-faktor", args=[protected.pk])
    assert signed_in(people["admin"]).post(address, told).status_code == 302
    return FactorRequest.objects.get()


@pytest.fixture
def second(people):
    user = with_password(people["verifikator"])
    Membership.objects.create(user=user, role="ADMIN", unit=user.memberships.get().unit)
    return user


def decide(client, asked, verdict="setuju"):
    told = {"permintaan": asked.pk, "putusan": verdict}
    return client.post(reverse("permintaan-faktor"), told, follow=True)


def test_neither_who_asks_nor_whom_it_concerns_takes_a_factor_off(asked, people, signed_in):
    for name in ("admin", "kabag"):
        page = decide(signed_in(people[name]), asked)
        assert "Yang memutus harus orang lain" in words_of(page.text)
    asked.refresh_from_db()
    assert asked.is_open and factor.has_factor(people["kabag"])


def test_a_second_administrator_takes_it_off_and_everybody_learns_it(
    asked, second, protected, signed_in, at_nine
):
    inside = Client()
    enter(inside, protected)
    inside.post(reverse("mfa_authenticate"), {"code": code(at_nine)})
    decide(signed_in(second), asked)
    assert not factor.has_factor(protected) and not is_in(inside)
    assert Notice.objects.filter(user=protected, subject__contains="disetujui").exists()
    assert Notice.objects.filter(user=asked.asked_by, subject__contains="disetujui").exists()
    client = Client()
    enter(client, protected)
    assert client.get(reverse("daftar")).url == reverse("mfa_index"), "a new one comes first"


@pytest.mark.parametrize("days, waits", [(9, False), (10, False), (11, True)])
def test_an_exception_ends_by_itself(days, waits, kabag, people, second, signed_in, at_nine):
    SignInRules(factor_grace_days=0).save()
    told = {"kind": "kecuali", "until": "12-03-2026", "reason": "Menunggu kunci"}
    client = signed_in(people["admin"])
    client.post(reverse("minta-faktor", args=[kabag.pk]), told)
    decide(signed_in(second), FactorRequest.objects.get())
    at_nine.shift(timedelta(days))
    client = Client()
    enter(client, kabag)
    assert (client.get(reverse("daftar")).status_code == 302) is waits


def test_an_exception_without_end_is_refused_at_its_field(kabag, people, signed_in):
    told = {"kind": "kecuali", "reason": "Selalu"}
    address = reverse("minta-faktor", args=[kabag.pk])
    page = signed_in(people["admin"]).post(address, told)
    assert page.status_code == 422 and page.context["form"].errors["until"]


def test_what_an_administrator_changes_about_the_own_door_is_seen_by_another(
    people, second, at_nine
):
    admin = with_password(people["admin"])
    client = Client()
    enter(client, admin)
    set_up(client, at_nine)
    seen = Notice.objects.filter(user=second, subject__contains="Aplikasi kode dipasang")
    assert seen.exists()
    assert TOTP(Authenticator.objects.get(user=admin, type="totp"))
