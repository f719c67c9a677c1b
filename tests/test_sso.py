"""Single sign-on against a real provider: a process of its own that speaks OpenID Connect."""

import json
import subprocess
import sys
import time
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kerjasama.accounts.models import User
from kerjasama.notices.models import Notice
from kerjasama.signin import links
from kerjasama.signin.models import SignInRules

from .post import free_port
from .reading import words_of
from .test_second_factor import enter, is_in, with_password

ANI = {
    "preferred_username": "ani.wati",
    "given_name": "Ani",
    "family_name": "Wati",
    "email": "ani@contoh.invalid",
    "email_verified": True,
    "groups": ["/kerja-sama-verifikator", "lainnya"],
}


@pytest.fixture(scope="module")
def server():
    port = free_port()
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port)]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    for _ in range(150):
        try:
            requests.get(address, timeout=1)
            break
        except requests.ConnectionError:
            time.sleep(0.2)
    yield address
    process.terminate()
    process.wait()


@pytest.fixture
def provider(server, settings, people):
    SignInRules(factor_roles=[]).save()
    told = {"id": "pemda", "name": "akun pemda", "server_url": server, "client_id": "kerja-sama"}
    told |= {"secret": "x", "groups": {"kerja-sama-verifikator": "VERIFIER"}}
    settings.OIDC_PROVIDERS = [told]
    return told


def known(provider, sub="ani", **claims):
    claims = ANI | claims
    address = f"{provider['server_url']}/users/{sub}"
    requests.put(address, json=claims, timeout=5).raise_for_status()


def go(client, sub="ani", query="", **answer):
    """Press the button, answer at the provider, and come back."""
    begun = client.post(reverse("openid_connect_login", args=["pemda"]) + query)
    asked = requests.post(begun.url, data={"sub": sub} | answer, allow_redirects=False, timeout=5)
    back = urlsplit(asked.headers["Location"])
    return begun, client.get(f"{back.path}?{back.query}", follow=True)


@pytest.mark.django_db
def test_without_a_provider_nobody_is_offered_one_nor_let_in(people):
    client = Client()
    assert "Lewat" not in client.get(reverse("account_login")).text
    assert client.post(reverse("openid_connect_login", args=["pemda"])).status_code == 404


def test_a_newcomer_gets_an_account_without_rights_and_a_role_is_proposed(provider, people):
    known(provider)
    client = Client()
    assert "Lewat akun pemda" in client.get(reverse("account_login")).text
    begun, page = go(client)
    asked = parse_qs(urlsplit(begun.url).query)
    assert asked["code_challenge_method"] == ["S256"] and asked["response_type"] == ["code"]
    user = User.objects.get(username="ani.wati")
    assert (user.email, str(user)) == ("ani@contoh.invalid", "Ani Wati")
    assert page.status_code == 403 and not user.roles and not user.has_usable_password()
    told = Notice.objects.get(user=people["admin"], subject="Peran diusulkan: Ani Wati")
    assert "Verifikator" in told.text


def test_who_administers_sees_the_proposed_role_on_the_account(provider, people, signed_in):
    known(provider)
    go(Client())
    user = User.objects.get(username="ani.wati")
    page = signed_in(people["admin"]).get(reverse("pengguna-rinci", args=[user.pk]))
    assert "Diusulkan dari masuk tunggal: Verifikator" in words_of(page.text)


def test_an_address_that_somebody_has_opens_no_account(provider, people):
    known(provider)
    staff = with_password(people["staf"])
    User.objects.filter(pk=staff.pk).update(email="Ani@contoh.invalid")
    client = Client()
    _, page = go(client)
    assert page.status_code == 409 and "sudah mempunyai akun" in page.text
    assert not is_in(client) and not SocialAccount.objects.exists()


@pytest.mark.parametrize(
    "name, verified, opens", [("staf", True, True), ("staf", False, False), ("kabag", True, False)]
)
def test_a_trusted_address_opens_an_account_but_none_with_a_leading_seat(
    name, verified, opens, provider, people
):
    provider["trusts_email"] = True
    known(provider, email_verified=verified)
    User.objects.filter(username=name).update(email="ani@contoh.invalid")
    client = Client()
    go(client)
    assert is_in(client) is opens


def test_somebody_connects_the_account_and_comes_in_so_next_time(provider, people):
    known(provider, email="lain@contoh.invalid")
    leader = with_password(people["sekda"])
    client = Client()
    enter(client, leader)
    go(client, query="?process=connect")
    assert SocialAccount.objects.get().user == leader
    assert "akun pemda: lain@contoh.invalid" in words_of(client.get(reverse("mfa_index")).text)
    later = Client()
    go(later)
    assert is_in(later)
    row = SocialAccount.objects.get()
    later.post(reverse("sso-putus", args=[row.pk]))
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize("opens", ["provider alone", "password too", "provider is gone"])
def test_no_link_to_a_password_leads_past_a_provider_that_alone_opens_an_account(
    opens, provider, people, settings
):
    known(provider)
    go(Client())
    user = User.objects.get(username="ani.wati")
    if opens == "password too":
        with_password(user)
    if opens == "provider is gone":
        settings.OIDC_PROVIDERS = []
    page = Client().post(reverse("account_reset_password"), {"email": user.email}, follow=True)
    other = Client().post(reverse("account_reset_password"), {"email": "a@b.invalid"}, follow=True)
    assert words_of(page.text) == words_of(other.text), "nobody outside learns it"
    mail.outbox.clear()
    links.send_requested(timezone.now())
    (sent,) = mail.outbox
    assert ("/lupa-sandi/" in sent.body) is (opens != "provider alone")
    assert ("Masuklah lewat akun pemda" in sent.body) is (opens == "provider alone")


def test_signing_out_ends_the_session_of_the_provider_too(provider, people):
    known(provider)
    client = Client()
    go(client)
    answer = client.post(reverse("keluar"))
    assert answer.url.startswith(f"{provider['server_url']}/oauth2/end_session?")
    query = parse_qs(urlsplit(answer.url).query)
    assert query["post_logout_redirect_uri"] == ["http://testserver/masuk/"]


def test_who_turns_back_at_the_provider_reads_so(provider, people):
    client = Client()
    begun = client.post(reverse("openid_connect_login", args=["pemda"]))
    state = parse_qs(urlsplit(begun.url).query)["state"][0]
    address = reverse("openid_connect_callback", args=["pemda"])
    page = client.get(address, {"error": "access_denied", "state": state}, follow=True)
    assert "Anda batal masuk" in page.text


def test_an_answer_that_nobody_asked_for_is_refused(provider, people):
    address = reverse("openid_connect_callback", args=["pemda"])
    client = Client()
    assert client.get(address, {"code": "x", "state": "y"}).status_code == 401
    assert not is_in(client)


def test_a_token_that_another_has_signed_opens_nothing(provider, people, monkeypatch):
    known(provider)
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048).public_key()
    other = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(key)) | {"alg": "RS256"}
    forged = jwt.PyJWKSet.from_dict({"keys": [other]})
    monkeypatch.setattr(jwt.PyJWKSet, "from_dict", lambda told: forged)
    client = Client()
    _, page = go(client)
    assert page.status_code == 401 and not is_in(client)
    assert not User.objects.filter(username="ani.wati").exists()


def test_a_silent_provider_is_said_plainly(provider, people):
    provider["server_url"] = f"http://127.0.0.1:{free_port()}"
    page = Client().post(reverse("openid_connect_login", args=["pemda"]))
    assert page.status_code == 503 and "Penyedia tidak menjawab" in page.text


@pytest.mark.parametrize("has_factor", [True, False])
def test_a_provider_that_asks_for_a_factor_saves_ours(has_factor, provider, people):
    SignInRules(factor_roles=["OPD"], factor_grace_days=0).save()
    provider |= {"has_factor": has_factor, "trusts_email": True}
    known(provider)
    User.objects.filter(username="staf").update(email="ani@contoh.invalid")
    client = Client()
    go(client)
    assert is_in(client) is has_factor
