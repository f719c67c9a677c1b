"""KSDPK: with third parties. Permendagri 22/2020 Pasal 25 to 39, PP 28/2018 Pasal 13 to 22."""

from dataclasses import replace

from agreements.regulations import outside_plan
from agreements.regulations.citations import p22, pp28
from agreements.regulations.fragments import (
    in_order,
    require_document,
    require_fact,
    require_record,
    require_upload,
    sop_term,
)
from agreements.regulations.ksdd import NASKAH
from agreements.regulations.outside_plan import plan_facts
from agreements.regulations.preparing_ksdd import PKS_PREPARATION
from agreements.regulations.record_outcomes import RecordOutcome
from agreements.regulations.stage_fragments import (
    EIGHT_POINTS,
    FIVE_POINTS,
    FUNDING,
    KAK_FIELDS,
    OBJECT,
    OPD_SUBMITS,
    WITH_THIRD_PARTIES,
    dprd_needed,
    dprd_stage,
    dprd_term,
    drafting_stages,
    offer_requirements,
    plenary_of_dprd,
    proposal_facts,
    require_proxy,
    require_study,
    signing_stage,
)
from agreements.regulations.versions import PRESENT, THIRD
from agreements.regulations.vocabulary import Actor, Stage, Track

from .document_codes import DocumentCode

PREPARATION = Stage(
    "persiapan",
    "Persiapan",
    (p22("25"), p22("27"), p22("29")),
    Actor.OPD,
    in_order(
        (
            *proposal_facts(
                KAK_FIELDS,
                p22("29 ayat (2)"),
                pp28("16 ayat (1)"),
                *plan_facts(pp28("16 ayat (2)"), outside_plan.WITH_THIRD_PARTIES),
            ),
            OBJECT,
            require_upload(
                "daftar_rencana",
                "Keputusan Bupati tentang daftar rencana kerja sama tahunan",
                p22("25 ayat (2)"),
                Actor.OPD,
                condition=outside_plan.IN_THE_LIST,
            ),
            require_upload(
                "studi_kelayakan", "Studi kelayakan", p22("25 ayat (1) huruf b"), Actor.OPD
            ),
        ),
        require_document(
            "kak", "Kerangka Acuan Kerja", DocumentCode.KAK, p22("29 ayat (1)"), Actor.OPD
        ),
        *OPD_SUBMITS,
        *require_study(p22("29 ayat (4)"), (*FIVE_POINTS, WITH_THIRD_PARTIES)),
    ),
    sop_term(10),
)

OFFER = Stage(
    "penawaran",
    "Penawaran",
    (p22("30"),),
    Actor.TKKSD,
    in_order(
        require_record(
            "pemilihan",
            "Pemilihan calon mitra, bila beberapa memenuhi syarat",
            p22("30 ayat (3)"),
            Actor.TKKSD,
            RecordOutcome.CHOSEN,
            optional=True,
            criteria=(
                "Bonafiditas",
                "Pengalaman di bidang yang akan dikerjasamakan",
                "Komitmen untuk melaksanakan",
            ),
        ),
        offer_requirements(
            p22("30 ayat (1)"), p22("30 ayat (2)"), None, "pihak ketiga calon mitra"
        ),
    ),
    sop_term(30),
    send_back_to=("persiapan",),
)

PARTNER_PREPARATION = Stage(
    "persiapan",
    "Persiapan",
    (p22("26"), p22("27")),
    Actor.OPD,
    in_order(
        (
            require_upload(
                "penawaran_masuk",
                "Surat penawaran dari pihak ketiga",
                p22("31 ayat (1)"),
                Actor.OPD,
            ),
            require_upload(
                "studi_kelayakan",
                "Studi kelayakan dari pihak ketiga",
                p22("26 ayat (2)"),
                Actor.OPD,
            ),
            require_fact(
                "isi_partner_id",
                "Pihak ketiga pemrakarsa dipilih",
                "partner_id",
                p22("26 ayat (2)"),
            ),
            *(
                require_fact(f"isi_{name}", f"{label} diisi", name, p22("27"))
                for name, label in (
                    ("latar_belakang", "Latar belakang"),
                    ("maksud_tujuan", "Maksud dan tujuan"),
                    ("objek", "Objek"),
                    ("jangka_waktu_bulan", "Jangka waktu"),
                )
            ),
            require_fact(
                "isi_ruang_lingkup", "Ruang lingkup diisi", "ruang_lingkup", p22("40 ayat (1)")
            ),
            require_fact(
                "isi_urusan", "Urusan pemerintahan dipilih", "urusan", pp28("16 ayat (1)")
            ),
            *plan_facts(pp28("16 ayat (2)"), outside_plan.WITH_THIRD_PARTIES),
        ),
        *OPD_SUBMITS,
    ),
    sop_term(10),
)

PARTNER_OFFER = Stage(
    "penawaran",
    "Penawaran",
    (p22("31"),),
    Actor.TKKSD,
    in_order(
        require_record(
            "kriteria",
            "Pemenuhan tiga kriteria prakarsa pihak ketiga",
            p22("26 ayat (1)"),
            Actor.TKKSD,
            RecordOutcome.QUALIFIED,
            RecordOutcome.NOT_QUALIFIED,
            criteria=(
                "Terintegrasi secara teknis dengan rencana induk sektor",
                "Layak secara ekonomi dan finansial",
                "Kemampuan keuangan pihak ketiga untuk membiayai",
            ),
        ),
        *require_study(p22("31 ayat (2)"), (*EIGHT_POINTS, WITH_THIRD_PARTIES)),
        require_document("jawaban", "Jawaban penawaran", DocumentCode.JAWABAN_PENAWARAN, None),
        require_record(
            "jawaban_dikirim",
            "Jawaban ditandatangani Bupati dan dikirim",
            None,
            Actor.HEAD_OF_REGION,
            RecordOutcome.SENT,
        ),
    ),
    sop_term(15),
    send_back_to=("persiapan",),
)

DPRD = Stage(
    "persetujuan_dprd",
    "Persetujuan DPRD",
    (p22("34"),),
    Actor.DPRD,
    dprd_stage(
        p22("34 ayat (2)"),
        p22("34 ayat (5)"),
        require_document(
            "rancangan_pks",
            "Rancangan PKS untuk dikaji DPRD",
            DocumentCode.PERJANJIAN_KERJA_SAMA,
            p22("34 ayat (3) huruf b"),
            Actor.OPD,
            draft=True,
        ),
        require_upload(
            "profil_perusahaan", "Profil perusahaan mitra", p22("34 ayat (3) huruf c"), Actor.OPD
        ),
        legs=plenary_of_dprd(p22("34 ayat (4)")),
    ),
    dprd_term(p22("34 ayat (6)")),
    dprd_needed(p22("34 ayat (1)")),
)
CONTRACTING = (
    Stage(
        "penyusunan_pks",
        "Penyusunan kontrak atau PKS",
        (p22("35"), p22("41"), pp28("19 ayat (2)")),
        Actor.OPD,
        drafting_stages(
            DocumentCode.PERJANJIAN_KERJA_SAMA,
            "Perjanjian Kerja Sama",
            p22("35 ayat (1)"),
            p22("35 ayat (3)"),
            Actor.OPD,
            facts=(FUNDING,),
        ),
        sop_term(10),
    ),
    Stage(
        "penandatanganan_pks",
        "Penandatanganan kontrak atau PKS",
        (p22("36"), p22("44 ayat (2)")),
        Actor.HEAD_OF_REGION,
        signing_stage(
            DocumentCode.PERJANJIAN_KERJA_SAMA,
            "Perjanjian Kerja Sama",
            p22("36 ayat (1)"),
            *require_proxy(p22("36 ayat (2)")),
        ),
        sop_term(5),
        send_back_to=("penyusunan_pks",),
    ),
)
FOLLOWING = (
    Stage(
        "pelaksanaan",
        "Pelaksanaan",
        (p22("37"),),
        Actor.OPD,
        (
            require_record(
                "mulai",
                "Dimulainya pelaksanaan",
                p22("37 ayat (1)"),
                Actor.OPD,
                RecordOutcome.CARRIED_OUT,
            ),
        ),
    ),
    Stage(
        "penatausahaan",
        "Penatausahaan",
        (p22("38"),),
        Actor.TKKSD,
        (
            require_record(
                "arsip",
                "Tempat penyimpanan 1 (satu) naskah asli",
                p22("38 ayat (2)"),
                Actor.TKKSD,
                RecordOutcome.KEPT,
            ),
        ),
    ),
    Stage(
        "pelaporan",
        "Pelaporan",
        (p22("39"),),
        Actor.OPD,
        (
            require_upload(
                "laporan", "Laporan semester kepada Bupati", p22("39 ayat (1)"), Actor.OPD
            ),
        ),
    ),
)
ROAD = (
    Stage(
        "penyusunan_kb",
        "Penyusunan Kesepakatan Bersama",
        (p22("32"), p22("40")),
        Actor.TKKSD,
        drafting_stages(
            DocumentCode.KESEPAKATAN_BERSAMA,
            "Kesepakatan Bersama",
            p22("32 ayat (1)"),
            p22("32 ayat (1)"),
            Actor.TKKSD,
        ),
        sop_term(10),
        send_back_to=("persiapan",),
    ),
    Stage(
        "penandatanganan_kb",
        "Penandatanganan Kesepakatan Bersama",
        (p22("33"), p22("44 ayat (1)")),
        Actor.HEAD_OF_REGION,
        signing_stage(DocumentCode.KESEPAKATAN_BERSAMA, "Kesepakatan Bersama", p22("33")),
        sop_term(5),
        send_back_to=("penyusunan_kb",),
    ),
    DPRD,
    *CONTRACTING,
    *FOLLOWING,
)

THIRD_PARTIES = (
    "perseorangan",
    "bumn",
    "bumd",
    "koperasi",
    "swasta",
    "ormas",
    "yayasan",
    "pts",
    "ormas-tbh",
    "ptn",
    "badan-publik",
)
DAERAH = Track(
    "ksdpk-daerah",
    PRESENT,
    "KSDPK prakarsa daerah",
    (p22("28"), pp28("17")),
    (PREPARATION, OFFER, *ROAD),
    NASKAH,
    THIRD_PARTIES,
)
PIHAK_KETIGA = replace(
    DAERAH,
    code="ksdpk-pihak-ketiga",
    version=THIRD,
    title="KSDPK prakarsa pihak ketiga",
    basis=(p22("26"), p22("28"), pp28("18")),
    stages=(PARTNER_PREPARATION, PARTNER_OFFER, *ROAD),
)
PKS = replace(
    DAERAH,
    code="ksdpk-pks",
    version=THIRD,
    title="PKS KSDPK di bawah Kesepakatan Bersama",
    basis=(p22("34"), p22("35"), p22("36")),
    stages=(
        replace(PKS_PREPARATION, citations=(p22("35"), p22("41"))),
        DPRD,
        *CONTRACTING,
        *FOLLOWING,
    ),
    instrument="PKS",
    parents=(DAERAH.code, PIHAK_KETIGA.code, "ksdpk-lama-kb"),
)
