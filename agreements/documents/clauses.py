"""The parts a naskah must hold at least: P22 Pasal 40 (KB), 41 (PKS), 42 (NK); sanksi by PP 28/2018 Pasal 19."""

from agreements.models import Agreement

from .words import terbilang

AGREED = "Hal ini diatur berdasarkan kesepakatan PARA PIHAK secara tertulis."
PARTS = {
    "kesepakatan_bersama": ("maksud_tujuan", "objek", "ruang_lingkup", "pelaksanaan", "jangka_waktu", "surat_menyurat", "lain_lain"),
    "perjanjian_kerja_sama": (
        "maksud_tujuan", "objek", "ruang_lingkup", "pelaksanaan", "hak_kewajiban", "pembiayaan", "jangka_waktu",
        "perselisihan", "kahar", "pengakhiran",
    ),
    "nota_kesepakatan": (
        "latar_belakang", "maksud_tujuan", "lokasi", "objek", "ruang_lingkup", "tugas", "pelaksanaan", "jangka_waktu",
        "pembiayaan", "lain_lain",
    ),
}


def clauses(agreement: Agreement, kind: str) -> list[tuple[str, str]]:
    """(title, text) of each Pasal of a naskah, in the order of the law; empty for other papers."""
    parts = list(PARTS.get(kind, ()))
    if kind == "perjanjian_kerja_sama" and agreement.track_code.startswith("ksdpk"):
        parts.append("sanksi")
    texts = _texts(agreement)
    return [texts[part] for part in parts]


def _texts(a: Agreement) -> dict[str, tuple[str, str]]:
    months = a.jangka_waktu_bulan or 0
    return {
        "latar_belakang": ("Latar Belakang", a.latar_belakang),
        "maksud_tujuan": ("Maksud dan Tujuan", a.maksud_tujuan),
        "lokasi": ("Lokasi", a.lokasi or AGREED),
        "objek": ("Objek", a.objek or a.title),
        "ruang_lingkup": ("Ruang Lingkup", a.ruang_lingkup or AGREED),
        "pelaksanaan": ("Pelaksanaan", "PARA PIHAK melaksanakan kerja sama ini sesuai dengan tugas dan kewenangan masing-masing."),
        "hak_kewajiban": ("Hak dan Kewajiban", "Hak dan kewajiban PARA PIHAK dirinci dalam rencana yang disepakati PARA PIHAK."),
        "tugas": ("Tugas dan Tanggung Jawab", "Tugas dan tanggung jawab PARA PIHAK dirinci dalam Rencana Kerja yang menjadi lampiran."),
        "pembiayaan": ("Pembiayaan", a.pembiayaan or AGREED),
        "jangka_waktu": ("Jangka Waktu", f"Berlaku selama {months} ({terbilang(months)}) bulan sejak ditandatangani."),
        "perselisihan": ("Penyelesaian Perselisihan", "Perselisihan diselesaikan secara musyawarah untuk mufakat."),
        "kahar": ("Keadaan Kahar", "PIHAK yang mengalami keadaan kahar memberitahukannya secara tertulis kepada PIHAK lainnya."),
        "pengakhiran": ("Pengakhiran", "Berakhirnya kerja sama tidak menghapus kewajiban yang belum diselesaikan PARA PIHAK."),
        "sanksi": ("Sanksi", "PIHAK yang tidak memenuhi kewajibannya dikenai sanksi sesuai kesepakatan PARA PIHAK."),
        "surat_menyurat": ("Surat-Menyurat", "Surat-menyurat dilakukan secara tertulis ke alamat PARA PIHAK."),
        "lain_lain": ("Lain-Lain", AGREED),
    }
