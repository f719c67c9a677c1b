"""Cases from the first click to the signed PKS, by people who sign in and click. Each form is
clicked in one of the journeys; what one of them clicks through, the others leave to the engine.
"""

from datetime import timedelta

import pytest
from dateutil.relativedelta import relativedelta
from django.utils import timezone
from django.utils.formats import date_format

from agreements.models import Agreement, chain_is_intact
from tests.conftest import signed_at_once

from . import world
from .story import (
    TITLE,
    act_unseen,
    agree_on,
    begin,
    fill_content,
    fill_plan,
    offer,
    pick_partner,
    sign,
    submit,
    submit_and_study,
)

pytestmark = pytest.mark.usefixtures("worker", "nobody_signs_out")


def assert_signed(driver, signed_on, months: int) -> None:
    """Pimpinan finds the case on the dashboard, with the term that the signed PKS gives it."""
    ends_on = signed_on + relativedelta(months=months, days=-1)
    with driver.as_user("pimpinan"):
        driver.follow("Dasbor")
        driver.see(TITLE)
        driver.follow("Semua angka")
        driver.see(TITLE, f"berlaku s.d. {ends_on:%d/%m/%Y}")
        driver.follow(TITLE)
        driver.see(
            f"berlaku {date_format(signed_on, 'j F Y')} sampai {date_format(ends_on, 'j F Y')}",
            "Rantai catatan utuh.",
        )
    case = Agreement.objects.get()
    assert chain_is_intact(case) and case.indicators.count() == 1


def test_ksdpk_prakarsa_daerah_with_the_dprd(driver):
    year, today = timezone.localdate().year, timezone.localdate()
    with driver.as_user("staf"):
        begin(driver, "Pihak ketiga", "Penyediaan pelayanan publik", "Pemerintah daerah (kita)")
        pick_partner(driver, "mahakam sej", "PT Contoh Mahakam Sejahtera")
        fill_content(driver)
        fill_plan(driver, "membebani masyarakat dan daerah")
        driver.fill("jangka waktu PKS (bulan)", 2)
        driver.press("Simpan dan buka kerja sama")
        driver.see("Draf", "Perubahan tersimpan.")
        driver.fill("Keputusan Bupati tentang daftar rencana kerja sama tahunan", driver.attachment)
        driver.fill("Studi kelayakan", driver.attachment)
        kak = driver.make_by("Simpan berkas", "Kerangka Acuan Kerja", patiently=True)
        assert "Puskesmas di hulu Mahakam" in kak and f"001/KAK/KS/{year}" in kak

    minutes = submit_and_study(driver)
    assert "Manfaat melebihi biaya." in minutes and f"001/BA/KS/{year}" in minutes
    letter = offer(driver, "pihak ketiga calon mitra")
    assert "PT Contoh Mahakam Sejahtera" in letter and f"001/PNW/KS/{year}" in letter

    draft = agree_on(driver, "Kesepakatan Bersama", drafter="verifikator")
    assert "RANCANGAN" in draft and "001/KB" not in draft
    naskah = sign(
        driver, "Kesepakatan Bersama", "Penandatanganan Kesepakatan Bersama", today - timedelta(3)
    )
    assert (
        f"NOMOR: 001/KB/KS/{year}" in naskah
        and TITLE.upper() in naskah.upper()
        and "RANCANGAN" not in naskah
    )

    with driver.as_user("staf"):
        driver.see("Tahap Persetujuan DPRD")
        driver.fill("Profil perusahaan mitra", driver.attachment)
        assert "RANCANGAN" in driver.make_by("Simpan berkas", "Perjanjian Kerja Sama")
        driver.see("Bola di Verifikator")
    with driver.as_user("verifikator"):
        assert f"001/DPRD/KS/{year}" in driver.make(
            "Surat permohonan persetujuan DPRD", "Permohonan Persetujuan DPRD"
        )
        decision = {
            "Hasil": "Disetujui",
            "Nomor surat": "170/12/DPRD",
            "Berkas": driver.attachment,
        }
        driver.press(
            "Catat: Surat permohonan diterima pimpinan DPRD",
            along={"Persetujuan DPRD dalam surat pimpinan DPRD": decision},
            Tanggal=today - timedelta(2),
        )
        driver.see("Tahap Penyusunan kontrak atau PKS")

    agree_on(driver, "Perjanjian Kerja Sama", drafter="staf")
    pks = sign(
        driver, "Perjanjian Kerja Sama", "Penandatanganan kontrak atau PKS", today - timedelta(1)
    )
    assert f"NOMOR: 001/PKS/KS/{year}" in pks and "SANKSI" in pks and "Halaman 1 dari" in pks
    assert "PIHAK KEDUA" in pks and "RANCANGAN" not in pks
    assert_signed(driver, today - timedelta(1), months=2)


def test_ksdd_sukarela_without_the_dprd(driver):
    year, today = timezone.localdate().year, timezone.localdate()
    with driver.as_user("staf"):
        begin(driver, "Pemerintah daerah lain di Indonesia", "Kita yang menawarkan")
        pick_partner(driver, "kabupaten pas", "Pemerintah Kabupaten Paser")
        fill_content(driver)
        fill_plan(driver)
        driver.fill("jangka waktu PKS (bulan)", 2)
        driver.press("Simpan dan buka kerja sama")
        kak = driver.make("Kerangka Acuan Kerja", "Kerangka Acuan Kerja")
        assert "Program Upaya Kesehatan Masyarakat" in kak and f"001/KAK/KS/{year}" in kak

    act_unseen(driver, "penawaran")
    with driver.as_user("verifikator"):
        letter = driver.make("Surat penawaran untuk ditandatangani Bupati", "Surat Penawaran")
        assert "Bupati Paser" in letter
    act_unseen(driver, "penandatanganan_kb")
    naskah = sign(
        driver, "Kesepakatan Bersama", "Penandatanganan Kesepakatan Bersama", today - timedelta(5)
    )
    assert f"NOMOR: 001/KB/KS/{year}" in naskah and "Bupati Paser" in naskah

    with driver.as_user("staf"):
        driver.see(
            "Tahap Penyusunan PKS",
            "Tahap Persetujuan DPRD dilewati",
            "Tidak berlaku: Rencana kerja sama membebani",
        )
    act_unseen(driver, "penandatanganan_pks")
    pks = sign(driver, "Perjanjian Kerja Sama", "Penandatanganan PKS", today)
    assert f"NOMOR: 001/PKS/KS/{year}" in pks and "Halaman 1 dari" in pks and "SANKSI" not in pks
    assert_signed(driver, today, months=2)


def test_an_adendum_from_the_button_to_the_naskah_in_force(driver):
    year, today = timezone.localdate().year, timezone.localdate()
    parent = signed_at_once(world.case("ksdpk-daerah"), world.person("verifikator"))
    driver.case = f"/kerja-sama/{parent.pk}/"
    with driver.as_user("staf"):
        driver.follow("Pelaksanaan", exact=True)
        driver.follow("Ubah, perpanjang, akhiri")
        driver.follow("Ajukan adendum")
        driver.press("Buat draf")
        driver.fill("Naskah yang diubah atau diperpanjang", "Perjanjian Kerja Sama")
        driver.fill("Alasan", "Cakupan data bertambah.")
        driver.press("Simpan dan lanjut")
        driver.page.get_by_text("Pasal 2 Objek", exact=False).first.click()
        driver.page.locator("[name=teks_objek]").fill(
            "Objek Perjanjian Kerja Sama ini adalah layanan data dan peta."
        )
        driver.press("Simpan dan lanjut")
        driver.see("Perubahan menambah pembebanan kepada masyarakat dan daerah")
        driver.press("Simpan dan lanjut")
        driver.press("Simpan dan buka kerja sama")
    submit(driver)
    with driver.as_user("tkksd"):
        driver.press("Catat: Koordinasi dengan TKKSD", Hasil="Disepakati")
        driver.see("tercatat.")
    with driver.as_user("verifikator"):
        letter = driver.make("Surat usulan kepada mitra", "Usulan Perubahan Kerja Sama")
        assert "diubah" in letter
    with driver.as_user("verifikator"):
        driver.press(
            "Catat: Surat usulan diterima mitra",
            along={"Tanggapan mitra atas usulan mengubah": {"Hasil": "Disepakati"}},
        )
        driver.see("Tahap Penyusunan adendum")
    assert "RANCANGAN" in agree_on(driver, "adendum", drafter="staf")
    adendum = sign(driver, "adendum", "Penandatanganan adendum", today)
    assert f"NOMOR: 001/ADD/KS/{year}" in adendum and "layanan data dan peta" in adendum
    with driver.as_user("pimpinan"):
        driver.go("naskah-berlaku", parent.pk)
        driver.see(
            "Objek Perjanjian Kerja Sama ini adalah layanan data dan peta.", f"001/ADD/KS/{year}"
        )
