"""Two cases abroad from the first click to the signed naskah carried out, by people who sign in
and click; what the first clicks through, the second leaves to the engine.
"""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from agreements.models import Agreement, chain_is_intact
from partners.models import Partner

from .story import act_unseen, begin, pick_partner
from .story_abroad import (
    TWIN,
    announce,
    ask_dprd,
    declare_intent,
    draft,
    explore,
    fill_steps,
    make_originals,
    name_day,
    negotiate,
    plan,
    record_partner,
    sign_and_carry_out,
    start,
    through_governor,
)

pytestmark = pytest.mark.usefixtures("worker", "nobody_signs_out")


def assert_says(paper: str, *parts: str) -> None:
    """What the paper prints, in capitals or not, divided at the end of a line or not."""
    said = paper.upper().replace("- ", "")
    assert [part for part in parts if part.upper() not in said] == [], paper


def finish(driver) -> None:
    with driver.as_user("verifikator"):
        driver.see("Tidak menunggu siapa pun", "Rantai catatan utuh.", "Kewajiban")
        driver.inspect()
    case = Agreement.objects.get()
    assert chain_is_intact(case) and case.activities.count() == case.indicators.count() == 1
    assert (case.state, case.stage_code, case.holders) == ("berjalan", "pelaksanaan", [])


def test_ksdpl_prakarsa_daerah_while_dprd_and_gubernur_are_silent(driver):
    with driver.as_user("staf"):
        begin(
            driver,
            "Pemerintah daerah atau lembaga di luar negeri",
            "Pemerintah daerah di luar negeri",
            "Pemerintah daerah (kita)",
        )
        record_partner(
            driver,
            nama="Pemerintah Kota Kitakyushu",
            negara="Jepang",
            tingkat_pemerintahan="Setingkat kabupaten/kota",
            nama_dalam_bahasa_Inggris="City of Kitakyushu",
            nama_dalam_aksara_aslinya="北九州市",
            nama_penanda_tangan="Contoh Nama Wali Kota",
            jabatan_penanda_tangan="Wali Kota Kitakyushu",
            jabatan_penanda_tangan_dalam_bahasa_Inggris="Mayor of Kitakyushu",
        )
        driver.fill("bentuk KSDPL", "Kabupaten/kota kembar/bersaudara")
        driver.fill("Pertukaran budaya", True)
        driver.press("Simpan dan lanjut")
        fill_steps(driver, TWIN)

    assert "Mitra unggul dalam kesehatan jarak jauh." in explore(driver)
    today = timezone.localdate()
    rough, intent = declare_intent(driver, today)
    signed_on = date_format(today, "j F Y")
    assert "RANCANGAN" in rough and "RANCANGAN" not in intent
    assert_says(
        intent,
        "Pernyataan Kehendak",
        "Letter of Intent",
        "北九州市",
        "Remote Medical Consultation",
        signed_on,
        "Mayor of Kitakyushu",
    )
    assert_says(plan(driver), "Pelatihan tenaga kesehatan", "Setiap puskesmas di hulu terhubung")

    with driver.as_user("verifikator"):
        letter = ask_dprd(driver, today - timedelta(90))
        assert "45 (empat puluh lima) hari kerja" in letter
        driver.press(
            "Catat: Pernyataan persetujuan atau penolakan DPRD", Hasil="Dianggap disetujui"
        )
        deemed = driver.make(
            "Surat permohonan kepada Menteri untuk menindaklanjuti",
            "Permohonan Tindak Lanjut Rencana Kerja Sama",
        )
        driver.make_unread(
            "Surat penyampaian Rencana Kerja Sama kepada Gubernur",
            "Permohonan Pertimbangan Rencana Kerja Sama",
        )
        driver.press("Catat: Rencana Kerja Sama diterima Gubernur", Tanggal=today - timedelta(21))
        driver.see("Penerusan oleh Gubernur: 5 hari kerja")
        driver.inspect()
        assert "dianggap" in deemed
        driver.press("Catat: Penerusan oleh Gubernur kepada Menteri", Hasil="Tidak diteruskan")
        driver.make_unread(
            "Surat penyampaian Rencana Kerja Sama langsung kepada Menteri",
            "Penyampaian Rencana Kerja Sama kepada Menteri",
        )
        driver.press("Catat: Rencana Kerja Sama diterima Kementerian")
        driver.press(
            "Catat: Pertimbangan tertulis Menteri",
            Hasil="Menyusun rancangan Naskah Kerja Sama",
            Nomor_surat="193/5/SJ",
        )
        driver.see("Tahap Penyusunan rancangan")

    draft(driver, "Rancangan Naskah Kerja Sama", "Naskah Kerja Sama")
    with driver.as_user("verifikator"):
        through_governor(
            driver, "Rancangan Naskah Kerja Sama", "Permohonan Persetujuan Naskah Kerja Sama"
        )
        negotiate(driver)
    announce(driver, today)
    ours, theirs, original = sign_and_carry_out(driver)
    for naskah in (ours, theirs):
        assert "RANCANGAN" not in naskah
        assert_says(
            naskah,
            "Memorandum Saling Pengertian",
            "Memorandum of Understanding",
            "北九州市",
            signed_on,
        )
        assert_says(naskah, "the English text shall prevail")
    assert ours.index("KITAKYUSHU") > ours.index("KUTAI") and theirs.index(
        "KITAKYUSHU"
    ) < theirs.index("KUTAI")
    assert_says(original, "Menteri Dalam Negeri", "naskah asli", signed_on)
    finish(driver)


def test_ksdll_prakarsa_daerah_while_everybody_answers(driver):
    signer = {
        "representative": "Tanaka Hiroshi",
        "representative_position": "Rektor",
        "representative_position_en": "President",
    }
    university = {
        "name": "Universitas Kitakyushu",
        "name_en": "University of Kitakyushu",
        "kind": "lembaga-ln",
        "country": "JP",
    }
    Partner.objects.create(**university, **signer)
    with driver.as_user("staf"):
        begin(
            driver,
            "Pemerintah daerah atau lembaga di luar negeri",
            "Lembaga di luar negeri",
            "Pemerintah daerah (kita)",
        )
        driver.fill("Pertukaran budaya", True)
        pick_partner(driver, "universitas", "Universitas Kitakyushu")
        fill_steps(driver, {})
    act_unseen(driver, "pernyataan_kehendak", "naskah_loi")
    with driver.as_user("verifikator"):
        intent = driver.make(
            "Pernyataan Kehendak untuk ditandatangani",
            "Pernyataan Kehendak Kerja Sama",
            Tanggal_penandatanganan=timezone.localdate(),
        )
    assert_says(intent, "Letter of Intent", "University of Kitakyushu")
    act_unseen(driver, "persetujuan_dprd")
    with driver.as_user("verifikator"):
        ask_dprd(driver, timezone.localdate())
        driver.press(
            "Catat: Pernyataan persetujuan atau penolakan DPRD",
            Hasil="Disetujui",
            Nomor_surat="170/12/DPRD",
        )
        through_governor(driver, "Rencana Kerja Sama", "Permohonan Pertimbangan Rencana Kerja Sama")
        driver.press(
            "Catat: Pertimbangan tertulis Menteri", Hasil="Menyusun rancangan Naskah Kerja Sama"
        )
        driver.see("Tahap Penyusunan rancangan")
    act_unseen(driver, "persetujuan_menteri", "isi_rencana_ttd")
    name_day(driver, timezone.localdate())
    act_unseen(driver, "penandatanganan", "naskah_kita")
    with driver.as_user("verifikator"):
        ours, theirs = make_originals(driver)
    for naskah in (ours, theirs):
        assert_says(naskah, "Memorandum of Understanding", "University of Kitakyushu")
    act_unseen(driver, "pelaksanaan", "mulai")
    start(driver)
    finish(driver)
