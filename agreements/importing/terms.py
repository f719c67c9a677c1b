"""How long a naskah is in force, as registers write it: a length, days, an event, no end at all;
whether and how it is renewed.

What is read is told with whatever is doubtful about it; what is not read stays empty and is
asked, never guessed.
"""

import re
from datetime import date, datetime

from kerjasama.writing.days import EPOCH_1900, short_date

from . import cells
from .cells import CellValue, Wrong
from .entries import Topic
from .term import Term, until_end_of_year
from .term_text import LONGEST, TermText

UNCOUNTED = "Tanggal penandatanganan diperlukan untuk menghitung akhirnya."
NO_UNIT = "Angka {} tanpa satuan: tahun atau bulan?"


def read_term(
    value: CellValue, signed_on: date | None = None, epoch: datetime = EPOCH_1900
) -> Term:
    """What "Masa Berlaku" says. `signed_on` is what a year of a budget and a length are counted
    from.
    """
    if value is None or isinstance(value, bool):
        return Term()
    if not isinstance(value, str) or re.fullmatch(r"\s*\d+([.,]0+)?\s*", value):
        return _from_number(value, epoch)
    if not value.strip(" .,-–"):
        return Term()
    return TermText(value, signed_on, epoch).read()


# "1 tahun anggaran" is read from the day of the signing; here only whether it can be read.
ANY_DAY = date(2000, 1, 1)


def is_readable_answer(kind: str, typed: str) -> bool:
    """Whether what somebody typed for one cell says a day, or for "masa" how the naskah ends."""
    try:
        if kind == Topic.DOUBTFUL_TERM:
            return read_term(typed, signed_on=ANY_DAY).is_read
        return cells.day_of_cell(typed, EPOCH_1900) is not None
    except Wrong:
        return False


def _from_number(value: CellValue, epoch: datetime) -> Term:
    """A day of a sheet; of a bare figure only a year says what it means, and that with a doubt."""
    written = cells.text_of_cell(value, LONGEST)
    if re.fullmatch(r"\d{1,9}([.,]\d{1,9})?", written):
        number = int(float(written.replace(",", ".")))
        if number < 1_000:
            return Term(written, doubts=(NO_UNIT.format(written),))
        if 1_950 <= number <= 2_150:
            return until_end_of_year(written, number)
    try:
        return Term(written, ends=cells.day_of_cell(value, epoch))
    except Wrong as wrong:
        return Term(written, doubts=(str(wrong),))


def span_of_term(
    value: CellValue, begins: date | None, epoch: datetime
) -> tuple[date | None, date | None]:
    """(first, last) day of what "Masa Berlaku" says. Raises Wrong with what is to be asked where
    that is no day.
    """
    term = read_term(value, begins, epoch)
    if not term.as_written:
        return begins, None
    if term.doubts or term.has_no_last_day:
        raise Wrong(" ".join(term.doubts) or f"Tanpa hari terakhir: “{term.as_written[:60]}”.")
    last = term.last_day(begins)
    if last is None:
        raise Wrong(UNCOUNTED)
    return term.begins or begins, last


def doubts_beside(
    term: Term, signed_on: date | None, begins: date | None, ends: date | None
) -> list[str]:
    """What in the term speaks against the days that the row gives in other cells."""
    doubts = []
    start = begins or signed_on
    if term.begins and begins and term.begins != begins:
        doubts.append(
            f"Masa berlaku mulai {short_date(term.begins)}, kolom mulai menyebut"
            f" {short_date(begins)}."
        )
    last = term.last_day(start)
    if ends:
        doubts += _doubts_of_end(term, last, ends)
    if last and start and last < start:
        doubts.append("Berakhir sebelum mulai berlaku.")
    return doubts


def _doubts_of_end(term: Term, last: date | None, ends: date) -> list[str]:
    """What in the term speaks against the last day that the row gives in another cell."""
    doubts = []
    # "3 tahun" from 12 January may end on 11 or on 12 January: both are written.
    if last and abs((last - ends).days) > 1:
        doubts.append(
            f"Menurut masa berlaku berakhir {short_date(last)}, kolom berakhir menyebut"
            f" {short_date(ends)}."
        )
    if term.has_no_last_day:
        doubts.append(
            f"Masa berlaku tanpa hari terakhir, kolom berakhir menyebut {short_date(ends)}."
        )
    return doubts
