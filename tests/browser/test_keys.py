"""A key and a passkey at a real browser, with an authenticator that its tools pretend."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from agreements import demo
from kerjasama.signin.models import SignInRules

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
    ):
        driver.go(name)
        driver.inspect()
