"""What was typed into the proposal, as papers show it."""

from agreements.documents.text import indonesian
from agreements.models import Agreement

TYPED = (
    "latar_belakang",
    "maksud_tujuan",
    "objek",
    "lokasi",
    "ruang_lingkup",
    "manfaat",
    "analisis_dampak",
    "pembiayaan",
)
TYPED_ABROAD = ("sasaran", "pemetaan", "kesimpulan", "naskah_induk")


def typed_lines(agreement: Agreement, field: str) -> list[indonesian.TypedLine]:
    """A typed field as the paper shows it; the scope is typed as one activity a line."""
    text = getattr(agreement, field)
    if field == "ruang_lingkup":
        text = indonesian.letter_list(text)
    return indonesian.format_paragraphs(text)


def every_typed_field(agreement: Agreement) -> dict[str, list[indonesian.TypedLine]]:
    """Each of them, by its name."""
    return {field: typed_lines(agreement, field) for field in (*TYPED, *TYPED_ABROAD)}
