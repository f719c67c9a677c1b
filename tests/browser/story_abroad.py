"""Chapters of a cooperation abroad, which P25 leads through eleven stages; each is told by the
people who act in it.
"""

from datetime import date

from .story import CONTENT, fill_content, fill_plan

SHARED = ("latar belakang", "maksud dan tujuan", "objek", "ruang lingkup", "manfaat")
ABROAD = {label: CONTENT[label] for label in SHARED} | {
    "sasaran": "Setiap puskesmas di hulu terhubung dengan dokter spesialis.",
    "jangka waktu (bulan)": 36,
    "pemetaan potensi dan karakteristik serta kebutuhan daerah": (
        "Mitra unggul dalam kesehatan jarak jauh."
    ),
    "kesimpulan kajian": "Layak dilaksanakan.",
}
ENGLISH = {
    "judul dalam bahasa Inggris": "Remote Medical Consultation",
    "maksud dan tujuan dalam bahasa Inggris": "To bring medical consultation closer to the people.",
    "ruang lingkup dalam bahasa Inggris": "Provision of equipment\nTraining of health workers",
}
ACTIVITY = {
    "kegiatan": "Pelatihan tenaga kesehatan",
    "hasil yang diharapkan": "40 tenaga terlatih",
    "tahun": 2026,
}
TWIN = {
    "kesetaraan status administrasi dan/atau wilayah": "Keduanya setingkat kabupaten/kota.",
    "saling melengkapi": "Mitra mempunyai rumah sakit pendidikan.",
    "peningkatan hubungan antarmasyarakat": "Pertukaran perawat muda.",
}


def record_partner(driver, **fields) -> None:
    """Record a mitra on the way and come back to the case with it."""
    driver.follow("Catat mitra baru")
    for label, value in fields.items():
        driver.fill(label.replace("_", " "), value)
    driver.inspect()
    driver.press("Simpan mitra")
    driver.see("Judul dan mitra")


def fill_steps(driver, conditions: dict[str, str]) -> None:
    """All steps after the first."""
    driver.see("Persyaratan luar negeri")
    driver.fill("kerja sama ini tidak membuka kantor perwakilan di luar negeri", True)
    driver.fill(
        "pihak luar negeri menyatakan tidak mencampuri urusan pemerintahan dalam negeri", True
    )
    for label, value in conditions.items():
        driver.fill(label, value)
    driver.press("Simpan dan lanjut")
    fill_content(driver, ABROAD)
    for label, value in ENGLISH.items():
        driver.fill(label, value)
    driver.fill("bahasa acuan bila penafsiran berbeda", "Bahasa Inggris")
    driver.press("Simpan dan lanjut")
    for label, value in ACTIVITY.items():
        driver.fill(label, value)
    driver.fill("APBD (rupiah)", 150000000)
    fill_plan(driver)
    driver.inspect()
    # Pressed at once: a button moves when the page tells, two seconds later, what it has kept.
    driver.fill("masa berlaku Pernyataan Kehendak (bulan)", 12)
    driver.fill("tempat penandatanganan", "Tenggarong")
    driver.press("Simpan dan buka kerja sama")
    driver.see("Perubahan tersimpan.")


def explore(driver) -> str:
    """Prakarsa and penjajakan, from the proposal to the study. Returns the study."""
    with driver.as_user("staf"):
        driver.press("Ajukan: Usulan diajukan kepada kepala OPD")
        driver.see("tercatat.")
    with driver.as_user("kepala"):
        driver.press("Setujui: Persetujuan kepala OPD")
        driver.see("tercatat.")
    with driver.as_user("verifikator"):
        driver.press("Nyatakan lengkap: Verifikasi kelengkapan")
        driver.press("Catat: Hasil penjajakan melalui komunikasi", Hasil="Disepakati")
        driver.see("tercatat.")
    with driver.as_user("staf"):
        study = driver.make("Kajian", "Kajian")
    with driver.as_user("verifikator"):
        driver.press("Nyatakan lengkap: Pemeriksaan kajian")
        driver.see("Tahap Pernyataan Kehendak")
    return study


def draft(driver, requirement: str, title: str) -> str:
    """The OPD drafts a naskah, Bagian Hukum and Bagian Kerja Sama review it. Returns the draft."""
    with driver.as_user("staf"):
        text = driver.make(requirement, title)
    with driver.as_user("hukum"):
        driver.press("Setujui: Telaah Bagian Hukum")
        driver.see("tercatat.")
    with driver.as_user("kabag"):
        driver.press("Paraf: Paraf Kepala Bagian")
        driver.see("tercatat.")
    return text


def declare_intent(driver, day: date) -> tuple[str, str]:
    """The Letter of Intent, after the Menteri's answer. Returns its draft and what is signed."""
    title = "Pernyataan Kehendak Kerja Sama"
    text = draft(driver, "Rancangan Pernyataan Kehendak", title)
    with driver.as_user("verifikator"):
        driver.make_unread("Surat permohonan tanggapan Menteri", "Permohonan Tanggapan Menteri")
        driver.press("Catat: Surat permohonan tanggapan diterima")
        driver.press(
            "Catat: Tanggapan tertulis Menteri", Hasil="Dapat dilanjutkan", Nomor_surat="193/1/SJ"
        )
        driver.press("Catat: Koordinasi dan konsultasi dengan Menteri Luar Negeri")
        signed = driver.make(
            "Pernyataan Kehendak untuk ditandatangani", title, Tanggal_penandatanganan=day
        )
        driver.press(
            "Catat: Penandatanganan Pernyataan Kehendak",
            Pindaian_naskah_bertanda_tangan=driver.attachment,
        )
        driver.press("Catat: Salinan Pernyataan Kehendak disampaikan")
        driver.see("Tahap Penyusunan Rencana Kerja Sama")
    return text, signed


def plan(driver) -> str:
    """The OPD's plan, approved and checked. Returns it."""
    with driver.as_user("staf"):
        text = driver.make("Rencana Kerja Sama", "Rencana Kerja Sama")
    with driver.as_user("kepala"):
        driver.press("Setujui: Persetujuan kepala OPD pemrakarsa atas Rencana Kerja Sama")
        driver.see("tercatat.")
    with driver.as_user("verifikator"):
        driver.press("Nyatakan lengkap: Pemeriksaan Rencana Kerja Sama")
        driver.see("Tahap Persetujuan DPRD")
    return text


def ask_dprd(driver, day: date) -> str:
    """The letter to the DPRD, and the day it came there. Returns the letter."""
    letter = driver.make("Surat permohonan persetujuan DPRD", "Permohonan Persetujuan DPRD")
    driver.press("Catat: Surat permohonan diterima Sekretariat DPRD", Tanggal=day)
    driver.see("Pernyataan DPRD: 45 hari kerja")
    return letter


def through_governor(driver, what: str, title: str) -> None:
    """The letter to the Gubernur, who passes it on to the Menteri."""
    driver.make_unread(f"Surat penyampaian {what} kepada Gubernur", title)
    driver.press(f"Catat: {what} diterima Gubernur")
    driver.press(
        "Catat: Penerusan oleh Gubernur kepada Menteri",
        Hasil="Diteruskan",
        Nomor_surat="000.8/7/PEM",
    )
    driver.press(f"Catat: {what} diterima Kementerian Dalam Negeri")
    driver.see("tercatat.")


def negotiate(driver) -> None:
    """Pembahasan: the ministries among themselves, then with the partner."""
    driver.press("Catat: Rapat antarkementerian", Hasil="Disetujui")
    driver.make_unread("Berita acara pembahasan", "Berita Acara Pembahasan")
    driver.press("Unggah: Risalah rapat", Berkas=driver.attachment)
    driver.press("Catat: Rancangan disampaikan Menteri kepada Menteri Luar Negeri")
    driver.press(
        "Catat: Rancangan diteruskan kepada mitra melalui Perwakilan",
        Hasil="Diteruskan",
        Nomor_surat="12/PK/2026",
    )
    driver.see("Bola di Mitra")
    driver.press("Catat: Tanggapan mitra atas rancangan", Hasil="Menerima rancangan")
    driver.press("Catat: Pembahasan dengan pihak luar negeri", Hasil="Disepakati")
    driver.press("Catat: Surat Konfirmasi")
    driver.press("Catat: Surat persetujuan Menteri", Hasil="Disetujui", Nomor_surat="193/9/SJ")
    driver.press("Catat: Surat Konfirmasi diterima pemerintah daerah")
    driver.see("tercatat.")


def name_day(driver, day: date) -> None:
    """The OPD names the day of the signing."""
    with driver.as_user("staf"):
        driver.follow("Tanggal rencana penandatanganan: masih kosong")
        driver.fill("tanggal rencana penandatanganan", day)
        driver.press("Simpan dan buka kerja sama")
        driver.see("Perubahan tersimpan.")


def announce(driver, day: date) -> None:
    """The OPD names the day of the signing, and Bagian Kerja Sama announces it."""
    name_day(driver, day)
    with driver.as_user("verifikator"):
        driver.make_unread(
            "Surat pemberitahuan rencana tempat dan tanggal penandatanganan",
            "Pemberitahuan Rencana Penandatanganan",
        )
        driver.press("Catat: Rencana penandatanganan disampaikan")
        driver.see("Tahap Penandatanganan")


def make_originals(driver) -> tuple[str, str]:
    """Both originals, ours and the partner's."""
    ours = driver.make("Naskah Kerja Sama, rangkap bagi pemerintah daerah", "Naskah Kerja Sama")
    theirs = driver.make(
        "Naskah Kerja Sama, rangkap bagi mitra", "Naskah Kerja Sama (rangkap mitra)"
    )
    return ours, theirs


def sign_and_carry_out(driver) -> tuple[str, str, str]:
    """Both originals, the signing, what goes to the Menteri, the start. Returns our original, the
    partner's and the covering letter.
    """
    with driver.as_user("verifikator"):
        ours, theirs = make_originals(driver)
        driver.press(
            "Catat: Penandatanganan Naskah Kerja Sama",
            Pindaian_naskah_bertanda_tangan=driver.attachment,
        )
        letter = driver.make(
            "Surat penyampaian naskah asli kepada Menteri", "Penyampaian Naskah Asli"
        )
        driver.press("Catat: Naskah asli diterima Menteri")
        driver.press("Catat: Salinan Naskah Kerja Sama dari Sekretaris Jenderal")
        driver.see("Tahap Pelaksanaan")
    with driver.as_user("staf"):
        driver.make_unread("Rencana kegiatan tahunan", "Rencana Kegiatan Tahunan")
    start(driver)
    return ours, theirs, letter


def start(driver) -> None:
    """The OPD begins to carry it out."""
    with driver.as_user("staf"):
        driver.press("Catat: Dimulainya pelaksanaan")
        driver.see("tercatat.")
