"""Home in a browser: the queue by keyboard, the open task beside it, and a broken line."""

import pytest
from django.urls import reverse

from kerjasama.notices import rounds

from . import world


@pytest.fixture
def two_tasks(office, monkeypatch):
    world.without_rendering(monkeypatch)
    cases = [world.case("ksdpk-daerah", acts=3) for _ in range(2)]
    rounds.update_all_notices()
    return cases


def test_the_keys_walk_the_queue_and_open_each_task_beside_it(driver, two_tasks):
    page = driver.page
    with driver.as_user("kepala"):
        driver.go("beranda")
        first, second = page.locator("[data-task] .what").all()
        assert first.get_attribute("aria-current") == "true"
        page.keyboard.press("j")
        page.wait_for_selector("[data-task]:nth-child(2) .what[aria-current]")
        assert second.evaluate("link => link === document.activeElement")
        page.keyboard.press("Enter")
        page.wait_for_url("**/kerja-sama/**")


def test_the_keys_rest_while_somebody_types_and_can_be_turned_off(driver, two_tasks):
    page = driver.page
    with driver.as_user("kepala"):
        driver.go("beranda")
        page.keyboard.press("/")
        page.keyboard.type("gk?")
        assert page.locator("#cari-semua").input_value() == "gk?"
        page.locator("h1").click()
        page.keyboard.press("?")
        page.locator("#papan-tik [data-keys-switch]").uncheck()
        page.keyboard.press("Escape")
        driver.go("beranda")
        page.keyboard.press("?")
        assert not page.locator("#papan-tik").is_visible()


def test_what_is_sent_on_a_broken_line_stays_and_says_so(driver, office):
    page = driver.page
    with driver.as_user("staf"):
        driver.go("account_change_password")
        page.locator("main input[type=password]").first.fill("KerjaSama")
        page.context.set_offline(True)
        page.locator("main form button").first.click()
        driver.see("Tidak ada sambungan.")
        assert page.locator("main input[type=password]").first.input_value() == "KerjaSama"
        page.context.set_offline(False)
        driver.see("Sambungan kembali.")


def test_a_server_that_is_not_reached_any_more_is_asked_before_something_is_sent(driver, office):
    page, asked = driver.page, f"**{reverse('sesi')}"
    with driver.as_user("staf"):
        page.clock.install()
        driver.go("account_change_password")
        page.locator("main input[type=password]").first.fill("KerjaSama")
        page.clock.fast_forward(20_000)
        page.route(asked, lambda route: route.abort())
        page.locator("main form button").first.click()
        driver.see("Tidak ada sambungan.")
        assert page.locator("main input[type=password]").first.input_value() == "KerjaSama"
        driver.complaints.clear()  # the browser's own, of the request that found nobody
        page.unroute(asked)
        driver.press("Simpan sandi")
        driver.see("Bidang ini tidak boleh kosong.")


def test_only_what_was_sent_and_got_no_answer_is_told_until_an_answer_comes(driver, office):
    unsure = driver.page.get_by_text("Kiriman Anda mungkin sudah sampai")

    def happens(name: str, verb: str) -> None:
        said = [name, {"requestConfig": {"verb": verb}}]
        driver.page.evaluate("said => htmx.trigger(document.body, ...said)", said)

    with driver.as_user("staf"):
        driver.go("beranda")
        happens("htmx:sendError", "get")
        assert not unsure.is_visible()
        happens("htmx:timeout", "post")
        assert unsure.is_visible() and not driver.page.get_by_text("Belum ada yang").is_visible()
        happens("htmx:afterOnLoad", "get")
        assert unsure.is_visible()
        happens("htmx:afterOnLoad", "post")
        assert not unsure.is_visible()
