"""The parts of a proposal: one group of questions each, by the step that asks them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Part:
    """Questions that belong together. `tables` are tables of rows, by the fact that they fill;
    `facts` follow from what is filled in here.
    """

    code: str
    title: str
    fields: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    hint: str = ""

    @property
    def all_facts(self) -> tuple[str, ...]:
        """Everything that a stage may ask for and that is met in this part."""
        return (*self.fields, *self.tables, *self.facts)


# The order is the order in which they are asked.
PARTS = {
    "perubahan": (
        Part(
            "perubahan",
            "Perubahan",
            (
                "naskah_diubah",
                "dasar_akhir",
                "alasan",
                "berakhir_baru",
                "penyelesaian",
                "penyelesaian_en",
            ),
        ),
    ),
    "pasal": (Part("pasal", "Pasal yang diubah", tables=("perubahan",)),),
    "pokok": (
        Part(
            "judul-mitra",
            "Judul dan mitra",
            ("title", "partner", "geometri"),
            facts=("partner_id", "hubungan_diplomatik", "mitra_setingkat", "izin_berlaku"),
        ),
        Part("pendukung", "OPD pendukung", ("supporters",)),
        Part("luar-negeri", "Bentuk dan objek luar negeri", ("jenis_ln", "objek_ln")),
    ),
    "syarat": (
        Part(
            "pernyataan",
            "Pernyataan",
            ("tanpa_kantor", "tanpa_campur_tangan", "bukan_partai_politik"),
        ),
        Part(
            "kesetaraan",
            "Kesetaraan dan hubungan masyarakat",
            ("alih_teknologi", "kesetaraan", "saling_melengkapi", "hubungan_masyarakat"),
        ),
        Part(
            "naskah-induk",
            "Naskah induk dan hibah",
            (
                "naskah_induk",
                "kementerian_pengampu",
                "teknis_aset",
                "penerusan_hibah",
                "memuat_hibah",
            ),
        ),
    ),
    "isi": (
        Part(
            "latar",
            "Latar belakang dan tujuan",
            ("latar_belakang", "maksud_tujuan", "sasaran"),
            hint="Mengapa kerja sama ini perlu, dan apa yang hendak dicapai.",
        ),
        Part(
            "ruang-lingkup",
            "Objek dan ruang lingkup",
            ("objek", "lokasi", "ruang_lingkup"),
            hint="Apa yang dikerjasamakan, di mana, dan kegiatan apa saja.",
        ),
        Part(
            "jangka-waktu",
            "Jangka waktu",
            (
                "mulai",
                "mulai_pada",
                "mulai_peristiwa",
                "akhir",
                "jangka_waktu_bulan",
                "akhir_pada",
                "akhir_tahun",
                "renews_itself",
                "notice_months",
                "tinjau_pada",
            ),
            hint="Kapan mulai berlaku dan kapan berakhir.",
        ),
        Part(
            "tempat",
            "Tempat penandatanganan",
            ("ttd_terpisah", "tempat_naskah"),
            hint="Bila berbeda dari tempat kedudukan kita.",
        ),
        Part(
            "manfaat-dampak",
            "Manfaat dan dampak",
            ("pemetaan", "manfaat", "analisis_dampak", "kesimpulan"),
            hint="Apa yang berubah bagi masyarakat dan daerah.",
        ),
    ),
    "inggris": (
        Part(
            "inggris",
            "Teks bahasa Inggris",
            ("title_en", "maksud_tujuan_en", "ruang_lingkup_en", "bahasa_acuan"),
            facts=("terjemahan_lengkap",),
        ),
    ),
    "rencana": (
        Part(
            "urusan-program",
            "Urusan dan program",
            (
                "urusan",
                "mapped_item",
                "program",
                "luar_rencana",
                "penjelasan_luar_rencana",
            ),
            hint="Urusan pemerintahan dan program yang memuat kerja sama ini.",
        ),
        Part(
            "biaya",
            "Pembiayaan dan nilai",
            (
                "pembiayaan",
                "mata_uang",
                "nilai_valuta",
                "kurs",
                "kurs_pada",
                "nilai",
                "arah_nilai",
                "bentuk_nilai",
                "hasil_daerah",
                "membebani",
                "belum_dianggarkan",
            ),
            hint="Siapa menanggung apa, dari anggaran mana, dan tahun berapa.",
        ),
        Part(
            "indikator-layanan",
            "Indikator pelayanan publik",
            tables=("indikator",),
            hint="Apa yang membaik bagi masyarakat: kondisi awal dan target. Sedikitnya satu.",
        ),
        Part(
            "rencana-kegiatan",
            "Kegiatan",
            tables=("kegiatan",),
            hint=(
                "Satu kegiatan per tahun, dengan jadwal, hasil, dan pembiayaannya. Sedikitnya satu."
            ),
        ),
    ),
    "penandatanganan": (
        Part(
            "penandatanganan",
            "Masa berlaku dan penandatanganan",
            ("loi_bulan", "tempat_ttd", "rencana_ttd", "kuasa_penuh"),
        ),
    ),
    "naskah": (
        Part(
            "jangka-waktu-pks",
            "Jangka waktu PKS",
            (
                "pks_mulai",
                "pks_mulai_pada",
                "pks_mulai_peristiwa",
                "pks_akhir",
                "pks_bulan",
                "pks_akhir_pada",
                "pks_akhir_tahun",
            ),
            hint="Hanya bila berbeda dari jangka waktu kerja sama.",
        ),
        Part(
            "penanda-tangan",
            "PKS dan penanda tangan",
            (
                "judul_kontrak",
                "dengan_kuasa",
                "kuasa_nama",
                "kuasa_jabatan",
                "kuasa_nip",
                "kuasa_sampai",
            ),
            hint="Siapa yang menandatangani Perjanjian Kerja Sama (PKS).",
        ),
    ),
}
PART_OF = {fact: part for parts in PARTS.values() for part in parts for fact in part.all_facts}
