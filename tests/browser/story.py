"""Chapters that the journeys share, each told by the people who act in it."""

from datetime import date

import pytest

from agreements import demo
from agreements.models import Agreement
from agreements.workflow.evaluation import evaluate_case
from tests.conftest import as_long_as

from . import world

TITLE = "Layanan konsultasi kesehatan jarak jauh"
CONTENT = {
    "latar belakang": "Puskesmas di hulu Mahakam sulit dijangkau dokter spesialis.",
    "maksud dan tujuan": "Mendekatkan layanan konsultasi kepada masyarakat.",
    "objek": "Layanan konsultasi kesehatan jarak jauh.",
    "lokasi": "Kecamatan Tabang dan Kecamatan Kembang Janggut.",
    "ruang lingkup": "Penyediaan perangkat\nPelatihan tenaga kesehatan",
    "jangka waktu (bulan)": 24,
    "manfaat": "Waktu tunggu konsultasi lebih singkat.",
    "analisis dampak sosial dan lingkungan": "Tidak menimbulkan dampak negatif.",
}


def act_unseen(driver, stage: str, requirement: str = "") -> None:
    """What other journeys click through is done by the same people without a browser and on blank
    papers, until this requirement of this stage waits, or to the stage's first.
    """
    pk = int(driver.case.strip("/").split("/")[-1])

    def case() -> Agreement:
        return Agreement.objects.get(pk=pk)

    def is_open() -> bool:
        return any(c.requirement.code == requirement for c in evaluate_case(case()).open_checks)

    with pytest.MonkeyPatch.context() as patches, world.told_at_the_end():
        world.without_rendering(patches)
        for _ in as_long_as(lambda: case().stage_code != stage):
            demo.pass_stage(case(), world.order_blank)
        for _ in as_long_as(lambda: requirement and not is_open()):
            assert demo.meet_next(case(), world.order_blank), f"{requirement} never waited"


def begin(driver, *answers: str) -> None:
    """Answer the chooser and save the draft."""
    driver.follow("Ajukan kerja sama")
    for answer in answers:
        driver.follow(answer)
    driver.see("Seluruh perjalanan")
    driver.fill("OPD pemrakarsa", "Dinas Komunikasi dan Informatika")
    driver.fill("Judul", TITLE)
    driver.press("Buat draf")
    driver.see("Draf tersimpan.")


def pick_partner(driver, typed: str, name: str) -> None:
    driver.page.get_by_label("Cari mitra menurut nama").press_sequentially(typed, delay=20)
    driver.page.get_by_role("radio", name=name).check()
    driver.see("Tersimpan sebagai draf pukul")
    driver.press("Simpan dan lanjut")


def fill_content(driver, content: dict = CONTENT) -> None:
    driver.see("Latar belakang")
    for label, value in content.items():
        driver.fill(label, value)
    driver.leave_field()
    driver.press("Simpan dan lanjut")


def fill_plan(driver, *ticked: str) -> None:
    driver.see("Indikator pelayanan publik")
    driver.fill("Kesehatan", True)
    driver.fill("program RPJMD/Renstra/RKPD", "Program Upaya Kesehatan Masyarakat")
    driver.fill("indikator pelayanan publik", "Waktu tunggu konsultasi")
    driver.fill("satuan", "hari")
    driver.fill("kondisi awal", 14)
    driver.fill("target", 2)
    driver.leave_field()
    for label in ticked:
        driver.fill(label, True)
    driver.fill("pembiayaan", "Dibebankan pada anggaran masing-masing pihak.")
    driver.leave_field()
    driver.press("Simpan dan lanjut")


def submit(driver) -> None:
    """The OPD submits, its head approves, Bagian Kerja Sama verifies."""
    with driver.as_user("staf"):
        driver.press("Ajukan: Usulan diajukan kepada kepala OPD")
        driver.see("tercatat.")
    with driver.as_user("kepala"):
        driver.press("Setujui: Persetujuan kepala OPD", Keterangan="Sesuai kebutuhan dinas.")
        driver.see("Bola di Verifikator")
    with driver.as_user("verifikator"):
        driver.press("Nyatakan lengkap: Verifikasi kelengkapan")
        driver.see("Bola di TKKSD")


def submit_and_study(driver) -> str:
    """What was submitted is found worthy by the TKKSD. Returns the minutes."""
    submit(driver)
    with driver.as_user("tkksd"):
        driver.judge("Sesuai")
        driver.fill("Catatan: Kelayakan biaya dan manfaat", "Manfaat melebihi biaya.")
        driver.press("Catat: Hasil pengkajian TKKSD", Hasil="Layak")
        driver.see("tercatat.")
    with driver.as_user("verifikator"):
        minutes = driver.make("Berita acara rapat TKKSD", "Berita Acara Rapat TKKSD")
        driver.see("Tahap Penawaran")
    return minutes


def offer(driver, whom: str) -> str:
    """The letter goes out and is answered well. Returns the letter."""
    with driver.as_user("verifikator"):
        letter = driver.make("Surat penawaran untuk ditandatangani Bupati", "Surat Penawaran")
    with driver.as_user("verifikator"):
        answer = {
            "Hasil": "Diterima",
            "Nomor surat": "90/MITRA/2026",
            "Berkas": driver.attachment,
        }
        driver.press("Catat: Surat penawaran ditandatangani", along={f"Tanggapan {whom}": answer})
        driver.see("Tahap Penyusunan Kesepakatan Bersama")
    return letter


def agree_on(driver, naskah: str, drafter: str) -> str:
    """Draft, discussion, both reviews, the recommendation. Returns the draft."""
    with driver.as_user(drafter):
        draft = driver.make(f"Rancangan {naskah}", naskah)
    with driver.as_user("verifikator"):
        driver.press(f"Catat: Pembahasan rancangan {naskah}", Hasil="Disepakati")
        driver.see("Bola di Bagian Hukum dan Kepala Bagian Kerja Sama")
    with driver.as_user("hukum"):
        driver.press("Setujui: Telaah Bagian Hukum")
        driver.see("tercatat.")
    with driver.as_user("kabag"):
        driver.press("Paraf: Paraf Kepala Bagian")
        driver.see("Bola di Sekretaris Daerah")
    with driver.as_user("sekda"):
        driver.press("Beri rekomendasi: Rekomendasi Ketua TKKSD")
        driver.see("tercatat.")
    return draft


def sign(driver, naskah: str, stage: str, day: date) -> str:
    """The numbered naskah, its signing on that day, its scan. Returns the naskah."""
    with driver.as_user("verifikator"):
        driver.see(f"Tahap {stage}")
        paper = driver.make(f"Naskah {naskah} bernomor", naskah, Tanggal_penandatanganan=day)
        driver.press(
            f"Catat: Penandatanganan {naskah}",
            Nomor_naskah_pihak_mitra=f"7/{len(naskah)}/MITRA/2026",
            Pindaian_naskah_bertanda_tangan=driver.attachment,
        )
        driver.see(f"Semua syarat tahap {stage} terpenuhi")
    return paper
