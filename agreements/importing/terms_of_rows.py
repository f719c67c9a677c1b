"""When a naskah was signed, from when until when it holds: read from the cells of a row, and asked where they do not tell."""

import re
from collections.abc import Callable
from datetime import date, datetime

from . import cells
from .answers import Answers
from .cells import Wrong
from .entries import Asked, Entry
from .sheets import Row
from .terms import Term, doubts_beside, read_term, span

UNKNOWN, OPEN, FIRST_AND_LAST, EVENT, LEAVE_OUT = "tidak-diketahui", "terbuka", "awal-akhir", "peristiwa", "lewati"
BLANK = re.compile(r"[\s\-–—_./]*|n/?a|nihil|belum ada|tidak ada|kosong", re.IGNORECASE)
YEAR = re.compile(r"(?:th(?:n|un)?\.?\s*|tahun\s+)?((?:19|20)\d\d)", re.IGNORECASE)
SPAN = r"(?:-|–|—|s\s*/\s*d|s\.d\.?|sampai(?: dengan)?|hingga)"
YEARS = re.compile(rf"(?:tahun\s+)?((?:19|20)\d\d)\s*{SPAN}\s*((?:19|20)\d\d)", re.IGNORECASE)
HEADS = {"tanda_tangan": "Tanggal Penandatanganan", "mulai": "Mulai Berlaku", "berakhir": "Berakhir", "masa": "Masa Berlaku"}


def is_blank(value: object) -> bool:
    return value is None or isinstance(value, str) and BLANK.fullmatch(value.strip()) is not None


class Terms:
    """Reads the days of rows. What a cell does not tell is asked once for all cells of its kind."""

    def __init__(self, answers: Answers, epoch: datetime, today: date):
        self.answers, self.epoch, self.today = answers, epoch, today

    def read(self, entry: Entry, row: Row) -> None:
        before = len(entry.asked) + sum(note.is_error for note in entry.notes)
        signed = self._day(entry, row, "tanda_tangan", self._first)
        begins = self._day(entry, row, "mulai", self._first)
        ends = self._day(entry, row, "berakhir", self._last)
        entry.signed_on, entry.effective_on, entry.expires_on = signed, begins or signed, ends
        if ends is None and not entry.open_ended and not self._lacks_begin(entry, row):
            self._span(entry, row)
        elif not is_blank(row.values.get("masa")):
            self._compare(entry, read_term(row.values["masa"], entry.effective_on, self.epoch))
        if entry.signed_on is None and entry.effective_on is not None:
            entry.signed_on, entry.signing_day_known = entry.effective_on, False
        if entry.effective_on is None:
            entry.effective_on = entry.signed_on
        if len(entry.asked) + sum(note.is_error for note in entry.notes) == before:
            self._judge(entry, row)

    @staticmethod
    def _lacks_begin(entry: Entry, row: Row) -> bool:
        """Whether a length has no day to begin on; the missing day is told, and not the length."""
        said = row.values.get("masa")
        is_length = isinstance(said, str) and not re.search(r"(?:19|20)\d\d", said)
        return entry.effective_on is None and is_length

    def _day(self, entry: Entry, row: Row, column: str, year: Callable[[int], date]) -> date | None:
        """The day of a cell; None when it is blank, unknown by an answer, or asked."""
        value = row.values.get(column)
        if is_blank(value):
            return None
        said = value if isinstance(value, str) else str(value)
        if found := YEAR.fullmatch(said.strip()):
            return self._of_year(entry, column, said, year(int(found[1])))
        if column == "berakhir" and isinstance(value, str) and self._has_no_end(entry, value):
            return None
        try:
            return cells.day(value, self.epoch)
        except Wrong as wrong:
            return self._doubtful(entry, column, said, str(wrong))

    def _first(self, year: int) -> date:
        return date(year, 1, 1)

    def _last(self, year: int) -> date:
        return date(year, 12, 31)

    def _of_year(self, entry: Entry, column: str, said: str, day: date) -> date | None:
        answer = self.answers.to("tahun", "tahun", said)
        if answer == FIRST_AND_LAST:
            entry.remark(column, f"{HEADS[column]} tertulis hanya tahun {day.year}.")
            return day
        if answer == UNKNOWN:
            self._unknown(entry, column, said)
            return None
        question = Asked("tahun", "tahun", column, said, FIRST_AND_LAST, options=(FIRST_AND_LAST, UNKNOWN))
        entry.ask(question, f"Hanya tahun ({said}); harinya ditanyakan.")
        return None

    def _doubtful(self, entry: Entry, column: str, said: str, why: str) -> date | None:
        """A cell that holds no day: what somebody answered of it or of all like it, else a question."""
        said = " ".join(said.split())[:150]
        answer = self.answers.to("hari", column, said)
        if answer == UNKNOWN:
            self._unknown(entry, column, said)
            return None
        if answer:
            try:
                return cells.day(answer, self.epoch)
            except Wrong:
                pass
        entry.ask(Asked("hari", column, column, said, UNKNOWN, why, (UNKNOWN,)), why)
        return None

    def _unknown(self, entry: Entry, column: str, said: str) -> None:
        entry.remark(column, f"{HEADS[column]} tertulis “{said}” dan dicatat sebagai tidak diketahui.")
        if column == "berakhir":
            entry.open_ended, entry.ends_when = True, "tanggal berakhir belum diketahui"

    def _has_no_end(self, entry: Entry, said: str) -> bool:
        """Whether a text says that no day ends it, or what does instead."""
        term = read_term(said, entry.effective_on, self.epoch)
        if not term.has_no_last_day:
            return False
        self._promises(entry, term)
        entry.effective_on = term.begins or entry.effective_on
        if term.open_ended:
            entry.open_ended = True
            return True
        text = term.as_written.strip(" .")
        answer = self.answers.to("akhir", EVENT, text)
        if answer in (EVENT, OPEN):
            entry.open_ended, entry.ends_when = True, text[:200] if answer == EVENT else ""
        elif not answer:
            question = Asked("akhir", EVENT, "masa", text, EVENT, "berakhir oleh peristiwa, bukan tanggal", (EVENT, OPEN))
            entry.ask(question, f"Berakhir menurut peristiwa: “{text[:80]}”. Pilih pada halaman impor.")
            entry.open_ended = True
        return entry.open_ended

    def _span(self, entry: Entry, row: Row) -> None:
        """The end by "Masa Berlaku"; without any, asked."""
        value = row.values.get("masa")
        if is_blank(value):
            if not any(question.column == "berakhir" for question in entry.asked):
                self._without_end(entry, row)
            return
        said = value if isinstance(value, str) else str(value)
        if self._has_no_end(entry, said):
            return
        self._promises(entry, read_term(value, entry.effective_on, self.epoch))
        if found := YEARS.fullmatch(said.strip()):
            self._of_years(entry, said, int(found[1]), int(found[2]))
            return
        try:
            first, last = span(value, entry.effective_on, self.epoch)
        except Wrong as wrong:
            self._doubtful_span(entry, said, str(wrong))
            return
        entry.effective_on, entry.expires_on = first or entry.effective_on, last
        if last is None:
            self._without_end(entry, row)

    def _of_years(self, entry: Entry, said: str, first: int, last: int) -> None:
        """Two years: whole years, or from the day of signing on; asked once."""
        ends = self._of_year(entry, "masa", said, self._last(last))
        if ends is not None:
            entry.expires_on = ends
            begins = self._first(first)
            is_within = entry.effective_on is not None and entry.effective_on.year == first
            entry.effective_on = entry.effective_on if is_within else begins

    def _doubtful_span(self, entry: Entry, said: str, why: str) -> None:
        said = " ".join(said.split())[:150]
        answer = self.answers.to("hari", "masa", said)
        if answer == UNKNOWN:
            entry.remark("masa", f"Masa berlaku tertulis “{said}” dan dicatat sebagai tidak diketahui.")
            entry.open_ended, entry.ends_when = True, f"menurut naskah: {said}"[:200]
            return
        if answer:
            try:
                first, last = span(answer, entry.effective_on, self.epoch)
                entry.effective_on, entry.expires_on = first or entry.effective_on, last
                return
            except Wrong:
                pass
        entry.ask(Asked("hari", "masa", "masa", said, UNKNOWN, why, (UNKNOWN,)), why)

    def _promises(self, entry: Entry, term: Term) -> None:
        """What the term says of renewal and notice."""
        entry.renews_itself = entry.renews_itself or term.tacit
        entry.notice_months = term.notice_months or entry.notice_months

    def _compare(self, entry: Entry, term: Term) -> None:
        """A term beside the days: what it promises is kept, where it says other days the days of their own columns count."""
        self._promises(entry, term)
        for doubt in doubts_beside(term, entry.signed_on, entry.effective_on, entry.expires_on):
            entry.remark("masa", f"{doubt} Kolom tanggal yang dipakai.")

    def _without_end(self, entry: Entry, row: Row) -> None:
        column = "berakhir" if "berakhir" in row.values else "masa"
        answer = self.answers.to("akhir", "kosong")
        if answer in (OPEN, UNKNOWN):
            entry.open_ended = True
            entry.ends_when = "tanggal berakhir belum diketahui" if answer == UNKNOWN else ""
            return
        question = Asked("akhir", "kosong", column, "", UNKNOWN, "sel akhirnya kosong", (UNKNOWN, OPEN))
        entry.ask(question, "Tanggal berakhir dan masa berlaku kosong. Pilih pada halaman impor.")

    def _judge(self, entry: Entry, row: Row) -> None:
        ends_in = "berakhir" if "berakhir" in row.values else "masa"
        if entry.signed_on is None or entry.effective_on is None:
            column = "tanda_tangan" if "tanda_tangan" in row.values else "mulai"
            entry.wrong(column, "Tanggal penandatanganan atau mulai berlaku wajib diisi.")
            return
        if entry.signed_on > self.today:
            column = "tanda_tangan" if entry.signing_day_known else "mulai"
            entry.wrong(column, "Tanggal ini belum tiba. Yang belum ditandatangani diajukan sebagai usulan.")
            return
        last = entry.expires_on
        if last is not None and last < max(entry.effective_on, entry.signed_on):
            self._backwards(entry, ends_in, last)

    def _backwards(self, entry: Entry, column: str, last: date) -> None:
        """An end before the beginning: one of the days is wrong, and only a person knows which."""
        why = f"Berakhir ({last:%d/%m/%Y}) sebelum mulai berlaku atau ditandatangani."
        if self.answers.to("urutan", "urutan", f"{last}") == UNKNOWN:
            entry.expires_on, entry.open_ended = None, True
            entry.ends_when = f"tanggal berakhir belum diketahui (tertulis {last:%d/%m/%Y})"
            entry.remark(column, why)
            return
        entry.ask(Asked("urutan", "urutan", column, f"{last}", UNKNOWN, why, (UNKNOWN,)), why)
