"""What a case says, for those who judge it."""

from collections.abc import Iterable
from datetime import date

from django.utils.text import capfirst

from agreements.documents.kinds import KINDS
from agreements.documents.text import indonesian
from agreements.documents.wording.term_wording import term_briefly
from agreements.models import Activity, Agreement, Indicator
from agreements.models.facts_abroad import FOREIGN_FIELDS
from agreements.models.term import PKS
from agreements.models.worth import Worth
from agreements.pages.case.payments import payment_lines_of
from agreements.regulations import conditions_abroad, outside_plan
from agreements.regulations.citations import p22
from kerjasama.narrowing import column_of
from kerjasama.writing.figures import format_money

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


TOLD_OF_CHANGE = (
    "alasan",
    "dasar_akhir",
    "berakhir_semula",
    "berakhir_baru",
    "penyelesaian",
    "penyelesaian_en",
)


def content_of_proposal(agreement: Agreement) -> list[tuple[str, str]]:
    """(label, text) of all that the proposal says, in the order of its steps; nothing for what is
    still empty.
    """
    rows = [
        ("Urusan pemerintahan", ", ".join(agreement.urusan_names)),
        ("Daftar rencana kerja sama", agreement.place_in_list),
        ("Di luar perencanaan", ground_outside_plan(agreement)),
        ("Hubungan wilayah", agreement.get_geometri_display()),
        ("OPD pendukung", ", ".join(str(unit) for unit in agreement.supporters.all())),
    ]
    if agreement.track.changes:
        rows += changes_of_proposal(agreement)
    rows += [(field_label_of(field), getattr(agreement, field)) for field in TOLD]
    if agreement.track.is_foreign:
        rows += filled_in_words(agreement, FOREIGN_FIELDS)
    rows += [
        ("Nilai", value_in_words(agreement)),
        ("Nilai sebagaimana tertulis", agreement.nilai_tertulis),
        *filled_in_words(agreement, ("arah_nilai", "bentuk_nilai", "hasil_daerah")),
        ("Pembayaran tiap pihak", payments_in_words(agreement)),
        ("Persetujuan DPRD", dprd_reason_of(agreement)),
        ("Jangka waktu", terms_of_proposal(agreement)),
        ("Penerima kuasa", proxy_of(agreement)),
    ]
    rows += [(row.name, indicator_change_of(row)) for row in agreement.indicators.all()]
    for row in agreement.activities.all():
        rows.append((f"Kegiatan {row.year}", activity_summary_of(row)))
    return [(label, text) for label, text in rows if text]


def ground_outside_plan(agreement: Agreement) -> str:
    """On what ground its object need not stand in the plans, explained; empty where none is
    claimed.
    """
    if not agreement.is_outside_plan:
        return ""
    ground = outside_plan.say_ground(agreement.track, agreement.luar_rencana)
    return f"{ground}. {agreement.penjelasan_luar_rencana}".strip()


def value_in_words(agreement: Agreement) -> str:
    """The value in figures and in words; empty where there is none."""
    worth = agreement.worth
    if worth is None:
        return ""
    said = worth.money.in_full
    if worth.is_foreign:
        said = f"{said}; {rate_in_words(worth)}".rstrip("; ")
    return said


def payments_in_words(agreement: Agreement) -> str:
    """Who pays whom, party by party; empty where that is not said."""
    return "; ".join(line.text for line in payment_lines_of(agreement))


def rate_in_words(worth: Worth) -> str:
    """The equivalent in rupiah with its rate and day; empty where no rate is known."""
    if worth.rate is None or worth.rupiah is None or worth.rate_day is None:
        return ""
    return (
        f"setara {format_money(worth.rupiah)} menurut kurs {format_money(worth.rate)} pada"
        f" {indonesian.short_date(worth.rate_day)}"
    )


def proxy_of(agreement: Agreement) -> str:
    """Who signs by proxy, if anybody does."""
    if not agreement.dengan_kuasa or not agreement.kuasa_nama:
        return ""
    return f"{agreement.kuasa_nama}, {agreement.kuasa_jabatan}"


def changes_of_proposal(agreement: Agreement) -> list[tuple[str, str]]:
    """What a change does: each Pasal as it was and as it is to be, or the end and the reason."""
    rows = []
    if "naskah_diubah" in agreement.track.asks and agreement.naskah_diubah:
        rows.append(("Naskah", KINDS[agreement.naskah_diubah].title))
    rows += filled_in_words(agreement, TOLD_OF_CHANGE)
    for change in agreement.perubahan:
        label = f"{change['place']} {change['title']}, {change['how']}"
        rows.append((label, before_and_after(change)))
    return rows


def before_and_after(change: dict[str, str]) -> str:
    """A Pasal as it was and as it is to be; of a new one or one struck out only what there is."""
    texts = (("Semula", change["old"]), ("Menjadi", change["text"]))
    return "\n".join(f"{label}: {text}" for label, text in texts if text)


def filled_in_words(agreement: Agreement, fields: Iterable[str]) -> list[tuple[str, str]]:
    """(label, text) of each field that says something; choices in words."""
    return [
        (field_label_of(field), in_words(agreement, field))
        for field in fields
        if getattr(agreement, field)
    ]


def in_words(agreement: Agreement, field: str) -> str:
    """What a field says: a choice by its label, a day in words."""
    value = getattr(agreement, field)
    if field == "objek_ln":
        return "; ".join(dict(conditions_abroad.OBJECTS)[code] for code in value)
    if isinstance(value, date):
        return indonesian.short_date(value)
    if value is True:
        return "Ya"
    label_of_choice = getattr(agreement, f"get_{field}_display", None)
    return str(label_of_choice() if label_of_choice else value)


def activity_summary_of(row: Activity) -> str:
    """What is planned, in which quarters, for how much."""
    return (
        f"{row.name}, triwulan {row.quarter_from} sampai {row.quarter_to},"
        f" {indonesian.rupiah_in_words(row.total)}"
    )


def field_label_of(field: str) -> str:
    """The name of a field of the case, as its form shows it."""
    return capfirst(str(column_of(Agreement, field).verbose_name))


def dprd_reason_of(agreement: Agreement) -> str:
    """Why the DPRD must consent, or that it need not, as the proposal has it; the foreign tracks
    say themselves when.
    """
    if agreement.track.is_foreign or agreement.is_legacy:
        return ""
    names = [name for name in ("membebani", "belum_dianggarkan") if getattr(agreement, name)]
    if names:
        reasons = [str(column_of(Agreement, name).verbose_name) for name in names]
        return f"Diperlukan: {' dan '.join(reasons)}"
    if agreement.perlu_dprd:
        return f"Diperlukan bagi setiap Sinergi ({p22('55 ayat (3)')})"
    condition = agreement.stage.condition
    if condition is not None and condition.code == "perlu_dprd":
        return "Dimintakan menurut bacaan ketentuan ketika tahap ini dimasuki"
    return "Tidak diperlukan menurut usulan"


def indicator_change_of(row: Indicator) -> str:
    """From where to where the indicator is to move."""
    return f"dari {indonesian.decimal(row.baseline)} ke {indonesian.decimal(row.target)} {row.unit}"


def terms_of_proposal(agreement: Agreement) -> str:
    """The term, and that of the PKS where it has one of its own."""
    whole, of_pks = agreement.term_of(""), agreement.term_of(PKS)
    if not whole.is_complete:
        return ""
    said, of_its_own = term_briefly(whole), term_briefly(of_pks)
    if PKS not in agreement.track.signings or said == of_its_own:
        return said
    return f"{said}; PKS {of_its_own}"
