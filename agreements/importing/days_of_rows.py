"""The days that the cells of a row hold: read, or asked where they do not tell one day."""

import re
from collections.abc import Callable
from datetime import date, datetime

from kerjasama.writing.days import short_date

from . import cells
from .answers import Answers
from .cells import CellValue, Wrong
from .entries import RegisterEntry, RowQuestion, Topic
from .sheets import SheetRow
from .term import Term
from .terms import read_term

UNKNOWN, FIRST_AND_LAST, AS_READ = "tidak-diketahui", "awal-akhir", "terbaca"
END_UNKNOWN = "tanggal berakhir belum diketahui"
BLANK = re.compile(r"[\s\-–—_./]*|n/?a|nihil|belum ada|tidak ada|kosong", re.IGNORECASE)
YEAR = re.compile(r"(?:th(?:n|un)?\.?\s*|tahun\s+)?((?:19|20)\d\d)", re.IGNORECASE)
HEADS = {
    "tanda_tangan": "Tanggal Penandatanganan",
    "mulai": "Mulai Berlaku",
    "berakhir": "Berakhir",
    "masa": "Masa Berlaku",
}


def is_blank(value: CellValue) -> bool:
    """Whether a cell says nothing: empty, a dash, "belum ada" and the like."""
    if value is None:
        return True
    return isinstance(value, str) and BLANK.fullmatch(value.strip()) is not None


def first_day_of_year(year: int) -> date:
    """1 January."""
    return date(year, 1, 1)


def last_day_of_year(year: int) -> date:
    """31 December."""
    return date(year, 12, 31)


def leave_open(entry: RegisterEntry, term: Term) -> None:
    """Note that no day that can be known ends the naskah, and the event that does, if any."""
    entry.open_ended = True
    entry.ends_when = ""
    if term.until_event:
        entry.ends_when = term.as_written[:200]


class DayReader:
    """Reads days and terms from cells. What a cell does not tell is asked once for all cells of its
    kind.
    """

    def __init__(self, answers: Answers, epoch: datetime) -> None:
        self.answers = answers
        self.epoch = epoch

    def day_in_column(
        self, entry: RegisterEntry, row: SheetRow, column: str, year: Callable[[int], date]
    ) -> date | None:
        """The day of a cell; None when it is blank, unknown by an answer, or asked."""
        value = row.values.get(column)
        if is_blank(value):
            return None
        said = " ".join(str(value).split())
        if found := YEAR.fullmatch(said):
            return self._of_year(entry, column, said, year(int(found[1])))
        try:
            return cells.day_of_cell(value, self.epoch)
        except Wrong as wrong:
            if isinstance(value, str) and self._has_no_end(entry, column, said):
                return None
            if wrong.likely and cells.EARLIEST <= wrong.likely <= cells.LATEST:
                return self._likely(entry, column, said, wrong.likely, str(wrong))
            return self._doubtful(entry, column, said, str(wrong))

    def _of_year(self, entry: RegisterEntry, column: str, said: str, day: date) -> date | None:
        answer = self.answers.to(Topic.YEAR_ALONE, "tahun", said)
        if answer == FIRST_AND_LAST:
            entry.remark(column, f"{HEADS[column]} tertulis hanya tahun {day.year}.")
            return day
        if answer == UNKNOWN:
            self._unknown(entry, column, said)
            return None
        question = RowQuestion(
            Topic.YEAR_ALONE,
            "tahun",
            column,
            said,
            FIRST_AND_LAST,
            options=(FIRST_AND_LAST, UNKNOWN),
        )
        entry.ask(question, f"Hanya tahun ({said}); harinya ditanyakan.")
        return None

    def _doubtful(self, entry: RegisterEntry, column: str, said: str, why: str) -> date | None:
        """A cell that holds no day: what somebody answered of it or of all like it, else a
        question.
        """
        said = said[:150]
        answer = self.answers.to(Topic.UNREAD_DAY, column, said)
        if answer == UNKNOWN:
            self._unknown(entry, column, said)
            return None
        if answer and (typed := self.typed_day(answer)):
            return typed
        entry.ask(
            RowQuestion(Topic.UNREAD_DAY, column, column, said, UNKNOWN, why, (UNKNOWN,)),
            why,
        )
        return None

    def _likely(
        self, entry: RegisterEntry, column: str, said: str, day: date, why: str
    ) -> date | None:
        """A cell that shows its day all the same (another weekday, a month misspelt): the day is
        proposed, never dropped.
        """
        said = said[:150]
        answer = self.answers.to(Topic.DOUBTFUL_DAY, column, said)
        if answer == AS_READ:
            entry.remark(column, f"Tertulis “{said}”, dicatat sebagai {short_date(day)}.")
            return day
        if answer == UNKNOWN:
            self._unknown(entry, column, said)
            return None
        if answer and (typed := self.typed_day(answer)):
            return typed
        question = RowQuestion(
            kind=Topic.DOUBTFUL_DAY,
            key=column,
            column=column,
            name=said,
            proposal=AS_READ,
            ground=why,
            options=(AS_READ, UNKNOWN),
            proposal_text=f"{short_date(day)}. {why}",
        )
        entry.ask(question, why)
        return None

    def _unknown(self, entry: RegisterEntry, column: str, said: str) -> None:
        entry.empty(
            column, f"{HEADS[column]} tertulis “{said}” dan dicatat sebagai tidak diketahui."
        )
        if column == "berakhir":
            entry.open_ended, entry.ends_when = True, END_UNKNOWN

    def _has_no_end(self, entry: RegisterEntry, column: str, said: str) -> bool:
        """Whether a text says that no day ends it, or what does instead; in the column of the
        beginning it tells nothing else.
        """
        term = self.term_of(said, None)
        if not term.has_no_last_day or term.doubts:
            return False
        if column == "berakhir":
            leave_open(entry, term)
        return True

    def typed_day(self, answer: str) -> date | None:
        """The day that somebody typed as the answer for one cell."""
        try:
            return cells.day_of_cell(answer, self.epoch)
        except Wrong:
            return None

    def term_of(self, value: CellValue, signed_on: date | None) -> Term:
        try:
            return read_term(value, signed_on, self.epoch)
        except Wrong as wrong:
            return Term(" ".join(str(value).split())[:150], doubts=(str(wrong),))
