"""The door: nobody locks another out, no input breaks it, and the first administrator needs a code."""  # noqa: E501

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from kerjasama.accounts import doors
from kerjasama.accounts.models import User
from kerjasama.signin.models import Attempt
from tests.test_access import PUBLIC

from .reading import words_of

PASSWORD = "Benar-Sekali-1"


@pytest.fixture
def owner(people):
    user = people["sekda"]
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(client, password, name="sekda", address="10.0.0.1", **headers):
    data = {"login": name, "password": password}
    return client.post(reverse("account_login"), data, REMOTE_ADDR=address, **headers)


def guess(address, times=5, **headers):
    for _ in range(times):
        sign_in(Client(), "salah", address=address, **headers)


def test_guesses_from_elsewhere_do_not_lock_the_owner_out(owner):
    guess("203.0.113.9", times=20)
    assert sign_in(Client(), PASSWORD, address="203.0.113.9").status_code == 429
    assert sign_in(Client(), PASSWORD, address="10.0.0.1").status_code == 302


def test_behind_a_proxy_each_client_is_counted_by_its_own_address(owner, settings):
    settings.BEHIND_PROXY = True
    for number in range(1, 6):
        guess("10.9.9.9", 1, HTTP_X_FORWARDED_FOR=f"203.0.113.{number}")
    known = set(Attempt.objects.values_list("address", flat=True))
    assert known == {f"203.0.113.{number}" for number in range(1, 6)}
    answer = sign_in(Client(), PASSWORD, address="10.9.9.9", HTTP_X_FORWARDED_FOR="198.51.100.7")
    assert answer.status_code == 302


def test_a_forged_forwarded_address_before_the_proxys_own_counts_for_nothing(owner, settings):
    settings.BEHIND_PROXY = True
    for number in range(5):
        forged = f"192.0.2.{number}, 203.0.113.1"
        guess("10.9.9.9", 1, HTTP_X_FORWARDED_FOR=forged)
    answer = sign_in(Client(), PASSWORD, HTTP_X_FORWARDED_FOR="192.0.2.99, 203.0.113.1")
    assert answer.status_code == 429


@pytest.mark.parametrize(
    "header, address",
    [
        ("203.0.113.1", "203.0.113.1"),
        ("203.0.113.1:4711", "203.0.113.1"),
        ("[2001:db8::1]:4711", "2001:db8::1"),
        ("2001:db8::1", "2001:db8::1"),
        ("", "10.0.0.1"),
        ("unknown", "10.0.0.1"),
        ("<script>", "10.0.0.1"),
    ],
)
def test_the_address_is_read_from_what_the_proxy_adds(rf, settings, header, address):
    settings.BEHIND_PROXY = True
    request = rf.get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=header)
    assert doors.client_address(request) == address


def test_a_colleague_at_the_same_address_does_not_lock_out_the_owners_own_computer(owner):
    computer = Client()
    assert sign_in(computer, PASSWORD).status_code == 302
    computer.post(reverse("keluar"))
    guess("10.0.0.1", times=10)
    assert sign_in(Client(), PASSWORD).status_code == 429, "a strange device waits"
    assert sign_in(computer, PASSWORD).status_code == 302


def test_guesses_on_a_known_device_are_counted_too(owner):
    stolen = Client()
    sign_in(stolen, PASSWORD)
    stolen.post(reverse("keluar"))
    for _ in range(10):
        sign_in(stolen, "salah")
    assert sign_in(stolen, PASSWORD).status_code == 429


def test_the_mark_of_a_device_serves_no_other_name(owner, people):
    people["bupati"].set_password("Rahasia-Lain-2")
    people["bupati"].save()
    mine = Client()
    sign_in(mine, PASSWORD)
    mine.post(reverse("keluar"))
    for _ in range(5):
        sign_in(mine, "salah", name="bupati")
    assert sign_in(mine, "Rahasia-Lain-2", name="bupati").status_code == 429


def test_the_administrator_lifts_the_wait(owner, people, signed_in):
    guess("10.0.0.1")
    admin = signed_in(people["admin"])
    page = reverse("pengguna-rinci", args=[owner.pk])
    assert "5 kali dari 10.0.0.1" in words_of(admin.get(page).text)
    admin.post(page, {"aksi": "buka-kunci"})
    assert sign_in(Client(), PASSWORD).status_code == 302


def test_a_wrong_password_is_refused_in_plain_words(owner):
    page = sign_in(Client(), "salah").content.decode()
    assert "Masukkan nama pengguna dan sandi yang benar." in page


# Whatever is sent to a public page


LONG = ("a" * 256, "a" * 5_000, "9" * 40, "-1", "٣", "😀" * 200)
BROKEN = ("%00", "a%00b", "%FF%FE", "%ED%A0%80", "%C0%AF", "..%2F..%2Fetc", "%27%20OR%201%3D1--")
NAMES = "login password next q halaman token email kode tahun status new_password1".split()


def public_addresses():
    """Every public URL, with a value of each evil sort for each of its parts."""
    found = [(pattern, prefix) for pattern, prefix in _patterns(get_resolver().url_patterns)]
    for pattern, prefix in found:
        if pattern.name not in PUBLIC:
            continue
        route = prefix + str(pattern.pattern)
        if "<" not in route:
            yield f"/{route}"
            continue
        for value in (*BROKEN, "a" * 300, "9" * 40):
            yield "/" + re.sub(r"<[^>]+>", value, route)


def _patterns(patterns, prefix=""):
    for item in patterns:
        if isinstance(item, URLPattern):
            yield item, prefix
        else:
            yield from _patterns(item.url_patterns, prefix + str(item.pattern))


def test_no_public_address_answers_500(people):
    client = Client(raise_request_exception=False)
    queries = [
        "",
        *("&".join(f"{name}={value}" for name in NAMES) for value in (*BROKEN, "9" * 40)),
    ]
    for address in sorted(set(public_addresses())):
        for query in (*queries, f"q={'a' * 100_000}"):
            answer = client.get(f"{address}?{query}")
            assert answer.status_code < 500, (address, query[:100])


@pytest.mark.parametrize("name", ["account_login", "account_reset_password", "verifikasi", "mulai"])
def test_no_public_form_answers_500(name, settings, people):
    settings.RATELIMIT_ENABLE, settings.ACCOUNT_RATE_LIMITS = False, False
    client = Client(raise_request_exception=False)
    sent = {"login": "sekda", "password": "x", "email": "a@contoh.go.id"}
    for value in (*LONG, "\0", "a\0b", "\ud800".encode("utf-8", "surrogatepass")):
        for field in ("login", "password", "email", "next", "token"):
            answer = client.post(reverse(name), sent | {field: value})
            assert answer.status_code < 500, (name, field)
    answer = client.get(reverse(name), headers={"user-agent": "x" * 5_000, "accept": "y" * 5_000})
    assert answer.status_code < 500


def parameters_of_pages() -> list[str]:
    """What views read from addresses, and the fields of the filters of lists."""
    source = "\n".join(
        path.read_text()
        for folder in ("agreements", "partners", "kerjasama")
        for path in Path(folder).rglob("*.py")
    )
    read = re.findall(r"GET(?:\.get\(|\[)\"(\w+)\"|asked\.get\(\"(\w+)\"", source)
    return sorted(
        {name for pair in read for name in pair if name} | set(NAMES) | {"jalur", "opd", "urut"}
    )


@pytest.mark.sweep(3)
@pytest.mark.parametrize("value", ["a%00b", "%FF%FE", "%ED%A0%80", "9" * 40, "-1", "a" * 300])
def test_no_list_answers_500_whatever_is_asked(value, make_agreement, people, signed_in):
    make_agreement()
    client = signed_in(people["kabag"])
    client.raise_request_exception = False
    query = "&".join(f"{name}={value}" for name in parameters_of_pages())
    for pattern, prefix in _patterns(get_resolver().url_patterns):
        route = prefix + str(pattern.pattern)
        if "<" not in route and pattern.name not in ("keluar",):
            assert client.get(f"/{route}?{query}").status_code < 500, route


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["", "SALAH", "0" * 12])
def test_who_does_not_know_the_code_of_the_installation_becomes_no_administrator(code):
    account = {
        "username": "ani",
        "password1": PASSWORD,
        "password2": PASSWORD,
        "unit_name": "Bagian Kerja Sama",
    }
    page = Client().post(reverse("mulai"), account | {"code": code}).content.decode()
    assert "Kode pemasangan" in page and "ani" in page
    assert not User.objects.exists()


def test_no_page_may_ask_for_camera_or_place(client, db):
    policy = client.get(reverse("account_login"))["Permissions-Policy"]
    assert {"camera=()", "geolocation=()"} <= set(policy.split(", "))


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ({"HTTPS": "1"}, "__Host-sessionid"),
        ({"HTTPS": "0"}, "sessionid"),
        ({"HTTPS": "1", "INSTALLATION": "kukar"}, "__Host-kukar-sessionid"),
        ({"HTTPS": "1", "SUB_PATH": "/kerja-sama/"}, "__Secure-sessionid"),
    ],
)
def test_over_tls_no_neighbour_of_the_host_sets_our_cookies(told, name):
    asked = "from kerjasama import settings; print(settings.SESSION_COOKIE_NAME)"
    env = os.environ | told
    said = subprocess.run([sys.executable, "-c", asked], env=env, capture_output=True, text=True)
    assert said.stdout.strip() == name, said.stderr
