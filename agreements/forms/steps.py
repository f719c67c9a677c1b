"""The steps in which a proposal is written: which field stands in which, and on which road."""

from agreements.models import Agreement
from agreements.models.facts_abroad import FOREIGN_FIELDS
from agreements.models.facts_of_change import CHANGE_FIELDS
from agreements.regulations.vocabulary import Track

# code -> (title, fields); the order is the order of the steps.
STEPS = {
    "perubahan": (
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
    "pasal": ("Pasal yang diubah", ()),
    "pokok": (
        "Judul dan mitra",
        ("title", "partner", "supporters", "geometri", "jenis_ln", "objek_ln"),
    ),
    "syarat": (
        "Persyaratan luar negeri",
        (
            "tanpa_kantor",
            "tanpa_campur_tangan",
            "alih_teknologi",
            "kesetaraan",
            "saling_melengkapi",
            "hubungan_masyarakat",
            "naskah_induk",
            "kementerian_pengampu",
            "teknis_aset",
            "penerusan_hibah",
        ),
    ),
    "isi": (
        "Isi kerja sama",
        (
            "latar_belakang",
            "maksud_tujuan",
            "sasaran",
            "objek",
            "lokasi",
            "ruang_lingkup",
            "jangka_waktu_bulan",
            "pemetaan",
            "manfaat",
            "analisis_dampak",
            "kesimpulan",
        ),
    ),
    "inggris": (
        "Teks bahasa Inggris",
        ("title_en", "maksud_tujuan_en", "ruang_lingkup_en", "bahasa_acuan"),
    ),
    "rencana": (
        "Perencanaan dan pembiayaan",
        ("urusan", "program", "pembiayaan", "nilai", "membebani", "belum_dianggarkan"),
    ),
    "penandatanganan": (
        "Masa berlaku dan penandatanganan",
        ("loi_bulan", "tempat_ttd", "rencana_ttd", "kuasa_penuh"),
    ),
    "naskah": (
        "PKS dan penanda tangan",
        ("pks_bulan", "dengan_kuasa", "kuasa_nama", "kuasa_jabatan", "kuasa_nip", "kuasa_sampai"),
    ),
}
STEP_OF = {field: code for code, (_, fields) in STEPS.items() for field in fields} | {
    "partner_id": "pokok",
    "hubungan_diplomatik": "pokok",
    "mitra_setingkat": "pokok",
    "izin_berlaku": "pokok",
    "terjemahan_lengkap": "inggris",
    "indikator": "rencana",
    "kegiatan": "rencana",
    "perubahan": "pasal",
}
ANCHORS = {
    "indikator": "indikator",
    "kegiatan": "kegiatan",
    "perubahan": "pasal",
    **dict.fromkeys(
        ("partner_id", "hubungan_diplomatik", "mitra_setingkat", "izin_berlaku"), "mitra"
    ),
    "terjemahan_lengkap": "div_id_title_en",
}
WITH_PROXY = ("dengan_kuasa", "kuasa_nama", "kuasa_jabatan", "kuasa_nip", "kuasa_sampai")
ON_EVERY_ROAD = frozenset({"title", "partner", "supporters", "nilai"})


def applies_to_track(field: str, track: Track) -> bool:
    """Whether the field belongs on this road."""
    if track.changes:
        return _applies_to_change(field, track)
    if field in CHANGE_FIELDS:
        return False
    if field == "partner":
        return not track.under_parent
    if field in ("membebani", "belum_dianggarkan"):
        return "perlu_dprd" in track.asks
    if field in STEPS["naskah"][1]:
        return "PKS" in track.instrument
    if field == "geometri" or field in FOREIGN_FIELDS:
        return field in track.asks
    return not track.is_foreign or field in track.asks | ON_EVERY_ROAD


def _applies_to_change(field: str, track: Track) -> bool:
    """On a road that changes a naskah: what it asks, and with a proxy all that is said of one."""
    if field in track.asks:
        return True
    return field in WITH_PROXY and "dengan_kuasa" in track.asks


def fields_of_step(step: str, track: Track, editable: frozenset[str]) -> list[str]:
    """The fields of a step that belong on this road and may be changed now."""
    return [
        field for field in STEPS[step][1] if field in editable and applies_to_track(field, track)
    ]


def place_of_fact(fact: str) -> tuple[str, str]:
    """(step, anchor) of the field where a missing fact is filled in."""
    return STEP_OF[fact], ANCHORS.get(fact, f"div_id_{fact}")


# Tables of rows beside the fields of a step, by the fact that they fill.
ROW_STEPS = {"indikator": "rencana", "kegiatan": "rencana", "perubahan": "pasal"}


def steps_of(agreement: Agreement) -> list[str]:
    """The steps in which something may be changed at this stage."""
    editable = agreement.editable_fields
    return [
        code
        for code in STEPS
        if fields_of_step(code, agreement.track, editable) or row_tables_of_step(agreement, code)
    ]


def row_tables_of_step(agreement: Agreement, step: str) -> list[str]:
    """The tables of rows that this step shows, by the fact that they fill."""
    may = agreement.editable_fields & agreement.track.asks
    return [fact for fact, place in ROW_STEPS.items() if place == step and fact in may]
