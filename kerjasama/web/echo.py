"""How the program reads what is being typed, said back in words and figures before anything is
kept.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.http import HttpRequest, JsonResponse

from kerjasama.accounts.policy import EVERYBODY, allow
from kerjasama.writing.asking import Asked
from kerjasama.writing.days import day_in_words, read_day, typed_date
from kerjasama.writing.figures import (
    format_money,
    format_number,
    format_percent,
    read_figure,
    read_money,
    read_months,
    read_percent,
    read_whole,
)
from kerjasama.writing.words import amount_in_words, figure_in_words

SPEAKS_FOR_ITSELF = 10_000


@dataclass(frozen=True)
class Echo:
    """What is said beneath a field: how it was read, or what is asked; then `readings` are what may
    have been meant, each as one would type it.
    """

    text: str
    is_read: bool
    readings: tuple[str, ...] = ()


def echo_of(kind: str, typed: str) -> Echo:
    """The echo of what was typed into a field of this kind; empty for an empty field."""
    if not typed.strip() or kind not in _SAYING:
        return Echo("", is_read=True)
    try:
        return Echo(_SAYING[kind](typed), is_read=True)
    except Asked as doubt:
        return Echo(doubt.message, is_read=False, readings=as_typed(doubt.readings))


def as_typed(readings: Sequence[date | Decimal | int]) -> tuple[str, ...]:
    """The readings as one would type them, each once."""
    typed = [
        typed_date(reading) if isinstance(reading, date) else format_number(reading)
        for reading in readings
    ]
    return tuple(dict.fromkeys(typed))


def _figure(typed: str) -> str:
    number = read_figure(typed)
    return _with_words(format_number(number), figure_in_words(number))


def _whole(typed: str) -> str:
    """Nothing for a year or a small count, which say themselves."""
    number = read_whole(typed)
    if typed.strip().isdecimal() and number < SPEAKS_FOR_ITSELF:
        return ""
    return _with_words(format_number(number), figure_in_words(number))


def _months(typed: str) -> str:
    """ "60 bulan (5 tahun)": whoever means years sees it."""
    months = read_months(typed)
    years, rest = divmod(months, 12)
    words = ""
    if years:
        words = f"{years} tahun"
    if years and rest:
        words = f"{words} {rest} bulan"
    return _with_words(f"{format_number(months)} bulan", words)


def _money(typed: str) -> str:
    number = read_money(typed)
    return _with_words(format_money(number), amount_in_words(number))


def _percent(typed: str) -> str:
    number = read_percent(typed)
    words = figure_in_words(number)
    if words:
        words = f"{words} persen"
    return _with_words(format_percent(number), words)


def _day(typed: str) -> str:
    return day_in_words(read_day(typed))


def _with_words(figures: str, words: str) -> str:
    if not words:
        return figures
    return f"{figures} ({words})"


_SAYING = {
    "figure": _figure,
    "whole": _whole,
    "months": _months,
    "money": _money,
    "percent": _percent,
    "day": _day,
}


@allow(*EVERYBODY)
def read_typed(request: HttpRequest) -> JsonResponse:
    """The echo for static/js/fields.js. It keeps nothing and knows nothing but what was sent."""
    said = echo_of(request.GET.get("jenis", ""), request.GET.get("teks", ""))
    return JsonResponse(
        {"teks": said.text, "terbaca": said.is_read, "pilihan": list(said.readings)}
    )
