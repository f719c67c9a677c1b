"""Stopping a case and opening it again: what follows, said before it is done."""

from dataclasses import dataclass

from django.conf import settings

from agreements.forms.reasons import WhyForm
from agreements.workflow.halting import Halt

REOPENING = (
    "Proses berlanjut pada tahap saat berhenti. Semua pihak yang mendapat giliran diberi tahu.",
    (
        "Persetujuan dan dokumen tetap berlaku sejauh isinya tidak berubah; nomor yang sudah"
        " dibatalkan tidak kembali."
    ),
    (
        "Hari selama berhenti tidak dihitung dalam tenggat SOP; jangka waktu menurut peraturan"
        " tetap berjalan."
    ),
    "Penandatanganan yang dibatalkan perlu dijadwalkan kembali.",
)


@dataclass(frozen=True)
class HaltPage:
    """What follows when a case stops, or is opened again, and the form that asks why."""

    verb: str
    consequences: tuple[str, ...]
    form: WhyForm
    is_halt: bool


def build_halt_page(halt: Halt, form: WhyForm) -> HaltPage:
    """The page on which a case is stopped."""
    return HaltPage(halt.verb, _said(halt), form, is_halt=True)


def build_reopening_page(form: WhyForm) -> HaltPage:
    """The page on which a stopped case is opened again."""
    return HaltPage("Buka kembali", REOPENING, form, is_halt=False)


def _said(halt: Halt) -> tuple[str, ...]:
    """What follows, with the minutes in which it can be taken back."""
    *first, last = halt.consequences
    if not settings.UNDO_MINUTES:
        return halt.consequences
    return *first, f"Dalam {settings.UNDO_MINUTES} menit dapat Anda batalkan.", last
