"""KSDD from the naskah to its reports: drafting, signing, DPRD, pelaksanaan. Permendagri 22/2020
Pasal 9 to 17.
"""

from dataclasses import replace

from agreements.regulations.citations import p22
from agreements.regulations.fragments import (
    lawful_term,
    require_document,
    require_record,
    require_upload,
    sop_term,
)
from agreements.regulations.record_outcomes import RecordOutcome
from agreements.regulations.stage_fragments import (
    FUNDING,
    dprd_needed,
    dprd_stage,
    dprd_term,
    drafting_stages,
    require_proxy,
    signing_stage,
)
from agreements.regulations.vocabulary import Actor, Stage

from .document_codes import DocumentCode

AGREEING = (
    Stage(
        "penyusunan_kb",
        "Penyusunan Kesepakatan Bersama",
        (p22("9"), p22("40")),
        Actor.OPD,
        drafting_stages(
            DocumentCode.KESEPAKATAN_BERSAMA,
            "Kesepakatan Bersama",
            p22("9 ayat (1)"),
            p22("9 ayat (2)"),
            Actor.OPD,
        ),
        sop_term(10),
        send_back_to=("persiapan",),
    ),
    Stage(
        "penandatanganan_kb",
        "Penandatanganan Kesepakatan Bersama",
        (p22("10"), p22("43 ayat (1)")),
        Actor.HEAD_OF_REGION,
        signing_stage(DocumentCode.KESEPAKATAN_BERSAMA, "Kesepakatan Bersama", p22("10 ayat (2)")),
        sop_term(5),
        send_back_to=("penyusunan_kb",),
    ),
)

DPRD = Stage(
    "persetujuan_dprd",
    "Persetujuan DPRD",
    (p22("11"), p22("12"), p22("12 ayat (2)")),
    Actor.DPRD,
    dprd_stage(
        p22("12 ayat (1) huruf a"),
        p22("12 ayat (3)"),
        require_document(
            "rancangan_pks",
            "Rancangan PKS untuk dikaji DPRD",
            DocumentCode.PERJANJIAN_KERJA_SAMA,
            p22("12 ayat (1) huruf a"),
            Actor.OPD,
            draft=True,
        ),
        received=p22("12 ayat (1) huruf b"),
        legs=(
            require_record(
                "jawaban_dprd",
                "Jawaban pimpinan DPRD: siapa yang mengkaji rancangan PKS; bila tidak ada Komisi"
                " bidang kerja sama, alat kelengkapan yang ditetapkan pimpinan (ayat (2))",
                p22("12 ayat (1) huruf b"),
                Actor.DPRD,
                RecordOutcome.BY_COMMISSION,
                RecordOutcome.BY_OTHER_BODY,
                optional=True,
            ),
            require_record(
                "kajian_dprd",
                "Surat pimpinan DPRD dengan hasil kajian rancangan PKS",
                p22("12 ayat (1) huruf c"),
                Actor.DPRD,
                RecordOutcome.RECEIVED,
                optional=True,
                after=("jawaban_dprd",),
            ),
            require_record(
                "tindak_lanjut",
                "Tindak lanjut Bupati disampaikan kembali kepada pimpinan DPRD",
                p22("12 ayat (1) huruf d"),
                Actor.HEAD_OF_REGION,
                RecordOutcome.RECEIVED_BY_DPRD,
                optional=True,
                after=("kajian_dprd",),
            ),
        ),
    ),
    dprd_term(p22("12 ayat (4)")),
    dprd_needed(p22("11 ayat (1)")),
    legs=(
        lawful_term(
            15,
            p22("12 ayat (1) huruf b"),
            "Jangka waktu keseluruhan 45 hari tetap berjalan.",
            code="jawaban",
            text="Jawaban pimpinan DPRD",
            after="dprd_terima",
            until="jawaban_dprd",
        ),
        lawful_term(
            15,
            p22("12 ayat (1) huruf d"),
            "",
            code="tindak_lanjut",
            text="Tindak lanjut Bupati",
            after="kajian_dprd",
            until="tindak_lanjut",
        ),
        lawful_term(
            15,
            p22("12 ayat (1) huruf e"),
            "Permohonan dianggap telah memperoleh persetujuan DPRD (huruf f).",
            code="persetujuan",
            text="Persetujuan DPRD",
            after="tindak_lanjut",
            until="putusan_dprd",
            deems=True,
            deemed_by=p22("12 ayat (1) huruf f"),
        ),
    ),
)

CONTRACTING = (
    Stage(
        "penyusunan_pks",
        "Penyusunan PKS",
        (p22("13"), p22("41")),
        Actor.OPD,
        drafting_stages(
            DocumentCode.PERJANJIAN_KERJA_SAMA,
            "Perjanjian Kerja Sama",
            p22("13 ayat (1)"),
            p22("13 ayat (3)"),
            Actor.OPD,
            facts=(FUNDING,),
        ),
        sop_term(10),
    ),
    Stage(
        "penandatanganan_pks",
        "Penandatanganan PKS",
        (p22("14"), p22("43 ayat (2)")),
        Actor.HEAD_OF_REGION,
        signing_stage(
            DocumentCode.PERJANJIAN_KERJA_SAMA,
            "Perjanjian Kerja Sama",
            p22("14 ayat (1)"),
            *require_proxy(p22("14 ayat (2)")),
        ),
        sop_term(5),
        send_back_to=("penyusunan_pks",),
    ),
)

FOLLOWING = (
    Stage(
        "pelaksanaan",
        "Pelaksanaan",
        (p22("15"),),
        Actor.OPD,
        (
            require_record(
                "mulai",
                "Dimulainya pelaksanaan",
                p22("15 ayat (1)"),
                Actor.OPD,
                RecordOutcome.CARRIED_OUT,
            ),
        ),
    ),
    Stage(
        "penatausahaan",
        "Penatausahaan",
        (p22("16"),),
        Actor.TKKSD,
        (
            require_record(
                "arsip",
                "Tempat penyimpanan 1 (satu) naskah asli",
                p22("16 ayat (2)"),
                Actor.TKKSD,
                RecordOutcome.KEPT,
            ),
        ),
    ),
    Stage(
        "pelaporan",
        "Pelaporan",
        (p22("17"),),
        Actor.OPD,
        (
            require_upload(
                "laporan", "Laporan semester kepada Bupati", p22("17 ayat (1)"), Actor.OPD
            ),
        ),
    ),
)

# Where the other region leads, Pasal 9 ayat (1) and 13 ayat (1) give it the pen; ours is the
# discussion.
INBOUND_KB = replace(
    AGREEING[0],
    send_back_to=("penawaran",),
    requirements=drafting_stages(
        DocumentCode.KESEPAKATAN_BERSAMA,
        "Kesepakatan Bersama",
        p22("9 ayat (2)"),
        p22("9 ayat (2)"),
        Actor.OPD,
    ),
)

INBOUND_PKS = replace(
    CONTRACTING[0],
    requirements=drafting_stages(
        DocumentCode.PERJANJIAN_KERJA_SAMA,
        "Perjanjian Kerja Sama",
        p22("13 ayat (3)"),
        p22("13 ayat (3)"),
        Actor.OPD,
        facts=(FUNDING,),
    ),
)
