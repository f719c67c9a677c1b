"""What is typed survives the browser: kept while typing in any field, and through an ended session."""  # noqa: E501

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from agreements import demo
from agreements.models import Agreement
from kerjasama.accounts.models import Unit, User
from kerjasama.drafts.models import FormDraft
from partners.models import Partner

pytestmark = pytest.mark.django_db(transaction=True)
LATER = 15_000


@pytest.fixture
def step(office) -> str:
    """The address of a step with several free texts."""
    unit = Unit.objects.get(name="Dinas Komunikasi dan Informatika")
    case = demo.make_case(
        "ksdpk-daerah", unit, Partner.objects.first(), User.objects.get(username="staf")
    )
    return reverse("ubah", args=[case.pk, "isi"])


def test_typing_in_any_field_is_kept_and_offered_again(driver, step):
    with driver.as_user("staf"):
        driver.go(step)
        field = driver.page.get_by_label("Lokasi")
        field.fill("Kecamatan Tenggarong dan Loa Kulu")
        expect(driver.page.get_by_text("Tersimpan sebagai draf pukul")).to_be_visible(timeout=LATER)
        assert Agreement.objects.get().lokasi != "Kecamatan Tenggarong dan Loa Kulu", (
            "a draft changes no case"
        )
        driver.go("beranda")
        driver.go(step)
        expect(driver.page.get_by_text("Isian Anda yang belum dikirim dari")).to_be_visible(
            timeout=LATER
        )
        expect(driver.page.get_by_label("Lokasi")).to_have_value(
            "Kecamatan Tenggarong dan Loa Kulu"
        )
        driver.page.get_by_role("button", name="Simpan draf").click()
        expect(driver.page.get_by_text("Perubahan tersimpan.")).to_be_visible(timeout=LATER)
        assert (
            Agreement.objects.get().lokasi == "Kecamatan Tenggarong dan Loa Kulu"
            and not FormDraft.objects.exists()
        )


def test_an_ended_session_is_renewed_over_the_page_and_the_form_goes_on(driver, step):
    with driver.as_user("staf"):
        driver.go(step)
        driver.context.clear_cookies(name="sessionid")
        driver.page.get_by_label("Manfaat").fill("Antrean lebih pendek")
        dialog = driver.page.get_by_role("dialog", name="Sesi Anda berakhir")
        expect(dialog).to_be_visible(timeout=LATER)
        dialog.get_by_label("Sandi").fill(demo.PASSWORD)
        dialog.get_by_role("button", name="Masuk").click()
        expect(dialog).to_be_hidden(timeout=LATER)
        expect(driver.page.get_by_label("Manfaat")).to_have_value("Antrean lebih pendek")
        expect(driver.page.get_by_text("Tersimpan sebagai draf pukul")).to_be_visible(timeout=LATER)
        driver.page.get_by_role("button", name="Simpan draf").click()
        expect(driver.page.get_by_text("Perubahan tersimpan.")).to_be_visible(timeout=LATER)
        assert Agreement.objects.get().manfaat == "Antrean lebih pendek"
    # The refused keeping is what the session's end looks like.
    driver.complaints = [told for told in driver.complaints if not told.startswith("401")]


def copies(driver) -> list[str]:
    return driver.page.evaluate(
        "Object.keys(localStorage).filter(name => name.startsWith('isian:'))"
    )


def test_signing_out_leaves_no_copy_in_the_browser_and_back_shows_nothing(driver, step):
    with driver.as_user("staf"):
        driver.go(step)
        driver.page.get_by_label("Manfaat").fill("Rahasia dinas")
    assert (
        copies(driver) == [] and FormDraft.objects.get().data["manfaat"]["value"] == "Rahasia dinas"
    )
    driver.page.go_back()
    expect(driver.page.get_by_label("Sandi")).to_be_visible(timeout=LATER)
    assert "Rahasia dinas" not in driver.page.content()
    with driver.as_user("kabag"):
        driver.go(step)
        assert "Rahasia dinas" not in driver.page.content()


def test_a_page_that_the_browser_kept_whole_bears_new_keys(driver, step):
    keys = "[...document.querySelectorAll('input[name=_kirim]')].map((field) => field.value)"
    with driver.as_user("staf"):
        driver.go(step)
        before = driver.page.evaluate(keys)
        driver.page.evaluate(
            "dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))"
        )
        after = driver.page.evaluate(keys)
    assert len(before) == len(set(after)) and not set(before) & set(after)


def test_a_server_that_refuses_is_asked_ever_more_seldom(driver, step):
    asked = []

    def refuse(route):
        asked.append(route.request.headers.get("x-again"))
        route.fulfill(status=503, body="")

    with driver.as_user("staf"):
        driver.page.clock.install()
        driver.go(step)
        driver.page.route("**/isian/", refuse)
        driver.page.get_by_label("Manfaat").fill("Antrean lebih pendek")
        driver.page.clock.run_for(5_000)
        expect(driver.page.get_by_text("server belum menerima")).to_be_visible(timeout=LATER)
        for _ in range(20):
            driver.page.clock.run_for(30_000)
        assert len(asked) <= 8, "in ten minutes it is not asked forty times"
        assert asked[0] is None and set(asked[1:]) == {"1"}
        driver.page.unroute("**/isian/")
    driver.complaints = [told for told in driver.complaints if not told.startswith("503")]
    assert not copies(driver)


NO_STORAGE = """Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("denied", "SecurityError"); },
});"""


def test_a_browser_that_stores_nothing_keeps_at_the_server_and_signs_out(driver, step):
    driver.context.add_init_script(NO_STORAGE)
    with driver.as_user("staf"):
        driver.go(step)
        driver.page.get_by_label("Manfaat").fill("Antrean lebih pendek")
        expect(driver.page.get_by_text("Tersimpan sebagai draf pukul")).to_be_visible(timeout=LATER)
    expect(driver.page.get_by_label("Sandi")).to_be_visible(timeout=LATER)
    assert FormDraft.objects.get().data["manfaat"]["value"] == "Antrean lebih pendek"
    assert driver.complaints == []
