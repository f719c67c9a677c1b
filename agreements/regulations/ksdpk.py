"""KSDPK: with third parties. Permendagri 22/2020 Pasal 25 to 39, PP 28/2018 Pasal 13 to 22."""

from dataclasses import replace

from .fragments import (
    KAK_FIELDS,
    approval,
    document,
    dprd_approval,
    dprd_needed,
    drafting,
    fact,
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

REVIEWS = (
    approval("kepala_opd", "Persetujuan kepala OPD pemrakarsa", Actor.OPD_HEAD),
    approval("verifikasi", "Verifikasi kelengkapan oleh Bagian Kerja Sama", Actor.VERIFIER),
)

PREPARATION = Stage(
    "persiapan",
    "Persiapan",
    (p22("25"), p22("27"), p22("29")),
    Actor.OPD,
    (
        upload("daftar_rencana", "Keputusan Bupati tentang daftar rencana kerja sama", p22("25 ayat (2)"), Actor.OPD),
        upload("studi_kelayakan", "Studi kelayakan", p22("27"), Actor.OPD),
        *kak_facts(KAK_FIELDS, p22("29 ayat (2)")),
        document("kak", "Kerangka Acuan Kerja", "kak", p22("29 ayat (2)"), Actor.OPD),
        *REVIEWS,
        *study(p22("29 ayat (4)")),
    ),
    sop(10),
)

OFFER = Stage(
    "penawaran",
    "Penawaran",
    (p22("30"),),
    Actor.TKKSD,
    (
        document("surat_penawaran", "Surat penawaran yang ditandatangani Bupati", "penawaran", p22("30 ayat (1)")),
        record("tanggapan", "Tanggapan pihak ketiga dicatat", p22("30"), "diterima", "ditolak"),
    ),
    sop(30),
    send_back_to=("persiapan",),
)

PARTNER_PREPARATION = Stage(
    "persiapan",
    "Persiapan",
    (p22("26"), p22("27")),
    Actor.OPD,
    (
        upload("studi_kelayakan", "Studi kelayakan dari pihak ketiga", p22("26 ayat (2)"), Actor.OPD),
        *(fact(f"isi_{name}", f"{label} diisi", name, p22("27")) for name, label in (
            ("latar_belakang", "Latar belakang"),
            ("maksud_tujuan", "Maksud dan tujuan"),
            ("objek", "Objek"),
            ("jangka_waktu_bulan", "Jangka waktu"),
        )),
        record("kriteria", "Pemenuhan tiga kriteria prakarsa pihak ketiga dicatat", p22("26 ayat (1)"), "memenuhi", "tidak memenuhi"),
        *REVIEWS,
    ),
    sop(10),
)

PARTNER_OFFER = Stage(
    "penawaran",
    "Penawaran",
    (p22("31"),),
    Actor.TKKSD,
    (
        upload("penawaran_masuk", "Surat penawaran dari pihak ketiga", p22("31")),
        *study(p22("31 ayat (2)")),
        document("jawaban", "Jawaban penawaran", "jawaban_penawaran", p22("31")),
    ),
    sop(10),
    send_back_to=("persiapan",),
)

ROAD = (
    Stage("penyusunan_kb", "Penyusunan Kesepakatan Bersama", (p22("32"), p22("40")), Actor.TKKSD,
          drafting("kesepakatan_bersama", "Kesepakatan Bersama", p22("32")), sop(10), send_back_to=("persiapan",)),
    Stage("penandatanganan_kb", "Penandatanganan Kesepakatan Bersama", (p22("33"), p22("44 ayat (1)")),
          Actor.HEAD_OF_REGION, signing("kesepakatan_bersama", "Kesepakatan Bersama", p22("33")), sop(2),
          send_back_to=("penyusunan_kb",)),
    Stage("persetujuan_dprd", "Persetujuan DPRD", (p22("34"),), Actor.DPRD,
          (upload("profil_perusahaan", "Profil perusahaan mitra", p22("34 ayat (3)")),
           document("rancangan_pks", "Rancangan PKS untuk dikaji DPRD", "perjanjian_kerja_sama", p22("34 ayat (3)"), Actor.OPD),
           *dprd_approval(p22("34 ayat (2)"), p22("34 ayat (5)"))),
          lawful(45, p22("34 ayat (6)"), "Tanpa sikap setelah 45 hari, DPRD dianggap menyetujui."),
          dprd_needed(p22("34 ayat (1)"))),
    Stage("penyusunan_pks", "Penyusunan kontrak/Perjanjian Kerja Sama", (p22("35"), p22("41"), pp28("19")), Actor.OPD,
          drafting("perjanjian_kerja_sama", "Perjanjian Kerja Sama", p22("35")), sop(10)),
    Stage("penandatanganan_pks", "Penandatanganan kontrak/Perjanjian Kerja Sama", (p22("36"), p22("44 ayat (2)")),
          Actor.HEAD_OF_REGION,
          (document("surat_kuasa", "Surat kuasa", "surat_kuasa", p22("36 ayat (2)"), condition=signed_by_proxy(p22("36 ayat (2)"))),
           *signing("perjanjian_kerja_sama", "Perjanjian Kerja Sama", p22("36"))), sop(2),
          send_back_to=("penyusunan_pks",)),
    Stage("pelaksanaan", "Pelaksanaan", (p22("37"),), Actor.OPD,
          (record("mulai", "Dimulainya pelaksanaan dicatat", p22("37"), "dilaksanakan"),)),
    Stage("penatausahaan", "Penatausahaan", (p22("38"),), Actor.TKKSD,
          (record("arsip", "Tempat penyimpanan naskah asli dicatat", p22("38 ayat (2)"), "disimpan"),)),
    Stage("pelaporan", "Pelaporan", (p22("39"),), Actor.OPD,
          (upload("laporan", "Laporan semester kepada Bupati", p22("39 ayat (1)"), Actor.OPD),)),
)

DAERAH = Track("ksdpk-daerah", "2020.1", "KSDPK prakarsa daerah", (p22("28"), pp28("17")),
               (PREPARATION, OFFER, *ROAD), "Kesepakatan Bersama dan PKS")
PIHAK_KETIGA = replace(DAERAH, code="ksdpk-pihak-ketiga", title="KSDPK prakarsa pihak ketiga",
                       basis=(p22("26"), p22("28"), pp28("18")),
                       stages=(PARTNER_PREPARATION, PARTNER_OFFER, *ROAD))
