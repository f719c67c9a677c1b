"""Sinergi with central government. Permendagri 22/2020 Pasal 52 to 60, PP 28/2018 Pasal 46."""

from dataclasses import replace

from agreements.regulations.citations import p22, pp28
from agreements.regulations.fragments import (
    in_order,
    lawful_term,
    require_approval,
    require_document,
    require_fact,
    require_record,
    require_upload,
    sop_term,
)
from agreements.regulations.record_outcomes import RecordOutcome
from agreements.regulations.stage_fragments import (
    KAK_SINERGI_FIELDS,
    OPD_SUBMITS,
    dprd_needed,
    dprd_stage,
    dprd_term,
    drafting_stages,
    offer_requirements,
    plenary_of_dprd,
    proposal_facts,
    require_study,
    second_request,
    signing_stage,
)
from agreements.regulations.versions import PRESENT, THIRD
from agreements.regulations.vocabulary import Actor, Stage, Track

from .document_codes import DocumentCode

PREPARATION = Stage(
    "persiapan",
    "Persiapan",
    (p22("53"),),
    Actor.OPD,
    in_order(
        proposal_facts(
            KAK_SINERGI_FIELDS,
            p22("53 ayat (3)"),
            pp28("46 ayat (1)"),
            require_fact(
                "isi_program", "Objek tercantum dalam RKPD", "program", p22("53 ayat (2)")
            ),
        ),
        require_document(
            "kak", "Kerangka Acuan Kerja", DocumentCode.KAK, p22("53 ayat (1)"), Actor.OPD
        ),
        *OPD_SUBMITS,
        *require_study(p22("53 ayat (4)")),
    ),
    sop_term(10),
)
OFFER = Stage(
    "penawaran",
    "Penawaran Sinergi",
    (p22("54"),),
    Actor.TKKSD,
    offer_requirements(
        p22("54 ayat (1)"),
        p22("54 ayat (2)"),
        p22("54 ayat (3)"),
        "kementerian/lembaga calon mitra",
        second_request(p22("54 ayat (4)")),
    ),
    sop_term(5, text="Penyiapan dan pengiriman surat penawaran", until="penawaran_diterima"),
    legs=(
        lawful_term(
            30,
            p22("54 ayat (3)"),
            "Bupati menyampaikan permintaan tanggapan kedua (ayat (4)).",
            code="tanggapan_pertama",
            text="Tanggapan kementerian/lembaga",
            after="penawaran_diterima",
            until="tanggapan",
        ),
    ),
    send_back_to=("persiapan",),
)
INBOUND_OFFER = Stage(
    "penawaran",
    "Penawaran Sinergi",
    (p22("52 ayat (2)"),),
    Actor.TKKSD,
    in_order(
        require_record(
            "surat_masuk",
            "Surat penawaran kementerian/lembaga diterima",
            None,
            Actor.VERIFIER,
            RecordOutcome.RECEIVED,
        ),
        (
            require_upload(
                "penawaran_masuk",
                "Surat penawaran dan kerangka acuan kerja dari kementerian/lembaga",
                None,
            ),
            require_fact(
                "isi_partner_id", "Kementerian/lembaga yang menawarkan dipilih", "partner_id", None
            ),
            *(
                require_fact(f"isi_{name}", f"{label} diisi", name, p22("53 ayat (3)"))
                for name, label in KAK_SINERGI_FIELDS
            ),
            require_fact(
                "isi_program", "Objek tercantum dalam RKPD", "program", p22("53 ayat (2)")
            ),
            require_fact(
                "isi_urusan", "Urusan pemerintahan dipilih", "urusan", pp28("46 ayat (1)")
            ),
        ),
        require_approval("kepala_opd", "Kesediaan kepala OPD terkait", Actor.OPD_HEAD),
        *require_study(p22("46 ayat (2) huruf e")),
        require_document("jawaban", "Jawaban penawaran", DocumentCode.JAWABAN_PENAWARAN, None),
        require_record(
            "jawaban_dikirim",
            "Jawaban ditandatangani Bupati dan dikirim",
            None,
            Actor.HEAD_OF_REGION,
            RecordOutcome.SENT,
        ),
    ),
    sop_term(30, text="Jawaban kita", after="surat_masuk", until="jawaban_dikirim"),
)
ROAD = (
    Stage(
        "penyusunan_nk",
        "Penyusunan Nota Kesepakatan dan rencana kerja",
        (p22("55"), p22("42")),
        Actor.TKKSD,
        drafting_stages(
            DocumentCode.NOTA_KESEPAKATAN,
            "Nota Kesepakatan",
            p22("55 ayat (1)"),
            p22("55 ayat (2)"),
            Actor.TKKSD,
            require_document(
                "draf_rencana_kerja",
                "Rancangan rencana kerja",
                DocumentCode.RENCANA_KERJA,
                p22("55 ayat (1)"),
                Actor.TKKSD,
                Actor.VERIFIER,
                draft=True,
            ),
        ),
        sop_term(10),
        send_back_to=("penawaran",),
    ),
    Stage(
        "persetujuan_dprd",
        "Persetujuan DPRD",
        (p22("56"),),
        Actor.DPRD,
        in_order(
            dprd_stage(
                p22("56 ayat (2)"),
                p22("56 ayat (5)"),
                legs=plenary_of_dprd(p22("56 ayat (4)")),
            ),
            require_record(
                "hasil_tkksd",
                "Hasil persetujuan DPRD disampaikan kepada TKKSD",
                p22("56 ayat (7)"),
                Actor.VERIFIER,
                RecordOutcome.DELIVERED,
            ),
        ),
        dprd_term(p22("56 ayat (6)")),
        dprd_needed(p22("56 ayat (1)")),
    ),
    Stage(
        "penandatanganan_nk",
        "Penandatanganan Nota Kesepakatan dan rencana kerja",
        (p22("57"),),
        Actor.HEAD_OF_REGION,
        in_order(
            signing_stage(
                DocumentCode.NOTA_KESEPAKATAN,
                "Nota Kesepakatan dan rencana kerja",
                p22("57 ayat (2)"),
                require_document(
                    "naskah_rencana_kerja",
                    "Rencana kerja bernomor",
                    DocumentCode.RENCANA_KERJA,
                    p22("57 ayat (2)"),
                ),
            ),
            require_record(
                "lapor_menteri",
                "Nota Kesepakatan dan rencana kerja disampaikan kepada Menteri sebagai laporan",
                p22("57 ayat (3)"),
                Actor.VERIFIER,
                RecordOutcome.DELIVERED,
            ),
        ),
        sop_term(5),
        send_back_to=("penyusunan_nk",),
    ),
    Stage(
        "pelaksanaan",
        "Pelaksanaan",
        (p22("52 ayat (2)"),),
        Actor.OPD,
        (
            require_record(
                "mulai",
                "Dimulainya pelaksanaan",
                p22("52 ayat (2)"),
                Actor.OPD,
                RecordOutcome.CARRIED_OUT,
            ),
        ),
    ),
    Stage(
        "penatausahaan",
        "Penatausahaan",
        (p22("59"),),
        Actor.TKKSD,
        (
            require_record(
                "arsip",
                "Tempat penyimpanan 1 (satu) naskah asli",
                p22("59 ayat (2)"),
                Actor.TKKSD,
                RecordOutcome.KEPT,
            ),
        ),
    ),
    Stage(
        "pelaporan",
        "Pelaporan",
        (p22("60"),),
        Actor.TKKSD,
        (
            replace(
                require_upload(
                    "laporan",
                    "Laporan enam bulanan TKKSD kepada Bupati",
                    p22("60 ayat (1)"),
                    Actor.TKKSD,
                ),
                recorder=Actor.VERIFIER,
            ),
        ),
    ),
)
DAERAH = Track(
    "sinergi",
    PRESENT,
    "Sinergi",
    (p22("52"), pp28("46")),
    (PREPARATION, OFFER, *ROAD),
    "Nota Kesepakatan dan rencana kerja",
    ("pusat", "vertikal", "ptn", "blu", "badan-publik"),
)
PUSAT = replace(
    DAERAH,
    code="sinergi-masuk",
    version=THIRD,
    title="Sinergi atas penawaran kementerian/lembaga",
    stages=(INBOUND_OFFER, *ROAD),
)
