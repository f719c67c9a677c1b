"""The door: what it asks of old passwords, what it tells, and what it tells nobody."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail
from django.core.cache import caches
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from redis.exceptions import ConnectionError as RedisIsAway

from kerjasama.notices.models import Notice
from kerjasama.signin import links, telling
from kerjasama.signin.models import Attempt, LinkRequest, SignInRules

from .reading import words_of

OLD, GOOD = "Kukar2026", "Ulin-pesut-71-selasar"


@pytest.fixture
def sekda(people):
    SignInRules(factor_roles=[]).save()  # what is asked of leaders besides is told elsewhere
    user = people["sekda"]
    user.email = "sekda@contoh.invalid"
    user.set_password(OLD)
    user.save()
    return user


def sign_in(client, password, name="sekda"):
    return client.post(reverse("account_login"), {"login": name, "password": password}, follow=True)


@pytest.fixture
def at_nine(time_machine):
    time_machine.move_to("2026-03-02 09:00+08:00", tick=False)
    return time_machine


def test_an_old_password_still_opens_and_says_until_when(sekda, at_nine):
    page = sign_in(Client(), OLD)
    assert page.status_code == 200
    assert "Gantilah lewat menu akun, Ganti sandi, paling lambat 1 April 2026" in words_of(
        page.text
    )


@pytest.mark.parametrize("days, waits", [(29, False), (30, False), (31, True)])
def test_after_its_day_an_old_password_opens_only_the_page_that_renews_it(
    days, waits, sekda, at_nine
):
    sign_in(Client(), OLD)
    at_nine.shift(timedelta(days))
    client = Client()
    sign_in(client, OLD)
    answer = client.get(reverse("daftar"))
    assert (answer.status_code == 302) is waits
    if waits:
        assert answer.url == reverse("account_change_password")
        renew(client)
        assert client.get(reverse("daftar")).status_code == 200


def renew(client):
    told = {"oldpassword": OLD, "password1": GOOD, "password2": GOOD}
    assert client.post(reverse("account_change_password"), told).status_code == 302


def test_a_changed_password_is_told_in_the_inbox_and_by_mail(sekda):
    client = Client()
    sign_in(client, OLD)
    mail.outbox.clear()
    renew(client)
    telling.send_mails()
    assert Notice.objects.filter(user=sekda, subject="Sandi akun Anda diganti").exists()
    (sent,) = mail.outbox
    assert sent.to == ["sekda@contoh.invalid"] and "Bila itu bukan Anda" in sent.body


def test_a_new_password_is_judged_at_its_field(sekda):
    client = Client()
    sign_in(client, OLD)
    told = {"oldpassword": OLD, "password1": "Kukar-Tenggarong", "password2": "Kukar-Tenggarong"}
    page = client.post(reverse("account_change_password"), told)
    assert page.status_code == 422
    assert (
        "hampir seluruhnya terdiri atas nama daerah" in page.context["form"].errors["password1"][0]
    )


def test_whoever_asks_for_a_link_reads_the_same_whether_the_address_is_known_or_not(sekda):
    pages = []
    for address in ("sekda@contoh.invalid", "tidak.ada@contoh.invalid"):
        page = Client().post(reverse("account_reset_password"), {"email": address}, follow=True)
        pages.append(words_of(page.text))
    assert pages[0] == pages[1] and LinkRequest.objects.count() == 2
    assert links.send_requested(timezone.now()) == 1
    assert mail.outbox[0].to == ["sekda@contoh.invalid"] and not LinkRequest.objects.exists()


@pytest.mark.parametrize("minutes, opens", [(119, True), (120, True), (121, False)])
def test_a_link_to_a_new_password_ends_after_two_hours(minutes, opens, sekda, at_nine):
    sekda.last_login = timezone.now()
    sekda.save()
    link = urlsplit(links.make_link(sekda)).path
    at_nine.shift(timedelta(minutes=minutes))
    page = Client().get(link, follow=True).text
    assert ("Simpan sandi" in page) is opens


@pytest.mark.parametrize("days, opens", [(7, True), (8, False)])
def test_an_invitation_lasts_a_week(days, opens, people, signed_in, at_nine):
    told = {"username": "baru", "first_name": "Ani", "email": "ani@contoh.invalid"}
    page = signed_in(people["admin"]).post(reverse("pengguna"), told, follow=True)
    assert "Tautan untuk membuat sandi dikirim ke ani@contoh.invalid" in words_of(page.text)
    link = next(word for word in mail.outbox[0].body.split() if "/lupa-sandi/" in word)
    at_nine.shift(timedelta(days))
    client = Client()
    form = client.get(urlsplit(link).path, follow=True)
    assert ("Simpan sandi" in form.text) is opens
    if opens:
        told = {"password1": GOOD, "password2": GOOD}
        client.post(form.redirect_chain[-1][0], told)
        assert sign_in(Client(), GOOD, "baru").status_code == 403, "no role yet"


def test_no_administrator_sets_a_password(people, signed_in):
    page = signed_in(people["admin"])
    for address in (reverse("pengguna"), reverse("pengguna-rinci", args=[people["staf"].pk])):
        assert 'type="password"' not in page.get(address).text


def test_a_mail_address_that_changed_ends_the_links_to_the_old_one(sekda):
    link = urlsplit(links.make_link(sekda)).path
    sekda.email = "lain@contoh.invalid"
    sekda.save()
    assert "sudah dipakai atau kedaluwarsa" in Client().get(link, follow=True).text


def test_what_is_typed_as_a_name_that_nobody_has_is_not_kept(people):
    sign_in(Client(), "x", name="Sandi-Rahasia-Saya")
    (row,) = Attempt.objects.all()
    assert row.user is None and "Rahasia" not in str(vars(row))


def test_a_name_alone_waits_on_strange_devices_however_many_addresses_guess(sekda, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "login_strange": "8/h/key"}
    own = Client()
    sign_in(own, OLD)
    own.post(reverse("keluar"))
    for number in range(8):
        told = {"login": "sekda", "password": "salah"}
        Client().post(reverse("account_login"), told, REMOTE_ADDR=f"203.0.113.{number}")
    assert sign_in(Client(), OLD).status_code == 429
    assert sign_in(own, OLD).status_code == 200


def test_people_sign_in_and_limits_hold_while_redis_is_away(sekda, monkeypatch):
    def away(*args, **kwargs):
        raise RedisIsAway

    monkeypatch.setattr(type(caches["default"]._cache), "get_client", away)
    monkeypatch.setattr(caches["default"], "_silent_until", 0.0)
    for _ in range(5):
        sign_in(Client(), "salah")
    assert sign_in(Client(), OLD).status_code == 429
    caches["default"].clear()
    assert sign_in(Client(), OLD).status_code == 200


def test_a_name_that_nobody_has_costs_as_much_time_as_one_with_a_wrong_password(
    people, sekda, monkeypatch
):
    spent = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *args: spent.append(1) or encode(*args))
    people["kabag"].set_unusable_password()  # invited, and not here yet
    people["kabag"].save()
    costs = []
    for name in ("sekda", "tidak-ada", "kabag"):
        spent.clear()
        page = sign_in(Client(), "salah", name=name)
        costs.append((len(spent), page.context["form"].errors["__all__"]))
    assert costs[0] == costs[1] == costs[2] and costs[0][0] == 1
