"""What is possible but unlikely about a day or a value. Each function gives the question to ask, or
nothing.
"""

from datetime import date
from decimal import Decimal

from django.utils import timezone

from agreements.documents.kinds import KINDS
from agreements.models import Agreement, Document, DocumentState
from agreements.regulations.vocabulary import Requirement
from agreements.workflow.deadlines import Calendar
from kerjasama.writing.days import WEEKDAYS, short_date
from kerjasama.writing.figures import format_money

ASK_AGAIN = "Apakah tanggalnya benar?"
SMALL_RUPIAH = 1_000  # nobody agrees on less; whoever writes it left out a word
TRUE_VALUE = "Ya, nilai ini benar"


def on_a_day_off(day: date, what: str) -> str:
    """Asked of a day on which nobody works; not of today, on which somebody obviously does."""
    if day == timezone.localdate():
        return ""
    why = Calendar().day_off(day)
    if not why:
        return ""
    named = f"hari libur ({why})"
    if why == "akhir pekan":
        named = f"hari {WEEKDAYS[day.weekday()]}"
    parts = (f"{short_date(day)} adalah {named}.", what, ASK_AGAIN)
    return " ".join(part for part in parts if part)


def in_the_past(day: date) -> str:
    """Asked of what is planned, or is to hold until a day that has passed."""
    if day >= timezone.localdate():
        return ""
    return f"{short_date(day)} sudah lewat. {ASK_AGAIN}"


def before_its_paper(agreement: Agreement, need: Requirement, day: date) -> str:
    """Asked of what came before the paper that it follows was made: an answer before the letter was
    sent.
    """
    kinds = [
        other.document
        for other in agreement.stage.requirements
        if other.code in need.after and other.document
    ]
    papers = agreement.documents.filter(
        kind__in=kinds, draft=False, state=DocumentState.READY
    ).order_by("pk")
    for paper in papers:
        made = _day_of(paper)
        if day < made:
            return (
                f"{KINDS[paper.kind].title} baru bertanggal {short_date(made)}, sesudah tanggal"
                f" ini. {ASK_AGAIN}"
            )
    return ""


def before_its_stage(agreement: Agreement, day: date) -> str:
    """Asked of what was decided before the case came to this stage, or was there at all."""
    began = timezone.localdate(agreement.stage_entered_at)
    if day >= began:
        return ""
    proposed = timezone.localdate(agreement.created_at)
    if day < proposed:
        return (
            f"Usulan ini baru dibuat pada {short_date(proposed)}, sesudah tanggal ini. {ASK_AGAIN}"
        )
    return f"Tahap ini baru dimulai pada {short_date(began)}, sesudah tanggal ini. {ASK_AGAIN}"


def period_is_not_over(label: str, last: date) -> str:
    """Asked of what tells of a period while it still runs."""
    if timezone.localdate() > last:
        return ""
    return (
        f"{label} belum berakhir (sampai {short_date(last)}), jadi yang terjadi sesudah hari ini"
        " belum tercakup."
    )


def a_word_is_missing(value: Decimal | None) -> str:
    """Asked of a value that was written without its juta or miliar."""
    if value is None or not 0 < value < SMALL_RUPIAH:
        return ""
    return (
        f"Nilai seluruh kerja sama hanya {format_money(value)}? Tulis juta atau miliar bila itu"
        " yang dimaksud."
    )


def _day_of(paper: Document) -> date:
    try:
        return date.fromisoformat(paper.context.get("date") or "")
    except (TypeError, ValueError):
        return timezone.localdate(paper.requested_at)
