"""KSDD: with other regions. Permendagri 22/2020 Pasal 3 to 24, PP 28/2018 Pasal 2 to 12."""

from dataclasses import replace

from .fragments import (
    KAK_FIELDS,
    approval,
    document,
    dprd_approval,
    dprd_needed,
    drafting,
    kak_facts,
    lawful,
    record,
    signed_by_proxy,
    signing,
    sop,
    study,
    upload,
)
from .vocabulary import Actor, Stage, Track, p22, pp28

MAPPING = Stage(
    "pemetaan",
    "Identifikasi dan pemetaan urusan pemerintahan",
    (p22("5"), pp28("5")),
    Actor.OPD,
    (
        upload("daftar_program", "Daftar rencana program dan kegiatan per urusan per tahun", p22("5 ayat (3)"), Actor.OPD),
        upload("ba_pemetaan", "Berita Acara yang ditandatangani Kepala Daerah", p22("5 ayat (6)"), Actor.OPD),
    ),
)

PREPARATION = Stage(
    "persiapan",
    "Persiapan",
    (p22("7"),),
    Actor.OPD,
    (
        *kak_facts(KAK_FIELDS, p22("7 ayat (2)")),
        document("kak", "Kerangka Acuan Kerja", "kak", p22("7 ayat (2)"), Actor.OPD),
        approval("kepala_opd", "Persetujuan kepala OPD pemrakarsa", Actor.OPD_HEAD),
        approval("verifikasi", "Verifikasi kelengkapan oleh Bagian Kerja Sama", Actor.VERIFIER),
        *study(p22("7 ayat (4)")),
    ),
    sop(10),
)

OFFER = Stage(
    "penawaran",
    "Penawaran",
    (p22("8"),),
    Actor.TKKSD,
    (
        document("surat_penawaran", "Surat penawaran yang ditandatangani Bupati", "penawaran", p22("8 ayat (2)")),
        record("tanggapan", "Tanggapan daerah mitra dicatat", p22("8 ayat (3)"), "diterima", "ditolak"),
    ),
    lawful(
        30,
        p22("8 ayat (3)"),
        "Permintaan tanggapan kedua; 15 hari kemudian tanpa tanggapan, Bupati melapor kepada Gubernur.",
    ),
    send_back_to=("persiapan",),
)

INBOUND_OFFER = Stage(
    "penawaran",
    "Penawaran",
    (p22("8"),),
    Actor.TKKSD,
    (
        upload("penawaran_masuk", "Surat penawaran dan KAK dari daerah mitra", p22("8 ayat (2)"), Actor.VERIFIER),
        *study(p22("7 ayat (4)")),
        document("jawaban", "Jawaban penawaran", "jawaban_penawaran", p22("8 ayat (3)")),
    ),
    lawful(30, p22("8 ayat (3)"), "Daerah pemrakarsa mengirim permintaan tanggapan kedua."),
)

AGREEING = (
    Stage(
        "penyusunan_kb",
        "Penyusunan Kesepakatan Bersama",
        (p22("9"), p22("40")),
        Actor.OPD,
        drafting("kesepakatan_bersama", "Kesepakatan Bersama", p22("9")),
        sop(10),
        send_back_to=("persiapan",),
    ),
    Stage(
        "penandatanganan_kb",
        "Penandatanganan Kesepakatan Bersama",
        (p22("10"), p22("43 ayat (1)")),
        Actor.HEAD_OF_REGION,
        signing("kesepakatan_bersama", "Kesepakatan Bersama", p22("10")),
        sop(2),
        send_back_to=("penyusunan_kb",),
    ),
)

DPRD = Stage(
    "persetujuan_dprd",
    "Persetujuan DPRD",
    (p22("11"), p22("12")),
    Actor.DPRD,
    (
        document("rancangan_pks", "Rancangan PKS untuk dikaji DPRD", "perjanjian_kerja_sama", p22("12 ayat (1)"), Actor.OPD),
        *dprd_approval(p22("12 ayat (1)"), p22("12 ayat (3)")),
    ),
    lawful(45, p22("12 ayat (4)"), "Tanpa sikap setelah 45 hari, DPRD dianggap menyetujui."),
    dprd_needed(p22("11 ayat (1)")),
)

CONTRACTING = (
    Stage(
        "penyusunan_pks",
        "Penyusunan Perjanjian Kerja Sama",
        (p22("13"), p22("41")),
        Actor.OPD,
        drafting("perjanjian_kerja_sama", "Perjanjian Kerja Sama", p22("13")),
        sop(10),
    ),
    Stage(
        "penandatanganan_pks",
        "Penandatanganan Perjanjian Kerja Sama",
        (p22("14"), p22("43 ayat (2)")),
        Actor.HEAD_OF_REGION,
        (
            document("surat_kuasa", "Surat kuasa", "surat_kuasa", p22("14 ayat (3)"), condition=signed_by_proxy(p22("14 ayat (2)"))),
            *signing("perjanjian_kerja_sama", "Perjanjian Kerja Sama", p22("14")),
        ),
        sop(2),
        send_back_to=("penyusunan_pks",),
    ),
)

FOLLOWING = (
    Stage("pelaksanaan", "Pelaksanaan", (p22("15"),), Actor.OPD,
          (record("mulai", "Dimulainya pelaksanaan dicatat", p22("15"), "dilaksanakan"),)),
    Stage("penatausahaan", "Penatausahaan", (p22("16"),), Actor.TKKSD,
          (record("arsip", "Tempat penyimpanan naskah asli dicatat", p22("16 ayat (2)"), "disimpan"),)),
    Stage("pelaporan", "Pelaporan", (p22("17"),), Actor.OPD,
          (upload("laporan", "Laporan semester kepada Bupati", p22("17 ayat (1)"), Actor.OPD),)),
)

ROAD = (*AGREEING, DPRD, *CONTRACTING, *FOLLOWING)

SUKARELA = Track("ksdd-sukarela", "2020.1", "KSDD sukarela", (p22("6"), pp28("6")),
                 (PREPARATION, OFFER, *ROAD), "Kesepakatan Bersama dan PKS")
WAJIB = Track("ksdd-wajib", "2020.1", "KSDD wajib", (p22("6"), pp28("5")),
              (MAPPING, PREPARATION, OFFER, *ROAD), "Kesepakatan Bersama dan PKS")
MASUK = Track("ksdd-masuk", "2020.1", "KSDD atas penawaran daerah lain", (p22("8 ayat (3)"),),
              (INBOUND_OFFER, replace(AGREEING[0], send_back_to=("penawaran",)), *ROAD[1:]), "Kesepakatan Bersama dan PKS")
