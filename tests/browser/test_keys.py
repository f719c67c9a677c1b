"""A key and a passkey at a real browser, with an authenticator that its tools pretend."""

import re
import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.urls import reverse
from playwright.sync_api import expect

from agreements import demo
from kerjasama.accounts.models import User
from kerjasama.signin.models import SignInRules
from tests.test_second_factor import SECRET, give_app

pytestmark = pytest.mark.django_db(transaction=True)
OPTIONS = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def with_key(driver):
    tools = driver.context.new_cdp_session(driver.page)
    tools.send("WebAuthn.enable")
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": OPTIONS})
    driver.root = driver.root.replace("127.0.0.1", "localhost")
    return driver


def enter(driver, name="kabag"):
    driver.go("account_login")
    driver.fill("Nama pengguna", name)
    driver.fill("Sandi", demo.PASSWORD)
    driver.press("Masuk")


def leave(driver):
    button = driver.page.get_by_role("button", name="Keluar dari akun", include_hidden=True)
    expect(button).to_be_attached()
    driver.press("Keluar dari akun")
    driver.see("Lupa sandi")


def test_somebody_adds_a_passkey_and_signs_in_with_it_alone(with_key, settings):
    driver = with_key
    enter(driver)
    driver.go("mfa_add_webauthn")
    driver.page.get_by_label("Dapat masuk tanpa nama pengguna").check()
    driver.page.get_by_role("button", name="Pasang kunci").click()
    driver.see("Kode ini ditunjukkan sekali ini saja")
    driver.go("mfa_index")
    driver.see("Kunci pertama", "Passkey")
    driver.inspect()
    leave(driver)

    enter(driver)
    driver.see("Satu langkah lagi")
    driver.inspect()
    driver.page.get_by_role("button", name="Pakai kunci").click()
    leave(driver)

    driver.page.get_by_role("button", name="Pakai passkey").click()
    driver.page.wait_for_url(re.compile(r"://[^/]+/$"))
    settings.FRESH_MINUTES = 0
    driver.go("mfa_add_webauthn")
    driver.see("Pastikan ini Anda")
    driver.inspect()
    driver.page.get_by_role("button", name="Pakai kunci").click()
    driver.page.wait_for_url(f"**{reverse('mfa_add_webauthn')}")


def test_the_pages_of_the_second_factor_have_no_barrier(driver):
    SignInRules(factor_roles=["ADMIN"]).save()
    enter(driver, "admin")
    for name in (
        "mfa_index",
        "mfa_activate_totp",
        "account_change_password",
        "account_reauthenticate",
        "aturan-masuk",
        "permintaan-faktor",
        "sesi-saya",
        "impor-pengguna",
    ):
        driver.go(name)
        driver.inspect()
    driver.go("minta-faktor", User.objects.get(username="kabag").pk)
    driver.inspect()


def test_the_dialog_over_an_ended_session_asks_for_the_code_too(driver):
    give_app(User.objects.get(username="kabag"))
    enter(driver)
    driver.fill("Kode dari aplikasi, atau kode cadangan", code_of_app())
    driver.press("Masuk")
    driver.go("pemberitahuan")
    driver.context.clear_cookies(name="sessionid")
    driver.page.evaluate("document.dispatchEvent(new Event('session-ended'))")
    dialog = driver.page.get_by_role("dialog", name="Sesi Anda berakhir")
    dialog.get_by_label("Sandi").fill(demo.PASSWORD)
    dialog.get_by_role("button", name="Masuk").click()
    expect(dialog.get_by_text("Ketik kode untuk melanjutkan.")).to_be_visible()
    dialog.get_by_label("Kode dari aplikasi, atau kode cadangan").fill(code_of_app(later=1))
    dialog.get_by_role("button", name="Masuk").click()
    expect(dialog).to_be_hidden()
    driver.go("beranda")
    driver.see("Tugas")


def code_of_app(later=0):
    """What the application shows now, or in its next half minute: each is taken once."""
    return format_hotp_value(hotp_value(SECRET, int(time.time()) // 30 + later))
