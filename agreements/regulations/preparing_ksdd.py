"""KSDD until its offer is answered: mapping, preparation, offer. Permendagri 22/2020 Pasal 3 to 8,
and the preparation of a later PKS (Pasal 13).
"""

from dataclasses import replace

from agreements.regulations import outside_plan
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
from agreements.regulations.outside_plan import plan_facts
from agreements.regulations.record_outcomes import RecordOutcome
from agreements.regulations.stage_fragments import (
    FIVE_POINTS,
    KAK_FIELDS,
    OBJECT,
    OPD_SUBMITS,
    WITH_REGIONS,
    offer_requirements,
    proposal_facts,
    require_study,
    second_request,
)
from agreements.regulations.vocabulary import Actor, Condition, Requirement, Stage

from .document_codes import DocumentCode

# P22 Pasal 3 ayat (2) names four; UU 23/2014 Pasal 364 a fifth. See docs/regulation-notes.md.
WITHIN_PROVINCE = "kab-kab"
GEOMETRIES = (
    (WITHIN_PROVINCE, "Kabupaten/kota dengan kabupaten/kota berbatasan dalam satu provinsi"),
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

# Pasal 5 ayat (4): where the list of the mapping is discussed follows from the regions.
WITHIN_ONE_PROVINCE = Condition(
    "dalam_satu_provinsi",
    "KSDD antardaerah kabupaten/kota dalam satu provinsi",
    p22("5 ayat (4) huruf a"),
)
BEYOND_ONE_PROVINCE = Condition(
    "lintas_atau_dengan_provinsi",
    "KSDD dengan provinsi, atau antardaerah dari provinsi berbeda",
    p22("5 ayat (4) huruf b"),
)

MAPPED = in_order(
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
        "koordinasi_perencanaan",
        "Pemetaan dikoordinasikan bersama perangkat daerah yang membidangi perencanaan",
        p22("5 ayat (2)"),
        Actor.PLANNING_UNIT,
        RecordOutcome.AGREED,
        RecordOutcome.TO_BE_CHANGED,
    ),
    (
        require_record(
            "forum_provinsi",
            "Kesepakatan daerah yang berbatasan dalam forum di tingkat provinsi",
            p22("5 ayat (4) huruf a"),
            Actor.VERIFIER,
            RecordOutcome.IN_PROVINCIAL_PLANNING,
            RecordOutcome.IN_PROVINCIAL_COORDINATION,
            condition=WITHIN_ONE_PROVINCE,
        ),
        require_record(
            "forum_nasional",
            "Kesepakatan daerah dalam forum di tingkat nasional; bila belum dibahas di sana, dalam"
            " musrenbang provinsi yang memprakarsai (ayat (5))",
            p22("5 ayat (4) huruf b"),
            Actor.VERIFIER,
            RecordOutcome.IN_NATIONAL_PLANNING,
            RecordOutcome.IN_NATIONAL_COORDINATION,
            RecordOutcome.IN_PLANNING_OF_INITIATOR,
            condition=BEYOND_ONE_PROVINCE,
        ),
    ),
    require_upload(
        "ba_pemetaan", "Berita Acara yang ditandatangani Kepala Daerah", p22("5 ayat (6)")
    ),
)

MAPPING = Stage(
    "pemetaan",
    "Identifikasi dan pemetaan urusan pemerintahan",
    (p22("5"), p22("5 ayat (5)"), pp28("5")),
    Actor.VERIFIER,
    MAPPED,
    sop_term(20),
)

PREPARATION = Stage(
    "persiapan",
    "Persiapan",
    (p22("7"),),
    Actor.OPD,
    in_order(
        (
            *proposal_facts(
                KAK_FIELDS,
                p22("7 ayat (2)"),
                pp28("4 ayat (1)"),
                *plan_facts(pp28("4 ayat (2)"), outside_plan.WITH_REGIONS),
            ),
            OBJECT,
        ),
        require_document(
            "kak", "Kerangka Acuan Kerja", DocumentCode.KAK, p22("7 ayat (1)"), Actor.OPD
        ),
        *OPD_SUBMITS,
        *require_study(p22("7 ayat (4)"), (*FIVE_POINTS, WITH_REGIONS)),
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
                RecordOutcome.DELIVERED,
                optional=True,
                lapsed="tanggapan_kedua",
                after=("surat_gubernur",),
            ),
            require_record(
                "perintah_menanggapi",
                "Gubernur atau Menteri memerintahkan calon mitra memberikan tanggapan",
                p22("8 ayat (6)"),
                Actor.GOVERNOR,
                RecordOutcome.ORDERED,
                optional=True,
                lapsed="tanggapan_kedua",
                after=("lapor_gubernur",),
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


# What comes to us from outside until we have answered.
_INBOUND_LETTERS = (
    require_record(
        "surat_masuk",
        "Surat penawaran daerah lain diterima",
        p22("8 ayat (3)"),
        Actor.VERIFIER,
        RecordOutcome.RECEIVED,
    ),
    require_record(
        "permintaan_kedua_masuk",
        "Permintaan tanggapan kedua dari daerah pemrakarsa diterima",
        p22("8 ayat (4)"),
        Actor.PARTNER,
        RecordOutcome.RECEIVED,
        optional=True,
    ),
    require_record(
        "perintah_menanggapi",
        "Perintah Gubernur atau Menteri untuk memberikan tanggapan diterima",
        p22("8 ayat (6)"),
        Actor.GOVERNOR,
        RecordOutcome.RECEIVED,
        optional=True,
    ),
)


def _inbound_needs(*mapped: tuple[Requirement, ...]) -> tuple[Requirement, ...]:
    """What our answer to another region needs; with its mapping where the cooperation is wajib."""
    return in_order(
        *_INBOUND_LETTERS,
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
            require_fact("isi_latar_belakang", "Latar belakang diisi", "latar_belakang", None),
            require_fact("isi_urusan", "Urusan pemerintahan dipilih", "urusan", pp28("4 ayat (1)")),
            *plan_facts(pp28("4 ayat (2)"), outside_plan.WITH_REGIONS),
        ),
        *mapped,
        require_approval("kepala_opd", "Kesediaan kepala OPD terkait", Actor.OPD_HEAD),
        *require_study(p22("46 ayat (2) huruf e"), (*FIVE_POINTS, WITH_REGIONS)),
        require_document(
            "jawaban", "Jawaban penawaran", DocumentCode.JAWABAN_PENAWARAN, p22("8 ayat (3)")
        ),
        require_record(
            "jawaban_dikirim",
            "Jawaban ditandatangani Bupati dan dikirim",
            p22("8 ayat (3)"),
            Actor.HEAD_OF_REGION,
            RecordOutcome.SENT,
        ),
    )


INBOUND_OFFER = Stage(
    "penawaran",
    "Penawaran",
    (p22("8"),),
    Actor.TKKSD,
    _inbound_needs(),
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

# Bordering regions map before they offer (Pasal 5); our half of it is asked with our answer.
INBOUND_WAJIB = replace(
    INBOUND_OFFER,
    citations=(p22("8"), p22("5"), p22("5 ayat (5)"), pp28("5")),
    requirements=_inbound_needs(MAPPED),
)

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
