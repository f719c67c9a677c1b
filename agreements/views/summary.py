"""What a case says, for those who judge it."""

from datetime import date

from django.utils.text import capfirst

from agreements.documents.kinds import KINDS
from agreements.documents.text import indonesian
from agreements.models import Activity, Agreement, Indicator
from agreements.models.facts_abroad import FOREIGN_FIELDS
from agreements.regulations import conditions_abroad
from kerjasama.narrowing import column_of
from kerjasama.writing.figures import format_money
from kerjasama.writing.words import amount_in_words

TOLD = (
    "latar_belakang",
    "maksud_tujuan",
    "objek",
    "lokasi",
    "ruang_lingkup",
    "manfaat",
    "analisis_dampak",
    "program",
    "pembiayaan",
)


def content_of_proposal(agreement: Agreement) -> list[tuple[str, str]]:
    """(label, text) of all that the proposal says, in the order of its steps; nothing for what is
    still empty.
    """
    told = [(field_label_of(field), getattr(agreement, field)) for field in TOLD]
    rows = [
        ("Urusan pemerintahan", ", ".join(agreement.urusan_names)),
        ("Hubungan wilayah", agreement.get_geometri_display()),
        ("OPD pendukung", ", ".join(str(unit) for unit in agreement.supporters.all())),
        *(changes_of_proposal(agreement) if agreement.track.changes else ()),
        *told,
        *(facts_abroad_of(agreement) if agreement.track.is_foreign else ()),
        (
            "Nilai",
            (
                f"{format_money(agreement.nilai)} ({amount_in_words(agreement.nilai)})"
                if agreement.nilai
                else ""
            ),
        ),
        ("Nilai sebagaimana tertulis", agreement.nilai_tertulis),
        ("Persetujuan DPRD", dprd_reason_of(agreement)),
        ("Jangka waktu", terms_of_proposal(agreement)),
        (
            "Penerima kuasa",
            (
                f"{agreement.kuasa_nama}, {agreement.kuasa_jabatan}"
                if agreement.dengan_kuasa and agreement.kuasa_nama
                else ""
            ),
        ),
        *((row.name, indicator_change_of(row)) for row in agreement.indicators.all()),
        *((f"Kegiatan {row.year}", activity_summary_of(row)) for row in agreement.activities.all()),
    ]
    return [(label, text) for label, text in rows if text]


def changes_of_proposal(agreement: Agreement) -> list[tuple[str, str]]:
    """What a change does: each Pasal as it was and as it is to be, or the end and the reason."""
    fields = (
        "alasan",
        "dasar_akhir",
        "berakhir_semula",
        "berakhir_baru",
        "penyelesaian",
        "penyelesaian_en",
    )
    naskah = (
        KINDS[agreement.naskah_diubah].title
        if "naskah_diubah" in agreement.track.asks and agreement.naskah_diubah
        else ""
    )
    rows = [
        (f"{row['place']} {row['title']}, {row['how']}", before_and_after(row))
        for row in agreement.perubahan
    ]
    return [
        ("Naskah", naskah),
        *(
            (field_label_of(field), in_words(agreement, field))
            for field in fields
            if getattr(agreement, field)
        ),
        *rows,
    ]


def before_and_after(row: dict) -> str:
    return "\n".join(
        f"{label}: {text}"
        for label, text in (("Semula", row["old"]), ("Menjadi", row["text"]))
        if text
    )


def facts_abroad_of(agreement: Agreement) -> list[tuple[str, str]]:
    """What a cooperation abroad says besides; choices in words."""
    return [
        (field_label_of(field), in_words(agreement, field))
        for field in FOREIGN_FIELDS
        if getattr(agreement, field)
    ]


def in_words(agreement: Agreement, field: str) -> str:
    value = getattr(agreement, field)
    if field == "objek_ln":
        return "; ".join(dict(conditions_abroad.OBJECTS)[code] for code in value)
    if isinstance(value, date):
        return indonesian.short_date(value)
    chosen = getattr(agreement, f"get_{field}_display", None)
    return "Ya" if value is True else str(chosen() if chosen else value)


def activity_summary_of(row: Activity) -> str:
    return (
        f"{row.name}, triwulan {row.quarter_from} sampai {row.quarter_to},"
        f" {indonesian.rupiah_in_words(row.total)}"
    )


def field_label_of(field: str) -> str:
    return capfirst(str(column_of(Agreement, field).verbose_name))


def dprd_reason_of(agreement: Agreement) -> str:
    """Why the DPRD must consent, or that it need not, as the proposal has it; the foreign tracks
    say themselves when.
    """
    if agreement.track.is_foreign or agreement.is_legacy:
        return ""
    fields = [
        column_of(Agreement, name)
        for name in ("membebani", "belum_dianggarkan")
        if getattr(agreement, name)
    ]
    return (
        f"Diperlukan: {' dan '.join(str(field.verbose_name) for field in fields)}"
        if fields
        else "Tidak diperlukan menurut usulan"
    )


def indicator_change_of(row: Indicator) -> str:
    return f"dari {indonesian.decimal(row.baseline)} ke {indonesian.decimal(row.target)} {row.unit}"


def terms_of_proposal(agreement: Agreement) -> str:
    months = f"{agreement.jangka_waktu_bulan} bulan" if agreement.jangka_waktu_bulan else ""
    return (
        f"{months}; PKS {agreement.pks_bulan} bulan" if agreement.pks_bulan and months else months
    )
