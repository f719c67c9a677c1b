"""Requirements, terms and stages shared by KSDPL and KSDLL. Permendagri 25/2020 Pasal 4 to 26, PP 28/2018 Pasal 23 to 43."""

from dataclasses import replace

from .fragments import DEEMED, OPD_SUBMITS, approval, document, fact, in_order, lawful, record, sop, upload
from .limits import INTENT
from .vocabulary import Actor, Citation, Condition, DayKind, Deadline, Requirement, Stage, p25, pp28

OBJECTS = (
    ("iptek", "Pengembangan ilmu pengetahuan dan teknologi"),
    ("budaya", "Pertukaran budaya"),
    ("manajemen", "Peningkatan kemampuan teknis dan manajemen pemerintahan"),
    ("promosi", "Promosi potensi daerah"),
    ("lainnya", "Objek kerja sama lainnya yang tidak bertentangan dengan ketentuan peraturan perundang-undangan"),
)
FORMS = (
    ("kembar", "Kabupaten/kota kembar/bersaudara"),
    ("lainnya", "Kerja sama lainnya dengan ruang lingkup tertentu"),
)
NOT_PASSED_ON = "tidak diteruskan"

IPTEK = Condition("iptek", "Objeknya pengembangan ilmu pengetahuan dan teknologi", p25("5 ayat (2)"))
TWIN = Condition("kembar", "Bentuknya kabupaten/kota kembar/bersaudara", p25("6 ayat (3)"))
# P25 and PP 28/2018 do not ask for it: see docs/regulation-notes.md.
FULL_POWERS = Condition("kuasa_penuh", "Kementerian Luar Negeri meminta surat kuasa penandatanganan (Full Powers)", Citation("UU24", ""))

INTENT_LAPSED = Condition(
    "loi_lewat",
    "Masa berlaku Pernyataan Kehendak sudah lewat. Kembalikan ke tahap Pernyataan Kehendak untuk memperbaruinya.",
    p25("13 ayat (3)"),
)
REPORT_MISSING = Condition(
    "laporan_tertunggak",
    "Ada kerja sama luar negeri yang laporan tahun lalunya belum disampaikan. Selama laporan belum ada, Menteri tidak memberi "
    "persetujuan atas Rencana Kerja Sama berikutnya.",
    p25("38"),
)

CONDITIONS = (
    fact(
        "hubungan_diplomatik",
        "Indonesia mempunyai hubungan diplomatik dengan negara mitra",
        "hubungan_diplomatik",
        p25("5 ayat (1) huruf a"),
        gap="negara mitra belum tercatat atau tidak mempunyai hubungan diplomatik dengan Indonesia.",
    ),
    fact("isi_urusan", "Urusan pemerintahan daerah dipilih", "urusan", p25("5 ayat (1) huruf b")),
    fact("tanpa_kantor", "Tidak membuka kantor perwakilan di luar negeri", "tanpa_kantor", p25("5 ayat (1) huruf c")),
    fact(
        "tanpa_campur_tangan",
        "Pihak luar negeri tidak mencampuri urusan pemerintahan dalam negeri",
        "tanpa_campur_tangan",
        p25("5 ayat (1) huruf d"),
    ),
    fact("isi_program", "Kesesuaian dengan kebijakan dan rencana pembangunan nasional dan daerah", "program", p25("5 ayat (1) huruf e")),
    fact(
        "alih_teknologi",
        "Cara pengalihan ilmu pengetahuan dan teknologi ke sumber daya manusia Indonesia",
        "alih_teknologi",
        p25("5 ayat (2)"),
        condition=IPTEK,
    ),
)
KSDPL_CONDITIONS = (
    *CONDITIONS,
    fact("kesetaraan", "Kesetaraan status administrasi dan/atau kesetaraan wilayah", "kesetaraan", p25("5 ayat (3) huruf a")),
    fact("saling_melengkapi", "Saling melengkapi", "saling_melengkapi", p25("5 ayat (3) huruf b")),
    fact("hubungan_masyarakat", "Peningkatan hubungan antarmasyarakat", "hubungan_masyarakat", p25("5 ayat (3) huruf c")),
    fact("jenis_ln", "Bentuk KSDPL dipilih", "jenis_ln", p25("6 ayat (1)")),
    fact(
        "mitra_setingkat",
        "Mitra setingkat kabupaten/kota",
        "mitra_setingkat",
        p25("6 ayat (3)"),
        condition=TWIN,
        gap="mitra belum tercatat setingkat kabupaten/kota.",
    ),
)
SUBJECT = (
    fact("isi_judul", "Judul kerja sama", "title", None),
    fact("isi_partner_id", "Calon mitra dipilih", "partner_id", None),
    fact("objek_ln", "Objek kerja sama luar negeri dipilih", "objek_ln", p25("4 ayat (1)")),
    fact("isi_indikator", "Sedikitnya satu indikator pelayanan publik dengan kondisi awal dan target", "indikator", None),
)


def working(days: int, citation: Citation, silence: str = "", **more) -> Deadline:
    """A term of P25, which says "hari kerja"."""
    return lawful(days, citation, silence, DayKind.WORKING, **more)


def facts(citation: Citation | None, *fields: tuple[str, str]) -> tuple[Requirement, ...]:
    """What a paper must hold by that article, each with the field it is written in."""
    return tuple(fact(f"isi_{name}", text, name, citation) for name, text in fields)


def initiative(conditions: tuple[Requirement, ...], citation: Citation, *offer: Requirement) -> Stage:
    """Prakarsa: ours, or with what came from abroad in `offer`."""
    return Stage(
        "prakarsa",
        "Prakarsa",
        (p25("10"), citation),
        Actor.OPD,
        in_order((*offer, *SUBJECT, *conditions), *OPD_SUBMITS),
        sop(10),
    )


def offer_from_abroad(citation: Citation, who: str, *ways: str) -> tuple[Requirement, ...]:
    """The letter from abroad and the way it came."""
    return (
        record("usulan_masuk", f"Usulan {who} diterima", citation, Actor.OPD, *ways),
        upload("surat_usulan", f"Surat usulan {who}", citation, Actor.OPD),
    )


EXPLORATION = Stage(
    "penjajakan",
    "Penjajakan",
    (p25("11"), p25("12")),
    Actor.HEAD_OF_REGION,
    in_order(
        record(
            "hasil_penjajakan",
            "Hasil penjajakan melalui komunikasi, penggalian informasi, kunjungan, dan/atau undangan",
            p25("11 ayat (2)"),
            Actor.HEAD_OF_REGION,
            "disepakati",
            "tidak disepakati",
        ),
        facts(
            p25("12 ayat (3)"),
            ("latar_belakang", "Latar belakang diisi dalam kajian"),
            ("maksud_tujuan", "Maksud dan tujuan diisi dalam kajian"),
            ("pemetaan", "Pemetaan potensi dan karakteristik serta kebutuhan daerah diisi dalam kajian"),
            ("manfaat", "Manfaat kerja sama terhadap pembangunan daerah diisi dalam kajian"),
            ("kesimpulan", "Kesimpulan diisi dalam kajian"),
        ),
        document("kajian", "Kajian", "kajian", p25("12 ayat (1)"), Actor.OPD),
        approval("periksa_kajian", "Pemeriksaan kajian oleh Bagian Kerja Sama", Actor.VERIFIER, verb="Nyatakan lengkap"),
    ),
    sop(30),
    send_back_to=("prakarsa",),
)

# What a naskah in two languages needs before it is drafted.
LANGUAGES = (
    fact("isi_bahasa_acuan", "Bahasa yang menjadi acuan bila terdapat perbedaan penafsiran", "bahasa_acuan", None),
    fact(
        "terjemahan",
        "Terjemahan bahasa Inggris lengkap",
        "terjemahan_lengkap",
        None,
        gap="setiap Pasal yang redaksinya diubah harus mempunyai teks dalam kedua bahasa.",
    ),
)

INTENT_STAGE = Stage(
    INTENT,
    "Pernyataan Kehendak Kerja Sama",
    (p25("13"), p25("14")),
    Actor.HEAD_OF_REGION,
    in_order(
        (
            *facts(
                p25("13 ayat (2)"),
                ("title", "Judul"),
                ("maksud_tujuan", "Maksud dan tujuan diisi dalam Pernyataan Kehendak"),
                ("ruang_lingkup", "Ruang lingkup diisi dalam Pernyataan Kehendak"),
                ("tempat_ttd", "Tempat penandatanganan"),
            ),
            fact("isi_loi_bulan", "Masa berlaku Pernyataan Kehendak, paling lama 1 tahun", "loi_bulan", p25("13 ayat (3)")),
            *facts(
                None,
                ("title_en", "Judul dalam bahasa Inggris"),
                ("maksud_tujuan_en", "Maksud dan tujuan dalam bahasa Inggris"),
                ("ruang_lingkup_en", "Ruang lingkup dalam bahasa Inggris"),
            ),
            *LANGUAGES,
        ),
        document("draf_loi", "Rancangan Pernyataan Kehendak", INTENT, p25("13 ayat (2)"), Actor.OPD, draft=True),
        (
            approval("hukum_loi", "Telaah Bagian Hukum", Actor.LEGAL),
            approval("kabag_loi", "Paraf Kepala Bagian Kerja Sama", Actor.SECTION_HEAD, verb="Paraf"),
        ),
        document("permohonan_tanggapan", "Surat permohonan tanggapan Menteri", "permohonan_tanggapan", p25("14 ayat (2)")),
        record(
            "permohonan_tanggapan_diterima",
            "Surat permohonan tanggapan diterima Kementerian Dalam Negeri",
            p25("14 ayat (2)"),
            Actor.HEAD_OF_REGION,
            "diterima",
        ),
        (
            record(
                "tanggapan_menteri",
                "Tanggapan tertulis Menteri melalui Sekretaris Jenderal",
                p25("14 ayat (3)"),
                Actor.MINISTER,
                "dapat dilanjutkan",
                "dilanjutkan dengan perbaikan",
                "tidak disarankan",
            ),
            record(
                "konsultasi_menlu",
                "Koordinasi dan konsultasi dengan Menteri Luar Negeri",
                p25("14 ayat (1)"),
                Actor.FOREIGN_MINISTER,
                "dilakukan",
            ),
        ),
        document("naskah_loi", "Pernyataan Kehendak untuk ditandatangani", INTENT, p25("13 ayat (2)")),
        record("ttd_loi", "Penandatanganan Pernyataan Kehendak", p25("14 ayat (4)"), Actor.HEAD_OF_REGION, "ditandatangani", signs=INTENT),
        upload("scan_loi", "Pindaian Pernyataan Kehendak bertanda tangan", None),
        record("salinan_loi", "Salinan Pernyataan Kehendak disampaikan kepada Menteri", p25("14 ayat (5)"), Actor.VERIFIER, "disampaikan"),
    ),
    sop(60),
    legs=(
        sop(
            20,
            code="tanggapan",
            text="Tanggapan Menteri",
            after="permohonan_tanggapan_diterima",
            until="tanggapan_menteri",
        ),
    ),
    send_back_to=("prakarsa", "penjajakan"),
)

PLAN_FACTS = (
    ("latar_belakang", "Latar belakang diisi dalam Rencana Kerja Sama"),
    ("maksud_tujuan", "Maksud dan tujuan diisi dalam Rencana Kerja Sama"),
    ("sasaran", "Sasaran diisi dalam Rencana Kerja Sama"),
    ("objek", "Objek diisi dalam Rencana Kerja Sama"),
    ("ruang_lingkup", "Ruang lingkup diisi dalam Rencana Kerja Sama"),
    ("pembiayaan", "Sumber pembiayaan diisi dalam Rencana Kerja Sama"),
    ("jangka_waktu_bulan", "Jangka waktu pelaksanaan diisi dalam Rencana Kerja Sama"),
    ("kegiatan", "Sedikitnya satu kegiatan dengan jadwal dan pembiayaannya"),
)
PLAN = Stage(
    "rencana_kerja_sama",
    "Penyusunan Rencana Kerja Sama",
    (p25("15"),),
    Actor.OPD,
    in_order(
        facts(p25("15 ayat (3)"), *PLAN_FACTS),
        document("rencana_kerja_sama", "Rencana Kerja Sama", "rencana_kerja_sama", p25("15 ayat (1)"), Actor.OPD),
        approval("kepala_opd_rencana", "Persetujuan kepala OPD pemrakarsa atas Rencana Kerja Sama", Actor.OPD_HEAD),
        approval("periksa_rencana", "Pemeriksaan Rencana Kerja Sama oleh Bagian Kerja Sama", Actor.VERIFIER, verb="Nyatakan lengkap"),
    ),
    sop(15),
    send_back_to=("penjajakan", INTENT),
)

DPRD = Stage(
    "persetujuan_dprd",
    "Persetujuan DPRD",
    (p25("16"), p25("17")),
    Actor.DPRD,
    in_order(
        document("surat_dprd", "Surat permohonan persetujuan DPRD", "permohonan_dprd", p25("16 ayat (2)")),
        record("dprd_terima", "Surat permohonan diterima Sekretariat DPRD", p25("17 ayat (2)"), Actor.HEAD_OF_REGION, "diterima"),
        record(
            "putusan_dprd",
            "Pernyataan persetujuan atau penolakan DPRD",
            p25("17 ayat (2)"),
            Actor.DPRD,
            "disetujui",
            "ditolak",
            DEEMED,
            deemed=DEEMED,
        ),
        document(
            "tindak_lanjut_menteri",
            "Surat permohonan kepada Menteri untuk menindaklanjuti Rencana Kerja Sama",
            "tindak_lanjut_rencana",
            p25("17 ayat (4)"),
            when=("putusan_dprd", DEEMED),
        ),
    ),
    working(
        45,
        p25("17 ayat (2)"),
        "Tanpa pernyataan setelah 45 hari kerja, permohonan dianggap disetujui DPRD (ayat (3)).",
        text="Pernyataan DPRD",
        after="dprd_terima",
        until="putusan_dprd",
        deems=True,
    ),
    send_back_to=("rencana_kerja_sama",),
)


def through_governor(
    what: str, letter: str, direct: str, submitted: Citation, silent: Citation, passed_on: Citation
) -> tuple[Requirement, ...]:
    """Our letter to the Gubernur, its passing on, and the direct letter to the Menteri where he does not pass it on."""
    return (
        document("surat_gubernur", f"Surat penyampaian {what} kepada Gubernur", letter, submitted),
        record("diterima_gubernur", f"{what} diterima Gubernur", passed_on, Actor.HEAD_OF_REGION, "diterima"),
        record(
            "penerusan_gubernur",
            "Penerusan oleh Gubernur kepada Menteri",
            passed_on,
            Actor.GOVERNOR,
            "diteruskan",
            NOT_PASSED_ON,
            deemed=NOT_PASSED_ON,
        ),
        document(
            "surat_langsung",
            f"Surat penyampaian {what} langsung kepada Menteri",
            direct,
            silent,
            when=("penerusan_gubernur", NOT_PASSED_ON),
        ),
        record("diterima_menteri", f"{what} diterima Kementerian Dalam Negeri", submitted, Actor.VERIFIER, "diterima"),
    )


def governor_term(citation: Citation, silence: Citation) -> Deadline:
    return working(
        5,
        citation,
        f"Bila Gubernur tidak meneruskan dalam 5 hari kerja, Bupati menyampaikannya langsung kepada Menteri ({silence}).",
        code="gubernur",
        text="Penerusan oleh Gubernur",
        after="diterima_gubernur",
        until="penerusan_gubernur",
        deems=True,
    )


VERIFICATION = Stage(
    "verifikasi",
    "Verifikasi",
    (p25("18"), p25("19")),
    Actor.MINISTER,
    in_order(
        *through_governor(
            "Rencana Kerja Sama",
            "permohonan_verifikasi",
            "rencana_ke_menteri",
            p25("18 ayat (2)"),
            p25("18 ayat (5)"),
            p25("18 ayat (4)"),
        ),
        record(
            "pertimbangan",
            "Pertimbangan tertulis Menteri atas hasil verifikasi",
            p25("19 ayat (3)"),
            Actor.MINISTER,
            "menyusun rancangan Naskah Kerja Sama",
            "memperbaiki Rencana Kerja Sama",
            leads=(("memperbaiki Rencana Kerja Sama", "rencana_kerja_sama"),),
        ),
    ),
    governor_term(p25("18 ayat (4)"), p25("18 ayat (5)")),
    legs=(sop(30, code="menteri", text="Pertimbangan Menteri", after="diterima_menteri", until="pertimbangan"),),
    send_back_to=("rencana_kerja_sama",),
)

DRAFTING = Stage(
    "rancangan_naskah",
    "Penyusunan rancangan Naskah Kerja Sama",
    (p25("20"),),
    Actor.HEAD_OF_REGION,
    in_order(
        LANGUAGES,
        document("draf_naskah", "Rancangan Naskah Kerja Sama", "naskah_kerja_sama", p25("20 ayat (5)"), Actor.OPD, draft=True),
        (
            approval("hukum_naskah", "Telaah Bagian Hukum", Actor.LEGAL),
            approval("kabag_naskah", "Paraf Kepala Bagian Kerja Sama", Actor.SECTION_HEAD, verb="Paraf"),
        ),
        *through_governor(
            "Rancangan Naskah Kerja Sama",
            "permohonan_persetujuan",
            "naskah_ke_menteri",
            p25("20 ayat (3)"),
            p25("20 ayat (4)"),
            p25("20 ayat (4)"),
        ),
    ),
    governor_term(p25("20 ayat (4)"), p25("20 ayat (4)")),
    send_back_to=("rencana_kerja_sama",),
)

DISCUSSION = Stage(
    "pembahasan",
    "Pembahasan Naskah Kerja Sama",
    (p25("21"), p25("22"), p25("23")),
    Actor.MINISTER,
    in_order(
        record(
            "rapat_kementerian",
            "Rapat antarkementerian/lembaga membahas rancangan Naskah Kerja Sama",
            p25("22 ayat (1)"),
            Actor.MINISTER,
            "disetujui",
            "perlu perubahan",
            leads=(("perlu perubahan", "rancangan_naskah"),),
        ),
        document("ba_pembahasan", "Berita acara pembahasan", "ba_pembahasan", p25("22 ayat (3)")),
        upload("risalah", "Risalah rapat yang ditandatangani peserta yang hadir", p25("22 ayat (3)")),
        record(
            "kirim_menlu",
            "Rancangan disampaikan Menteri kepada Menteri Luar Negeri",
            p25("22 ayat (4)"),
            Actor.MINISTER,
            "disampaikan",
        ),
        # P25 leaves open by which way the draft reaches the partner; in practice it goes through the Perwakilan.
        record(
            "diteruskan_perwakilan",
            "Rancangan diteruskan kepada mitra melalui Perwakilan Republik Indonesia",
            None,
            Actor.EMBASSY,
            "diteruskan",
            "tidak melalui Perwakilan",
        ),
        record(
            "tanggapan_mitra",
            "Tanggapan mitra atas rancangan Naskah Kerja Sama",
            None,
            Actor.PARTNER,
            "menerima rancangan",
            "mengusulkan perubahan",
        ),
        record(
            "bahas_mitra",
            "Pembahasan dengan pihak luar negeri oleh Menteri Luar Negeri atau pejabat yang ditunjuk",
            p25("23 ayat (1)"),
            Actor.FOREIGN_MINISTER,
            "disepakati",
            "perlu perubahan",
            leads=(("perlu perubahan", "rancangan_naskah"),),
        ),
        record(
            "surat_konfirmasi",
            "Surat Konfirmasi disampaikan Menteri Luar Negeri kepada Menteri",
            p25("23 ayat (2)"),
            Actor.FOREIGN_MINISTER,
            "disampaikan",
        ),
    ),
    sop(90),
    legs=(
        sop(10, code="perwakilan", text="Penerusan oleh Perwakilan", after="kirim_menlu", until="diteruskan_perwakilan"),
        sop(30, code="mitra", text="Tanggapan mitra", after="diteruskan_perwakilan", until="tanggapan_mitra"),
        sop(20, code="menlu", text="Pembahasan dan Surat Konfirmasi", after="tanggapan_mitra", until="surat_konfirmasi"),
    ),
    send_back_to=("rancangan_naskah",),
)

CONSENT = Stage(
    "persetujuan_menteri",
    "Persetujuan Menteri",
    (p25("24"),),
    Actor.MINISTER,
    in_order(
        record(
            "persetujuan_menteri",
            "Surat persetujuan Menteri dan Naskah Kerja Sama",
            p25("24 ayat (2)"),
            Actor.MINISTER,
            "disetujui",
            "tidak disetujui",
        ),
        facts(p25("24 ayat (3)"), ("tempat_ttd", "Tempat penandatanganan"), ("rencana_ttd", "Tanggal rencana penandatanganan")),
        document(
            "pemberitahuan_ttd",
            "Surat pemberitahuan rencana tempat dan tanggal penandatanganan",
            "pemberitahuan_ttd",
            p25("24 ayat (3)"),
        ),
        record("pemberitahuan_dikirim", "Rencana penandatanganan disampaikan", p25("24 ayat (3)"), Actor.HEAD_OF_REGION, "disampaikan"),
    ),
    sop(20),
    send_back_to=("rancangan_naskah",),
)

SIGNING = Stage(
    "penandatanganan",
    "Penandatanganan Naskah Kerja Sama",
    (p25("25"),),
    Actor.HEAD_OF_REGION,
    in_order(
        document("surat_kuasa_penuh", "Surat kuasa penandatanganan (Full Powers)", "kuasa_penuh", None, condition=FULL_POWERS),
        replace(
            record("kuasa_terbit", "Surat kuasa penandatanganan diterbitkan", None, Actor.FOREIGN_MINISTER, "diterbitkan"),
            condition=FULL_POWERS,
        ),
        document("naskah_kita", "Naskah Kerja Sama, rangkap bagi pemerintah daerah", "naskah_kerja_sama", p25("25 ayat (1)")),
        document("naskah_mitra", "Naskah Kerja Sama, rangkap bagi mitra", "naskah_kerja_sama_mitra", p25("25 ayat (1)")),
        record(
            "ttd_naskah",
            "Penandatanganan Naskah Kerja Sama",
            p25("25 ayat (1)"),
            Actor.HEAD_OF_REGION,
            "ditandatangani",
            signs="naskah_kerja_sama",
        ),
        upload("scan_naskah", "Pindaian Naskah Kerja Sama bertanda tangan", None),
        document("surat_asli", "Surat penyampaian naskah asli kepada Menteri", "penyampaian_asli", p25("25 ayat (2)")),
        record("asli_diterima", "Naskah asli diterima Menteri", p25("25 ayat (2)"), Actor.HEAD_OF_REGION, "diterima"),
        record(
            "salinan_naskah",
            "Salinan Naskah Kerja Sama dari Sekretaris Jenderal diterima",
            p25("25 ayat (3)"),
            Actor.MINISTER,
            "diterima",
        ),
    ),
    sop(15),
    send_back_to=("persetujuan_menteri",),
)

CARRYING_OUT = Stage(
    "pelaksanaan",
    "Pelaksanaan",
    (p25("26"),),
    Actor.OPD,
    in_order(
        document("rencana_tahunan", "Rencana kegiatan tahunan", "rencana_tahunan", p25("26 ayat (2)"), Actor.OPD),
        record("mulai", "Dimulainya pelaksanaan", p25("26 ayat (1)"), Actor.OPD, "dilaksanakan"),
    ),
    sop(30),
)

ROAD = (EXPLORATION, INTENT_STAGE, PLAN, DPRD, VERIFICATION, DRAFTING, DISCUSSION, CONSENT, SIGNING, CARRYING_OUT)
OURS = pp28("28 ayat (1)")
NASKAH = "Pernyataan Kehendak dan Naskah Kerja Sama"
