"""KSDD: with other regions. Permendagri 22/2020 Pasal 3 to 24, PP 28/2018 Pasal 2 to 12."""

from dataclasses import replace

from .document_codes import DocumentCode
from .fragments import (
    FUNDING,
    KAK_FIELDS,
    OBJECT,
    OPD_SUBMITS,
    dprd_needed,
    dprd_stage,
    dprd_term,
    drafting_stages,
    in_order,
    lawful_term,
    offer_requirements,
    proposal_facts,
    require_approval,
    require_document,
    require_fact,
    require_proxy,
    require_record,
    require_study,
    require_upload,
    second_request,
    signing_stage,
    sop_term,
)
from .vocabulary import Actor, Stage, Track, p22, pp28

# P22 Pasal 3 ayat (2) names four; UU 23/2014 Pasal 364 a fifth. See docs/regulation-notes.md.
GEOMETRIES = (
    ("kab-kab", "Kabupaten/kota dengan kabupaten/kota berbatasan dalam satu provinsi"),
    ("kab-kab-lintas", "Kabupaten/kota dengan kabupaten/kota berbatasan dari provinsi berbeda"),
    ("prov-prov", "Provinsi dengan provinsi berbatasan"),
    ("kab-prov", "Kabupaten/kota dengan provinsi dalam satu provinsi"),
    (
        "kab-prov-lintas",
        (
            "Kabupaten/kota dengan provinsi lain (tidak disebut Pasal 3 ayat (2); lihat Pasal 5"
            " ayat (4) huruf b)"
        ),
    ),
)

MAPPING = Stage(
    "pemetaan",
    "Identifikasi dan pemetaan urusan pemerintahan",
    (p22("5"), pp28("5")),
    Actor.VERIFIER,
    in_order(
        (
            require_fact(
                "isi_geometri",
                "Hubungan wilayah daerah yang berbatasan",
                "geometri",
                p22("3 ayat (2)"),
            ),
            require_upload(
                "daftar_program",
                "Daftar rencana program dan kegiatan per urusan per tahun",
                p22("5 ayat (3)"),
                Actor.OPD,
            ),
        ),
        require_record(
            "forum_pemetaan",
            "Pembahasan dalam musrenbang atau rapat koordinasi teknis",
            p22("5 ayat (4)"),
            Actor.VERIFIER,
            "disepakati",
        ),
        require_upload(
            "ba_pemetaan", "Berita Acara yang ditandatangani Kepala Daerah", p22("5 ayat (6)")
        ),
    ),
    sop_term(20),
)

PREPARATION = Stage(
    "persiapan",
    "Persiapan",
    (p22("7"),),
    Actor.OPD,
    in_order(
        (
            *proposal_facts(KAK_FIELDS, p22("7 ayat (2)"), pp28("4 ayat (1)"), pp28("4 ayat (2)")),
            OBJECT,
        ),
        require_document(
            "kak", "Kerangka Acuan Kerja", DocumentCode.KAK, p22("7 ayat (1)"), Actor.OPD
        ),
        *OPD_SUBMITS,
        *require_study(p22("7 ayat (4)")),
    ),
    sop_term(10),
)

ANSWER = "Kepala Daerah calon mitra"
OFFER = Stage(
    "penawaran",
    "Penawaran",
    (p22("8"),),
    Actor.TKKSD,
    offer_requirements(
        p22("8 ayat (1)"),
        p22("8 ayat (2)"),
        p22("8 ayat (3)"),
        ANSWER,
        (
            *second_request(p22("8 ayat (4)")),
            require_document(
                "surat_gubernur",
                "Laporan kepada Gubernur",
                DocumentCode.LAPORAN_GUBERNUR,
                p22("8 ayat (5)"),
                optional=True,
                lapsed="tanggapan_kedua",
            ),
            require_record(
                "lapor_gubernur",
                "Laporan disampaikan kepada Gubernur",
                p22("8 ayat (5)"),
                Actor.HEAD_OF_REGION,
                "disampaikan",
                optional=True,
                lapsed="tanggapan_kedua",
                after=("surat_gubernur",),
            ),
        ),
    ),
    sop_term(5, text="Penyiapan dan pengiriman surat penawaran", until="penawaran_diterima"),
    legs=(
        lawful_term(
            30,
            p22("8 ayat (3)"),
            "Bupati menyampaikan permintaan tanggapan kedua (ayat (4)).",
            code="tanggapan_pertama",
            text="Tanggapan calon mitra",
            after="penawaran_diterima",
            until="tanggapan",
        ),
        lawful_term(
            15,
            p22("8 ayat (5)"),
            "Bupati melaporkan kepada Gubernur sebagai wakil Pemerintah Pusat.",
            code="tanggapan_kedua",
            text="Tanggapan kedua calon mitra",
            after="permintaan_kedua",
            until="tanggapan",
        ),
    ),
    send_back_to=("persiapan",),
)

INBOUND_OFFER = Stage(
    "penawaran",
    "Penawaran",
    (p22("8"),),
    Actor.TKKSD,
    in_order(
        require_record(
            "surat_masuk",
            "Surat penawaran daerah lain diterima",
            p22("8 ayat (3)"),
            Actor.VERIFIER,
            "diterima",
        ),
        require_record(
            "permintaan_kedua_masuk",
            "Permintaan tanggapan kedua dari daerah pemrakarsa diterima",
            p22("8 ayat (4)"),
            Actor.PARTNER,
            "diterima",
            optional=True,
        ),
        (
            require_upload(
                "penawaran_masuk",
                "Surat penawaran dan kerangka acuan kerja dari daerah lain",
                p22("8 ayat (2)"),
            ),
            require_fact(
                "isi_partner_id", "Daerah yang menawarkan dipilih", "partner_id", p22("8 ayat (2)")
            ),
            *(
                require_fact(f"isi_{name}", f"{label} diisi", name, p22("40 ayat (1)"))
                for name, label in (
                    ("maksud_tujuan", "Maksud dan tujuan"),
                    ("objek", "Objek"),
                    ("ruang_lingkup", "Ruang lingkup"),
                    ("jangka_waktu_bulan", "Jangka waktu"),
                )
            ),
            require_fact(
                "isi_latar_belakang", "Latar belakang diisi", "latar_belakang", p22("7 ayat (2)")
            ),
            require_fact("isi_urusan", "Urusan pemerintahan dipilih", "urusan", pp28("4 ayat (1)")),
        ),
        require_approval("kepala_opd", "Kesediaan kepala OPD terkait", Actor.OPD_HEAD),
        *require_study(p22("46 ayat (2) huruf e")),
        require_document(
            "jawaban", "Jawaban penawaran", DocumentCode.JAWABAN_PENAWARAN, p22("8 ayat (3)")
        ),
        require_record(
            "jawaban_dikirim",
            "Jawaban ditandatangani Bupati dan dikirim",
            p22("8 ayat (3)"),
            Actor.HEAD_OF_REGION,
            "dikirim",
        ),
    ),
    lawful_term(
        30,
        p22("8 ayat (3)"),
        "Daerah pemrakarsa menyampaikan permintaan tanggapan kedua; 15 hari kemudian melapor"
        " berjenjang.",
        text="Jawaban kita",
        after="surat_masuk",
        until="jawaban_dikirim",
    ),
    legs=(
        lawful_term(
            15,
            p22("8 ayat (5)"),
            "Daerah pemrakarsa melapor berjenjang (ayat (5)).",
            code="jawaban_kedua",
            text="Jawaban kita atas permintaan kedua",
            after="permintaan_kedua_masuk",
            until="jawaban_dikirim",
        ),
    ),
)

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
    (p22("11"), p22("12")),
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
                "kajian_dprd",
                "Surat pimpinan DPRD dengan hasil kajian rancangan PKS",
                p22("12 ayat (1) huruf c"),
                Actor.DPRD,
                "diterima",
                optional=True,
            ),
            require_record(
                "tindak_lanjut",
                "Tindak lanjut Bupati disampaikan kembali kepada pimpinan DPRD",
                p22("12 ayat (1) huruf d"),
                Actor.HEAD_OF_REGION,
                "diterima pimpinan DPRD",
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
            code="kajian",
            text="Jawaban dan kajian DPRD",
            after="dprd_terima",
            until="kajian_dprd",
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
            "Permohonan dianggap telah memperoleh persetujuan DPRD.",
            code="persetujuan",
            text="Persetujuan DPRD",
            after="tindak_lanjut",
            until="putusan_dprd",
            deems=True,
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
                "mulai", "Dimulainya pelaksanaan", p22("15 ayat (1)"), Actor.OPD, "dilaksanakan"
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
                "disimpan",
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

ROAD = (*AGREEING, DPRD, *CONTRACTING, *FOLLOWING)
NASKAH = "Kesepakatan Bersama dan PKS"

# A later PKS under a signed Kesepakatan Bersama: the law has no stage of its own for its start. See
# docs/regulation-notes.md.
PKS_PREPARATION = Stage(
    "persiapan",
    "Persiapan",
    (p22("13"), p22("41")),
    Actor.OPD,
    in_order(
        tuple(
            require_fact(f"isi_{name}", f"{label} diisi", name, p22("41 ayat (1)"))
            for name, label in (
                ("maksud_tujuan", "Maksud dan tujuan"),
                ("objek", "Objek"),
                ("ruang_lingkup", "Ruang lingkup"),
                ("pembiayaan", "Pembiayaan"),
                ("jangka_waktu_bulan", "Jangka waktu"),
            )
        ),
        *OPD_SUBMITS,
    ),
    sop_term(5),
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

SUKARELA = Track(
    "ksdd-sukarela",
    "2020.1",
    "KSDD sukarela",
    (p22("6"), pp28("6")),
    (PREPARATION, OFFER, *ROAD),
    NASKAH,
    ("daerah",),
)
WAJIB = replace(
    SUKARELA,
    code="ksdd-wajib",
    title="KSDD wajib",
    basis=(p22("6"), pp28("5")),
    stages=(MAPPING, PREPARATION, OFFER, *ROAD),
)
MASUK = replace(
    SUKARELA,
    code="ksdd-masuk",
    title="KSDD atas penawaran daerah lain",
    basis=(p22("8 ayat (3)"),),
    stages=(INBOUND_OFFER, INBOUND_KB, AGREEING[1], DPRD, INBOUND_PKS, CONTRACTING[1], *FOLLOWING),
)
PKS = replace(
    SUKARELA,
    code="ksdd-pks",
    title="PKS KSDD di bawah Kesepakatan Bersama",
    basis=(p22("11"), p22("13"), p22("14")),
    stages=(PKS_PREPARATION, DPRD, *CONTRACTING, *FOLLOWING),
    instrument="PKS",
    parents=(SUKARELA.code, WAJIB.code, MASUK.code, "ksdd-lama-kb"),
)
