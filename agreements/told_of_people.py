"""What the tables of cases are called where a person reads what is held on them, and which of them
name people.
"""

from django.urls import reverse

from agreements.models import (
    Agreement,
    Attendee,
    PartnerEntry,
    Party,
    Remark,
    Signatory,
    Signing,
    TeamSeat,
)
from kerjasama.personal.collecting import name_tables
from kerjasama.personal.naming import NamedPlace, register_place
from partners.models import Partner

TITLES = {
    "agreements_annexupload": "Berkas lampiran naskah",
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
    "agreements_incomingletter": "Surat masuk",
    "agreements_leaderssheet": "Lembar Pimpinan",
    "agreements_letter": "Surat",
    "agreements_letterrule": "Aturan paraf surat",
    "agreements_letterstep": "Langkah surat",
    "agreements_mailing": "Surel kepada mitra",
    "agreements_mappingpaper": "Cetakan pemetaan",
    "agreements_mappingstep": "Langkah pemetaan",
    "agreements_meeting": "Rapat",
    "agreements_naskahlook": "Naskah yang dibaca",
    "agreements_number": "Nomor surat",
    "agreements_originalmove": "Perpindahan naskah asli",
    "agreements_outsidecheck": "Bagian wajib yang ditandai",
    "agreements_partnerentry": "Isian mitra",
    "agreements_partnerlink": "Tautan mitra",
    "agreements_partnerpaper": "Dokumen mitra",
    "agreements_partysigning": "Penandatanganan pihak",
    "agreements_progress": "Capaian",
    "agreements_proposedcorrection": "Usulan koreksi",
    "agreements_recap": "Rekap laporan",
    "agreements_remark": "Catatan atas naskah",
    "agreements_report": "Laporan",
    "agreements_selfcheck": "Uji pemahaman",
    "agreements_signedletter": "Surat bertanda tangan",
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
    for place in PLACES:
        register_place(place)


def _of_case(key: int) -> str:
    return reverse("kerja-sama", args=[key])


def _of_party(row: Signatory) -> str:
    return reverse("pihak", args=[row.party.agreement_id])


CONTACT = ("phone", "email")
PLACES = (
    NamedPlace(
        "Mitra",
        Partner,
        ("contact_name", "representative"),
        ("name", "representative_position", *CONTACT),
        lambda row: reverse("mitra-rinci", args=[row.pk]),
    ),
    NamedPlace(
        "Pihak kerja sama",
        Party,
        ("contact_name", "representative"),
        ("name", "representative_position", *CONTACT),
        lambda row: reverse("pihak", args=[row.agreement_id]),
    ),
    NamedPlace("Penanda tangan pihak", Signatory, ("name",), ("office",), _of_party, ("party",)),
    NamedPlace(
        "Penerima kuasa",
        Agreement,
        ("kuasa_nama",),
        ("kuasa_jabatan", "kuasa_nip"),
        lambda row: _of_case(row.pk),
    ),
    NamedPlace(
        "Peserta rapat",
        Attendee,
        ("name",),
        ("position", "institution"),
        lambda row: reverse("rapat-rinci", args=[row.meeting.agreement_id, row.meeting_id]),
        ("meeting",),
    ),
    NamedPlace(
        "Catatan mitra atas naskah",
        Remark,
        ("guest",),
        (),
        lambda row: _of_case(row.agreement_id),
    ),
    NamedPlace(
        "Isian mitra lewat tautan",
        PartnerEntry,
        ("said_by",),
        (),
        lambda row: reverse("tautan-mitra", args=[row.link.agreement_id]),
        ("link",),
    ),
    NamedPlace(
        "Penandatanganan",
        Signing,
        ("signer",),
        ("signer_title",),
        lambda row: _of_case(row.agreement_id),
    ),
    NamedPlace(
        "TKKSD",
        TeamSeat,
        ("name",),
        ("position", "institution"),
        lambda row: reverse("tkksd-keputusan", args=[row.decree_id]),
    ),
)
