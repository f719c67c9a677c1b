"""What the tables of cases are called where a person reads what is held on them."""

from kerjasama.personal.collecting import name_tables

TITLES = {
    "agreements_agreementduty": "Kewajiban menurut naskah",
    "agreements_assessment": "Penilaian evaluasi",
    "agreements_bundle": "Himpunan berkas kerja sama",
    "agreements_columnmapping": "Kolom register yang dikenali",
    "agreements_comment": "Tanggapan",
    "agreements_contentremoval": "Penghapusan isi berkas",
    "agreements_copycheck": "Pemeriksaan rangkap",
    "agreements_correction": "Permintaan perbaikan",
    "agreements_decision": "Keputusan atas naskah yang akan berakhir",
    "agreements_dispute": "Perselisihan",
    "agreements_disputerecord": "Langkah perselisihan",
    "agreements_document": "Dokumen yang diminta",
    "agreements_draftversion": "Versi rancangan naskah",
    "agreements_evaluation": "Evaluasi",
    "agreements_evidence": "Catatan pemenuhan syarat",
    "agreements_fulfilment": "Pemenuhan kewajiban",
    "agreements_importbatch": "Impor register",
    "agreements_leaderssheet": "Lembar Pimpinan",
    "agreements_mailing": "Surel kepada mitra",
    "agreements_mappingpaper": "Cetakan pemetaan",
    "agreements_mappingstep": "Langkah pemetaan",
    "agreements_meeting": "Rapat",
    "agreements_number": "Nomor surat",
    "agreements_originalmove": "Perpindahan naskah asli",
    "agreements_partnerpaper": "Dokumen mitra",
    "agreements_partysigning": "Penandatanganan pihak",
    "agreements_progress": "Capaian",
    "agreements_proposedcorrection": "Usulan koreksi",
    "agreements_recap": "Rekap laporan",
    "agreements_report": "Laporan",
    "agreements_selfcheck": "Uji pemahaman",
    "agreements_signedpaper": "Dokumen bertanda tangan",
    "agreements_signing": "Penandatanganan",
    "agreements_stageevent": "Riwayat kerja sama",
    "agreements_teamreportpaper": "Laporan TKKSD",
    "agreements_trial": "Uji alur",
    "agreements_undoableact": "Tindakan yang masih dapat dibatalkan",
}


def install_titles() -> None:
    """Say them."""
    name_tables(TITLES, acts=["agreements_undoableact"])
