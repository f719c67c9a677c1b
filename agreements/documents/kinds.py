"""Each kind of paper: its title, template and number series."""

from dataclasses import dataclass


@dataclass(frozen=True)
class DocumentKind:
    code: str
    title: str
    template: str
    series: str  # empty for a paper that bears no number of ours


KINDS = {
    code: DocumentKind(code, title, f"documents/{template}.html", series)
    for code, title, template, series in (
        ("kak", "Kerangka Acuan Kerja", "kak", "KAK"),
        ("penawaran", "Surat Penawaran", "letter_offer", "PNW"),
        ("permintaan_kedua", "Permintaan Tanggapan Kedua", "letter_second_request", "PNW"),
        ("laporan_gubernur", "Laporan kepada Gubernur", "letter_governor", "LAP"),
        ("jawaban_penawaran", "Jawaban Penawaran", "letter_answer", "JWB"),
        ("ba_tkksd", "Berita Acara Rapat TKKSD", "minutes", "BA"),
        ("permohonan_dprd", "Permohonan Persetujuan DPRD", "letter_dprd", "DPRD"),
        ("kesepakatan_bersama", "Kesepakatan Bersama", "naskah", "KB"),
        ("perjanjian_kerja_sama", "Perjanjian Kerja Sama", "naskah", "PKS"),
        ("nota_kesepakatan", "Nota Kesepakatan", "naskah", "NK"),
        ("rencana_kerja", "Rencana Kerja", "work_plan", "RK"),
        ("surat_kuasa", "Surat Kuasa", "proxy", "SK"),
        ("usulan_perubahan", "Usulan Perubahan Kerja Sama", "letter_change", "UPK"),
        ("adendum", "Adendum", "change", "ADD"),
        ("perpanjangan", "Perpanjangan", "change", "PPJ"),
        ("ba_pengakhiran", "Berita Acara Pengakhiran", "change", "BAP"),
        ("amandemen", "Amandemen Naskah Kerja Sama", "foreign/naskah", "AMD"),
        ("perpanjangan_ln", "Perpanjangan Naskah Kerja Sama", "foreign/naskah", "PPJ"),
        (
            "ba_pengakhiran_ln",
            "Berita Acara Pengakhiran Naskah Kerja Sama",
            "foreign/naskah",
            "BAP",
        ),
        (
            "penyampaian_perpanjangan",
            "Penyampaian Perpanjangan kepada Menteri",
            "foreign/letter_extension",
            "KLN",
        ),
        ("kajian", "Kajian", "foreign/study", "KAJ"),
        ("permohonan_tanggapan", "Permohonan Tanggapan Menteri", "foreign/letter_response", "KLN"),
        ("pernyataan_kehendak", "Pernyataan Kehendak Kerja Sama", "foreign/naskah", ""),
        ("rencana_kerja_sama", "Rencana Kerja Sama", "foreign/plan", "RKS"),
        (
            "tindak_lanjut_rencana",
            "Permohonan Tindak Lanjut Rencana Kerja Sama",
            "foreign/letter_deemed",
            "KLN",
        ),
        (
            "permohonan_verifikasi",
            "Permohonan Pertimbangan Rencana Kerja Sama",
            "foreign/letter_plan",
            "KLN",
        ),
        (
            "rencana_ke_menteri",
            "Penyampaian Rencana Kerja Sama kepada Menteri",
            "foreign/letter_plan_direct",
            "KLN",
        ),
        (
            "permohonan_persetujuan",
            "Permohonan Persetujuan Naskah Kerja Sama",
            "foreign/letter_naskah",
            "KLN",
        ),
        (
            "naskah_ke_menteri",
            "Penyampaian Rancangan Naskah kepada Menteri",
            "foreign/letter_naskah_direct",
            "KLN",
        ),
        ("naskah_kerja_sama", "Naskah Kerja Sama", "foreign/naskah", "NKS"),
        ("naskah_kerja_sama_mitra", "Naskah Kerja Sama (rangkap mitra)", "foreign/naskah", ""),
        ("ba_pembahasan", "Berita Acara Pembahasan", "foreign/minutes", "BA"),
        (
            "pemberitahuan_ttd",
            "Pemberitahuan Rencana Penandatanganan",
            "foreign/letter_signing",
            "KLN",
        ),
        ("kuasa_penuh", "Surat Kuasa Penandatanganan (Full Powers)", "foreign/full_powers", "KP"),
        ("penyampaian_asli", "Penyampaian Naskah Asli", "foreign/letter_original", "KLN"),
        ("rencana_tahunan", "Rencana Kegiatan Tahunan", "foreign/yearly_plan", "RKT"),
        (
            "usulan_rencana",
            "Usulan Rencana Kerja Sama kepada Menteri",
            "foreign/letter_proposal",
            "KLN",
        ),
        ("laporan_semester", "Laporan Pelaksanaan Kerja Sama", "semester_report", "LAP"),
        ("laporan_pelaksanaan", "Laporan Hasil Kerja Sama", "foreign/yearly_report", "LAP"),
        ("susunan_acara", "Susunan Acara Penandatanganan", "rundown", ""),
        ("ba_serah_terima", "Berita Acara Serah Terima Naskah Asli", "handover", "BA"),
        ("kesediaan", "Pernyataan Kesediaan Kerja Sama", "foreign/willingness", "KSD"),
        # Asked for by people, by no stage (supporting.py).
        ("surat_usulan", "Surat Usulan Kerja Sama", "letter_proposal", "USL"),
        ("studi_kelayakan", "Studi Kelayakan", "feasibility", ""),
        ("tanda_terima", "Tanda Terima Berkas", "receipt", ""),
        ("lembar_verifikasi", "Lembar Verifikasi", "verification_sheet", ""),
        ("lembar_paraf", "Lembar Paraf Koordinasi", "initials_sheet", ""),
        ("undangan_rapat", "Undangan Rapat TKKSD", "meeting_invitation", "UND"),
        ("daftar_hadir", "Daftar Hadir Rapat TKKSD", "meeting_attendance", ""),
        ("ba_rapat", "Berita Acara Pembahasan TKKSD", "meeting_minutes", "BA"),
        ("nota_rekomendasi", "Nota Dinas Rekomendasi Penandatanganan", "memo_signing", "ND"),
        ("ba_pemetaan", "Berita Acara Pemetaan Urusan", "mapping", "BA"),
        ("ba_perselisihan", "Berita Acara Penyelesaian Perselisihan", "dispute", "BA"),
        ("penyampaian_nk", "Penyampaian Nota Kesepakatan kepada Menteri", "letter_minister", "LAP"),
        ("pengantar_laporan", "Penyampaian Laporan kepada Gubernur", "letter_report", "LAP"),
        ("lembar_evaluasi", "Lembar Evaluasi", "evaluation_sheet", ""),
        (
            "permintaan_penjelasan",
            "Permintaan Penjelasan Pelaksanaan Kerja Sama",
            "letter_explanation",
            "PPK",
        ),
        ("salinan_loi", "Penyampaian Salinan Pernyataan Kehendak", "foreign/letter_copy", "KLN"),
    )
}
