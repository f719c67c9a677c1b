"""Helps while filling in: sample texts, chips that are searched, one part at a time on a phone."""

import pytest
from playwright.sync_api import expect

from agreements.models import Agreement

from . import world

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_sample_is_taken_over_and_a_long_choice_is_searched(driver):
    case = world.case("ksdpk-daerah", acts=0)
    Agreement.objects.filter(pk=case.pk).update(urusan=["02"], manfaat="")
    with driver.as_user("staf"):
        driver.go("ubah", case.pk, "isi")
        field = driver.page.locator("#id_manfaat")
        sample = driver.page.locator("#div_id_manfaat + .sample")
        sample.locator("summary").click()
        sample.get_by_role("button", name="Pakai contoh ini").click()
        expect(field).to_be_focused()
        assert field.input_value().startswith("Bagi masyarakat, waktu tunggu")
        expect(driver.page.get_by_text("Tersimpan sebagai draf pukul").first).to_be_visible()
        driver.press("Simpan dan lanjut")

        picker = driver.page.locator("#div_id_urusan")
        picker.locator("summary").click()
        picker.get_by_label("Saring pilihan").fill("pendidik")
        expect(picker.locator("[data-option]:visible")).to_have_count(1)
        picker.get_by_label("Pendidikan", exact=True).check()
        picker.get_by_role("button", name="Batal pilih Kesehatan").click()
        driver.inspect()
        driver.press("Simpan draf")
    kept = Agreement.objects.get(pk=case.pk)
    assert kept.urusan == ["01"] and kept.manfaat.startswith("Bagi masyarakat, waktu tunggu")


def test_a_phone_shows_one_part_at_a_time(driver):
    case = world.case("ksdpk-daerah", acts=0)
    with driver.as_user("staf"):
        driver.page.set_viewport_size({"width": 360, "height": 740})
        driver.go("ubah", case.pk, "isi")
        first, last = driver.page.locator("#id_objek"), driver.page.locator("#id_manfaat")
        onward = driver.page.get_by_role("button", name="Simpan dan lanjut")
        expect(driver.page.get_by_text("Bagian 1 dari 5")).to_be_visible()
        expect(first).to_be_hidden()
        expect(onward).to_be_hidden()
        driver.page.get_by_role("button", name="Bagian berikutnya").click()
        expect(first).to_be_visible()
        driver.page.get_by_role("link", name="Manfaat dan dampak").click()
        expect(last).to_be_visible()
        expect(onward).to_be_visible()
        for _ in ("tempat penandatanganan", "jangka waktu", "ruang lingkup"):
            driver.page.get_by_role("button", name="Bagian sebelumnya").click()
        expect(first).to_be_visible()
        driver.page.set_viewport_size({"width": 1280, "height": 900})
        expect(last).to_be_visible()


def test_what_was_meant_by_a_doubtful_figure_is_taken_by_one_tap(driver):
    case = world.case("ksdpk-daerah", acts=0)
    with driver.as_user("staf"):
        driver.go("ubah", case.pk, "rencana")
        field = driver.page.locator("#id_nilai")
        field.fill("11.4")
        driver.page.get_by_role("button", name="Ya, 11.400").click()
        expect(field).to_have_value("11.400")
        expect(driver.page.get_by_role("button", name="Ya, 11.400")).to_have_count(0)
        expect(driver.page.get_by_text("sebelas ribu empat ratus rupiah")).to_be_visible()
        driver.press("Simpan draf")
    assert Agreement.objects.get(pk=case.pk).nilai == 11400
