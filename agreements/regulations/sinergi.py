"""Sinergi with central government. Permendagri 22/2020 Pasal 52 to 60, PP 28/2018 Pasal 46."""

from .fragments import (
    KAK_SINERGI_FIELDS,
    approval,
    document,
    dprd_approval,
    dprd_needed,
    drafting,
    fact,
    kak_facts,
    lawful,
    record,
    signing,
    sop,
    study,
    upload,
)
from .vocabulary import Actor, Stage, Track, p22, pp28

PREPARATION = Stage(
    "persiapan",
    "Persiapan",
    (p22("53"),),
    Actor.OPD,
    (
        *kak_facts(KAK_SINERGI_FIELDS, p22("53 ayat (3)")),
        fact("isi_program", "Objek tercantum dalam RKPD", "program", p22("53 ayat (2)")),
        document("kak", "Kerangka Acuan Kerja", "kak", p22("53 ayat (3)"), Actor.OPD),
        approval("kepala_opd", "Persetujuan kepala OPD pemrakarsa", Actor.OPD_HEAD),
        approval("verifikasi", "Verifikasi kelengkapan oleh Bagian Kerja Sama", Actor.VERIFIER),
        *study(p22("53")),
    ),
    sop(10),
)
OFFER = Stage(
    "penawaran",
    "Penawaran",
    (p22("54"),),
    Actor.TKKSD,
    (
        document("surat_penawaran", "Surat penawaran yang ditandatangani Bupati", "penawaran", p22("54 ayat (2)")),
        record("tanggapan", "Tanggapan kementerian/lembaga dicatat", p22("54 ayat (3)"), "diterima", "ditolak"),
    ),
    lawful(30, p22("54 ayat (3)"), "Bupati mengirim permintaan tanggapan kedua."),
    send_back_to=("persiapan",),
)
INBOUND_OFFER = Stage(
    "penawaran",
    "Penawaran",
    (p22("54"),),
    Actor.TKKSD,
    (
        upload("penawaran_masuk", "Surat penawaran dan KAK dari kementerian/lembaga", p22("54")),
        *study(p22("53")),
        document("jawaban", "Jawaban penawaran", "jawaban_penawaran", p22("54")),
    ),
    lawful(30, p22("54 ayat (3)"), "Kementerian/lembaga mengirim permintaan tanggapan kedua."),
)
ROAD = (
    Stage("penyusunan_nk", "Penyusunan Nota Kesepakatan dan Rencana Kerja", (p22("55"), p22("42")), Actor.TKKSD,
          (*drafting("nota_kesepakatan", "Nota Kesepakatan", p22("55")),
           document("draf_rencana_kerja", "Rancangan Rencana Kerja", "rencana_kerja", p22("55"))), sop(10),
          send_back_to=("penawaran",)),
    Stage("persetujuan_dprd", "Persetujuan DPRD", (p22("56"),), Actor.DPRD,
          dprd_approval(p22("56 ayat (2)"), p22("56 ayat (5)")),
          lawful(45, p22("56 ayat (6)"), "Tanpa sikap setelah 45 hari, DPRD dianggap menyetujui."),
          dprd_needed(p22("56 ayat (1)"))),
    Stage("penandatanganan_nk", "Penandatanganan Nota Kesepakatan dan Rencana Kerja", (p22("57"),),
          Actor.HEAD_OF_REGION,
          (*signing("nota_kesepakatan", "Nota Kesepakatan dan Rencana Kerja", p22("57")),
           record("lapor_menteri", "Penyampaian salinan kepada Menteri dicatat", p22("57 ayat (3)"), "disampaikan")),
          sop(2), send_back_to=("penyusunan_nk",)),
    Stage("pelaksanaan", "Pelaksanaan", (p22("58"),), Actor.OPD,
          (record("mulai", "Dimulainya pelaksanaan dicatat", p22("58"), "dilaksanakan"),)),
    Stage("penatausahaan", "Penatausahaan", (p22("59"),), Actor.TKKSD,
          (record("arsip", "Tempat penyimpanan naskah asli dicatat", p22("59 ayat (2)"), "disimpan"),)),
    Stage("pelaporan", "Pelaporan", (p22("60"),), Actor.TKKSD,
          (upload("laporan", "Laporan enam bulanan kepada Bupati", p22("60 ayat (1)")),)),
)
DAERAH = Track("sinergi", "2020.1", "Sinergi", (p22("52"), pp28("46")), (PREPARATION, OFFER, *ROAD),
               "Nota Kesepakatan dan Rencana Kerja")
PUSAT = Track("sinergi-masuk", "2020.1", "Sinergi atas penawaran kementerian/lembaga", (p22("52"), pp28("46")),
              (INBOUND_OFFER, *ROAD), "Nota Kesepakatan dan Rencana Kerja")
