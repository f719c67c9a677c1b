"""What the examples record of single acts beside their outcome."""

# Days that pass before an act.
WAITS = {
    "tanggapan": 12,
    "putusan_dprd": 24,
    "mulai": 14,
    "arsip": 7,
    "laporan": 170,
    "tanggapan_menteri": 18,
    "pertimbangan": 22,
    "diteruskan_perwakilan": 6,
    "tanggapan_mitra": 20,
    "bahas_mitra": 10,
    "persetujuan_menteri": 12,
}
# Numbers of the letters of others.
NUMBERS = {
    "surat_masuk": "000.1/{n}/KSD/{year}",
    "penawaran_masuk": "{n}/PNW/{year}",
    "tanggapan": "100.3.7/{n}/{year}",
    "permintaan_kedua_masuk": "000.1/{n}/KSD/{year}",
    "putusan_dprd": "100.1.4.2/{n}/DPRD/{year}",
    "tanggapan_menteri": "100.3.7/{n}/SJ/{year}",
    "pertimbangan": "100.3.7/{n}/SJ/{year}",
    "diteruskan_perwakilan": "{n}/PK/{year}",
    "surat_konfirmasi": "{n}/HI/{year}",
    "persetujuan_menteri": "100.3.7/{n}/SJ/{year}",
}
NOTES = {
    "telaahan_tkksd": (
        "Rapat TKKSD bersama perangkat daerah pemrakarsa; anggota yang hadir memenuhi kuorum."
    ),
    "bahas_kesepakatan_bersama": (
        "Pembahasan bersama calon mitra; seluruh pasal disepakati dengan perbaikan redaksi."
    ),
    "bahas_perjanjian_kerja_sama": (
        "Pembahasan bersama mitra; hak dan kewajiban serta pembiayaan disepakati."
    ),
    "bahas_nota_kesepakatan": (
        "Pembahasan bersama kementerian/lembaga; pembagian tugas dalam rencana kerja disepakati."
    ),
    "tanggapan": "Calon mitra menyatakan bersedia dan menunjuk narahubung.",
    "arsip": "Lemari arsip Bagian Kerja Sama, map tahun berjalan.",
}
