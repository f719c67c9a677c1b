"""How the tables of cases are logged: what a case holds by fingerprints, since its pages show it
anyhow; what the office sets with its values.
"""

from kerjasama.database.rights import withhold
from kerjasama.logbook.covered import cover_by_fingerprint, cover_openly, entitle, leave_out

from . import told_of_people

TITLES = {
    "agreements_clause": "Pustaka klausul",
    "agreements_dayoff": "Hari libur",
    "agreements_termsetting": "Tenggat",
    "agreements_numberseries": "Seri nomor",
    "agreements_numberstart": "Awal nomor",
    "agreements_localnormchoice": "Norma setempat",
    "agreements_readingchoice": "Bacaan ketentuan",
    "agreements_radarsetting": "Radar",
    "agreements_ladder": "Tangga masa berlaku",
    "agreements_seatletter": "Surat penunjukan",
    "agreements_handoverline": "Baris serah terima tugas",
    "agreements_assignment": "Penanganan kerja sama",
    "agreements_exemption": "Pengecualian pemisahan tugas",
    "agreements_censusmark": "Tanda sensus naskah asli",
    "agreements_letterrule": "Pemaraf surat",
    "agreements_incomingletter": "Surat masuk",
    "agreements_mapping": "Pemetaan tahunan",
    "agreements_listdecree": "Keputusan daftar rencana",
    "agreements_mappeditem": "Butir pemetaan",
    "agreements_nothingplanned": "Pernyataan tanpa rencana",
    "agreements_wajibrecord": "Pembinaan, pengambilalihan, dan bantuan",
    "agreements_teamdecree": "Keputusan TKKSD",
    "agreements_teamseat": "Anggota TKKSD",
    "agreements_teamrecord": "Catatan TKKSD",
}

# What the closed tables are called that name nobody (told_of_people) where a row is at fault.
CLOSED = {
    "agreements_activity": "Kegiatan rencana kerja",
    "agreements_agreement": "Kerja sama",
    "agreements_agreement_supporters": "Perangkat daerah pendukung",
    "agreements_attendee": "Hadirin rapat",
    "agreements_candidate": "Calon mitra",
    "agreements_emblem": "Lambang pada naskah",
    "agreements_indicator": "Indikator",
    "agreements_letterpaper": "Berkas surat",
    "agreements_original": "Naskah asli",
    "agreements_papersource": "Sumber dokumen final",
    "agreements_party": "Pihak",
    "agreements_payment": "Pembayaran",
    "agreements_sealrenewal": "Pembaruan stempel waktu",
    "agreements_signatory": "Penanda tangan pihak",
}


def cover_tables() -> None:
    """Declare them."""
    for table, title in TITLES.items():
        cover_openly(table, title)
    cover_openly("agreements_taskhandover", "Serah terima tugas", skipped="error sent_at attempts")
    cover_by_fingerprint("agreements_agreement", skipped="search")
    cover_by_fingerprint(
        "agreements_activity",
        "agreements_agreement_supporters",
        "agreements_agreementduty",
        "agreements_annexupload",
        "agreements_assessment",
        "agreements_attendee",
        "agreements_candidate",
        "agreements_comment",
        "agreements_contentremoval",
        "agreements_copycheck",
        "agreements_correction",
        "agreements_decision",
        "agreements_dispute",
        "agreements_disputerecord",
        "agreements_document",
        "agreements_draftversion",
        "agreements_emblem",
        "agreements_evaluation",
        "agreements_evidence",
        "agreements_fulfilment",
        "agreements_indicator",
        "agreements_letter",
        "agreements_letterpaper",
        "agreements_letterstep",
        "agreements_mailing",
        "agreements_mappingpaper",
        "agreements_mappingstep",
        "agreements_meeting",
        "agreements_naskahlook",
        "agreements_number",
        "agreements_original",
        "agreements_originalmove",
        "agreements_partnerentry",
        "agreements_partnerlink",
        "agreements_partnerpaper",
        "agreements_outsidecheck",
        "agreements_papersource",
        "agreements_party",
        "agreements_partysigning",
        "agreements_payment",
        "agreements_progress",
        "agreements_proposedcorrection",
        "agreements_remark",
        "agreements_report",
        "agreements_sealrenewal",
        "agreements_signatory",
        "agreements_signedletter",
        "agreements_signedpaper",
        "agreements_signing",
        "agreements_stageevent",
    )
    entitle(told_of_people.TITLES | CLOSED)
    leave_out("reckoned from what is logged", "agreements_clock", "agreements_filecheck")
    leave_out(
        "made anew from what is logged",
        "agreements_bundle",
        "agreements_recap",
        "agreements_teamreportpaper",
    )
    leave_out("made anew from what is logged", "agreements_leaderssheet", "agreements_samplepaper")
    leave_out(
        "a register on its way in; what it brings is logged where it arrives",
        "agreements_importbatch",
        "agreements_importprogress",
        "agreements_importrow",
        "agreements_columnmapping",
    )
    leave_out("from where a link was used, kept as visits are", "agreements_partnerlinkuse")
    leave_out("what was learnt and tried", "agreements_selfcheck", "agreements_trial")
    withhold_rights()
    leave_out("what may be taken back for ten minutes", "agreements_undoableact")


def withhold_rights() -> None:
    """What is only ever added to. A decision and a move go only when they are taken back."""
    withhold(
        "UPDATE DELETE",
        "agreements_draftversion",
        "agreements_letterstep",
        "agreements_localnormchoice",
        "agreements_mappingstep",
        "agreements_outsidecheck",
        "agreements_readingchoice",
        "agreements_stageevent",
    )
    withhold("UPDATE", "agreements_decision", "agreements_originalmove")
    withhold("DELETE", "agreements_number", "agreements_remark")
