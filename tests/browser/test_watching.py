"""The page of a case shows by itself what another person did, and what is being typed stays."""

import pytest
from playwright.sync_api import expect

from agreements.workflow import meeting_requirements

from . import world

pytestmark = pytest.mark.django_db(transaction=True)
LATER = 10_000
KB = "kesepakatan_bersama"


@pytest.fixture
def in_review(office, monkeypatch):
    """A Kesepakatan Bersama that Bagian Hukum and Kepala Bagian review."""
    world.without_rendering(monkeypatch)
    return world.case("ksdpk-daerah", at="penyusunan_kb", acts=2)


def test_what_another_did_appears_and_what_is_typed_stays(driver, in_review):
    with driver.as_user("hukum"):
        driver.page.clock.install()
        driver.go("kerja-sama", in_review.pk)
        driver.see("Bola di Bagian Hukum dan Kepala Bagian Kerja Sama")
        driver.page.get_by_label("Keterangan").fill("Pasal 4 sudah diperiksa.")
        meeting_requirements.meet_requirement(
            in_review.pk, world.person("kabag"), f"kabag_{KB}", "penyusunan_kb"
        )
        driver.page.clock.run_for(16_000)
        heading = driver.page.get_by_role("heading", name="Bola di Bagian Hukum", exact=True)
        expect(heading).to_be_visible(timeout=LATER)
        driver.see("Ada yang baru pada kerja sama ini")
        expect(driver.page.get_by_label("Keterangan")).to_have_value("Pasal 4 sudah diperiksa.")
        driver.press("Setujui: Telaah Bagian Hukum")
        driver.see("Bola di Sekretaris Daerah")


def test_an_open_dialog_stays_open_with_what_is_typed(driver, in_review):
    with driver.as_user("hukum"):
        driver.page.clock.install()
        driver.go("kerja-sama", in_review.pk)
        driver.page.get_by_role("button", name="Kembalikan…").click()
        dialog = driver.page.get_by_role("dialog", name="Kembalikan untuk perbaikan?")
        dialog.get_by_label("Alasan").fill("Lokasi belum jelas.")
        meeting_requirements.meet_requirement(
            in_review.pk, world.person("kabag"), f"kabag_{KB}", "penyusunan_kb"
        )
        driver.page.clock.run_for(16_000)
        driver.see("Ada yang baru pada kerja sama ini")
        expect(dialog.get_by_label("Alasan")).to_have_value("Lokasi belum jelas.")
        dialog.get_by_role("button", name="Kembalikan untuk perbaikan").click()
        driver.see("Dikembalikan untuk perbaikan.")
