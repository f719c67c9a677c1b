"""What may be the object and the form of a cooperation abroad, and its conditions (Permendagri
25/2020 Pasal 4 to 6).
"""

from agreements.regulations.citations import Citation, p25
from agreements.regulations.fragments import require_fact, require_record, require_upload
from agreements.regulations.record_outcomes import RecordOutcome
from agreements.regulations.vocabulary import Actor, Condition

OBJECTS = (
    ("iptek", "Pengembangan ilmu pengetahuan dan teknologi"),
    ("budaya", "Pertukaran budaya"),
    ("manajemen", "Peningkatan kemampuan teknis dan manajemen pemerintahan"),
    ("promosi", "Promosi potensi daerah"),
    (
        "lainnya",
        (
            "Objek kerja sama lainnya yang tidak bertentangan dengan ketentuan peraturan"
            " perundang-undangan"
        ),
    ),
)


OBJECTS_CITATION = p25("4 ayat (1)")


FORMS = (
    ("kembar", "Kabupaten/kota kembar/bersaudara"),
    ("lainnya", "Kerja sama lainnya dengan ruang lingkup tertentu"),
)


IPTEK = Condition(
    "iptek", "Objeknya pengembangan ilmu pengetahuan dan teknologi", p25("5 ayat (2)")
)


TWIN = Condition("kembar", "Bentuknya kabupaten/kota kembar/bersaudara", p25("6 ayat (3)"))


# P25 and PP 28/2018 do not ask for it: see docs/regulation-notes.md.
FULL_POWERS = Condition(
    "kuasa_penuh",
    "Kementerian Luar Negeri meminta surat kuasa penandatanganan (Full Powers)",
    Citation("UU24", ""),
)


GRANT = Condition("memuat_hibah", "Kerja sama memuat hibah", p25("31 ayat (2)"))


GRANT_PAPERS = require_upload(
    "dokumen_hibah",
    "Dokumen hibah menurut ketentuan peraturan perundang-undangan",
    p25("31 ayat (2)"),
    Actor.OPD,
    condition=GRANT,
)


GOODS = require_record(
    "kepemilikan_barang",
    "Koordinasi dengan Menteri, bila ada hasil berupa barang yang kepemilikannya belum ditegaskan"
    " dalam naskah",
    p25("31 ayat (3)"),
    Actor.MINISTER,
    RecordOutcome.DONE,
    optional=True,
)


INTENT_LAPSED = Condition(
    "loi_lewat",
    "Masa berlaku Pernyataan Kehendak sudah lewat. Kembalikan ke tahap Pernyataan Kehendak untuk"
    " memperbaruinya.",
    p25("13 ayat (3)"),
)


REPORT_MISSING = Condition(
    "laporan_tertunggak",
    "Ada kerja sama luar negeri yang laporan tahun lalunya belum disampaikan. Selama laporan belum"
    " ada, Menteri tidak memberi persetujuan atas Rencana Kerja Sama berikutnya.",
    p25("38"),
)


DIPLOMACY = p25("5 ayat (1) huruf a")


CONDITIONS = (
    require_fact(
        "hubungan_diplomatik",
        "Indonesia mempunyai hubungan diplomatik dengan negara mitra",
        "hubungan_diplomatik",
        DIPLOMACY,
        gap=(
            "negara mitra belum tercatat atau tidak mempunyai hubungan diplomatik dengan Indonesia."
        ),
    ),
    require_fact(
        "isi_urusan", "Urusan pemerintahan daerah dipilih", "urusan", p25("5 ayat (1) huruf b")
    ),
    require_fact(
        "tanpa_kantor",
        "Tidak membuka kantor perwakilan di luar negeri",
        "tanpa_kantor",
        p25("5 ayat (1) huruf c"),
    ),
    require_fact(
        "tanpa_campur_tangan",
        "Pihak luar negeri tidak mencampuri urusan pemerintahan dalam negeri",
        "tanpa_campur_tangan",
        p25("5 ayat (1) huruf d"),
    ),
    require_fact(
        "isi_program",
        "Kesesuaian dengan kebijakan dan rencana pembangunan nasional dan daerah",
        "program",
        p25("5 ayat (1) huruf e"),
    ),
    require_fact(
        "alih_teknologi",
        "Cara pengalihan ilmu pengetahuan dan teknologi ke sumber daya manusia Indonesia",
        "alih_teknologi",
        p25("5 ayat (2)"),
        condition=IPTEK,
    ),
)


KSDPL_CONDITIONS = (
    *CONDITIONS,
    require_fact(
        "kesetaraan",
        "Kesetaraan status administrasi dan/atau kesetaraan wilayah",
        "kesetaraan",
        p25("5 ayat (3) huruf a"),
    ),
    require_fact(
        "saling_melengkapi", "Saling melengkapi", "saling_melengkapi", p25("5 ayat (3) huruf b")
    ),
    require_fact(
        "hubungan_masyarakat",
        "Peningkatan hubungan antarmasyarakat",
        "hubungan_masyarakat",
        p25("5 ayat (3) huruf c"),
    ),
    require_fact("jenis_ln", "Bentuk KSDPL dipilih", "jenis_ln", p25("6 ayat (1)")),
    require_fact(
        "mitra_setingkat",
        "Mitra setingkat kabupaten/kota",
        "mitra_setingkat",
        p25("6 ayat (3)"),
        condition=TWIN,
        gap="mitra belum tercatat setingkat kabupaten/kota.",
    ),
)


SUBJECT = (
    require_fact("isi_judul", "Judul kerja sama", "title", None),
    require_fact("isi_partner_id", "Calon mitra dipilih", "partner_id", None),
    require_fact("objek_ln", "Objek kerja sama luar negeri dipilih", "objek_ln", OBJECTS_CITATION),
    require_fact(
        "isi_indikator",
        "Sedikitnya satu indikator pelayanan publik dengan kondisi awal dan target",
        "indikator",
        None,
    ),
)


# In which languages a naskah with a partner abroad is written, and which prevails.
LANGUAGES_BY = (Citation("UU09", "Pasal 31 ayat (1)"), Citation("PS63", "Pasal 26 ayat (2)"))
PREVAILS_BY = Citation("PS63", "Pasal 26 ayat (4)")


# What a naskah in two languages needs before it is drafted.
LANGUAGES = (
    require_fact(
        "isi_bahasa_acuan",
        "Bahasa yang menjadi acuan bila terdapat perbedaan penafsiran",
        "bahasa_acuan",
        None,
    ),
    require_fact(
        "terjemahan",
        "Terjemahan bahasa Inggris lengkap",
        "terjemahan_lengkap",
        None,
        gap="setiap Pasal yang redaksinya diubah harus mempunyai teks dalam kedua bahasa.",
    ),
)
