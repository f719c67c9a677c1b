"""When a naskah was signed, from when until when it holds: read from the cells of a row, and asked
where they do not tell.
"""

import re
from collections.abc import Callable
from datetime import date, datetime

from dateutil.relativedelta import relativedelta

from kerjasama.writing.days import short_date

from . import cells
from .answers import Answers
from .cells import Wrong
from .entries import RegisterEntry, RowQuestion
from .sheets import SheetRow
from .terms import Term, doubts_beside, read_term

UNKNOWN, OPEN, FIRST_AND_LAST, EVENT, LEAVE_OUT = (
    "tidak-diketahui",
    "terbuka",
    "awal-akhir",
    "peristiwa",
    "lewati",
)
BLANK = re.compile(r"[\s\-–—_./]*|n/?a|nihil|belum ada|tidak ada|kosong", re.IGNORECASE)
YEAR = re.compile(r"(?:th(?:n|un)?\.?\s*|tahun\s+)?((?:19|20)\d\d)", re.IGNORECASE)
END_UNKNOWN = "tanggal berakhir belum diketahui"
AS_READ, UNITS = "terbaca", ("tahun", "bulan")
# A naskah rarely holds for more years; what seems to is more often misread or mistyped.
MOST_YEARS = 30
LONG, BESIDE, BARE, BARE_LONG = "lama", "bertentangan", "satuan", "besar"
HEADS = {
    "tanda_tangan": "Tanggal Penandatanganan",
    "mulai": "Mulai Berlaku",
    "berakhir": "Berakhir",
    "masa": "Masa Berlaku",
}


def is_blank(value: object) -> bool:
    return value is None or isinstance(value, str) and BLANK.fullmatch(value.strip()) is not None


class Terms:
    """Reads the days of rows. What a cell does not tell is asked once for all cells of its kind."""

    def __init__(self, answers: Answers, epoch: datetime, today: date) -> None:
        self.answers, self.epoch, self.today = answers, epoch, today
        self._length: Term | None = None

    def read(self, entry: RegisterEntry, row: SheetRow) -> None:
        before = len(entry.asked) + sum(note.is_error for note in entry.notes)
        signed = self._day(entry, row, "tanda_tangan", self._first)
        begins = self._day(entry, row, "mulai", self._first)
        ends = self._day(entry, row, "berakhir", self._last)
        entry.signed_on, entry.effective_on, entry.expires_on = signed, begins or signed, ends
        self._term(entry, row, begins)
        is_asked = any(
            question.column in ("tanda_tangan", "mulai", "masa") for question in entry.asked
        )
        if entry.effective_on is None and not is_asked:
            self._without_begin(entry, row)
        if entry.signed_on is None and entry.effective_on is not None:
            entry.signed_on, entry.signing_day_known = entry.effective_on, False
        if entry.effective_on is None:
            entry.effective_on = entry.signed_on
        self._count(entry)
        self._doubt_length(entry, row)
        if len(entry.asked) + sum(note.is_error for note in entry.notes) == before:
            self._judge(entry, row)

    def _day(
        self, entry: RegisterEntry, row: SheetRow, column: str, year: Callable[[int], date]
    ) -> date | None:
        """The day of a cell; None when it is blank, unknown by an answer, or asked."""
        value = row.values.get(column)
        if is_blank(value):
            return None
        said = " ".join((value if isinstance(value, str) else str(value)).split())
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

    def _first(self, year: int) -> date:
        return date(year, 1, 1)

    def _last(self, year: int) -> date:
        return date(year, 12, 31)

    def _of_year(self, entry: RegisterEntry, column: str, said: str, day: date) -> date | None:
        answer = self.answers.to("tahun", "tahun", said)
        if answer == FIRST_AND_LAST:
            entry.remark(column, f"{HEADS[column]} tertulis hanya tahun {day.year}.")
            return day
        if answer == UNKNOWN:
            self._unknown(entry, column, said)
            return None
        question = RowQuestion(
            "tahun", "tahun", column, said, FIRST_AND_LAST, options=(FIRST_AND_LAST, UNKNOWN)
        )
        entry.ask(question, f"Hanya tahun ({said}); harinya ditanyakan.")
        return None

    def _read(self, value: object, signed_on: date | None) -> Term:
        try:
            return read_term(value, signed_on, self.epoch)
        except Wrong as wrong:
            return Term(" ".join(str(value).split())[:150], doubts=(str(wrong),))

    def _has_no_end(self, entry: RegisterEntry, column: str, said: str) -> bool:
        """Whether a text says that no day ends it, or what does instead; in the column of the
        beginning it tells nothing else.
        """
        term = self._read(said, None)
        if not term.has_no_last_day or term.doubts:
            return False
        if column == "berakhir":
            self._leave_open(entry, term)
        return True

    @staticmethod
    def _leave_open(entry: RegisterEntry, term: Term) -> None:
        entry.open_ended = True
        entry.ends_when = term.as_written[:200] if term.until_event else ""

    def _doubtful(self, entry: RegisterEntry, column: str, said: str, why: str) -> date | None:
        """A cell that holds no day: what somebody answered of it or of all like it, else a
        question.
        """
        said = said[:150]
        answer = self.answers.to("hari", column, said)
        if answer == UNKNOWN:
            self._unknown(entry, column, said)
            return None
        if answer and (typed := self._typed(answer)):
            return typed
        entry.ask(RowQuestion("hari", column, column, said, UNKNOWN, why, (UNKNOWN,)), why)
        return None

    def _typed(self, answer: str) -> date | None:
        """The day that somebody typed as the answer for one cell."""
        try:
            return cells.day_of_cell(answer, self.epoch)
        except Wrong:
            return None

    def _likely(
        self, entry: RegisterEntry, column: str, said: str, day: date, why: str
    ) -> date | None:
        """A cell that shows its day all the same (another weekday, a month misspelt): the day is
        proposed, never dropped.
        """
        said = said[:150]
        answer = self.answers.to("terduga", column, said)
        if answer == AS_READ:
            entry.remark(column, f"Tertulis “{said}”, dicatat sebagai {short_date(day)}.")
            return day
        if answer == UNKNOWN:
            self._unknown(entry, column, said)
            return None
        if answer and (typed := self._typed(answer)):
            return typed
        told = f"{short_date(day)}. {why}"
        entry.ask(
            RowQuestion("terduga", column, column, said, AS_READ, why, (AS_READ, UNKNOWN), told),
            why,
        )
        return None

    def _unknown(self, entry: RegisterEntry, column: str, said: str) -> None:
        entry.empty(
            column, f"{HEADS[column]} tertulis “{said}” dan dicatat sebagai tidak diketahui."
        )
        if column == "berakhir":
            entry.open_ended, entry.ends_when = True, END_UNKNOWN

    def _term(self, entry: RegisterEntry, row: SheetRow, begins: date | None) -> None:
        """What "Masa Berlaku" says; where the end stands in a column of its own, only what it adds
        or says against it.
        """
        value = row.values.get("masa")
        if is_blank(value):
            if (
                entry.expires_on is None
                and not entry.open_ended
                and not self._asks_of(entry, "berakhir")
            ):
                self._without_end(entry, row)
            return
        said = " ".join(str(value).split())[:150]
        term = self._read(value, entry.signed_on or entry.effective_on)
        entry.renews_itself, entry.notice_months = term.tacit, term.notice_months
        if entry.expires_on is not None:
            if doubts := doubts_beside(term, entry.signed_on, begins, entry.expires_on):
                name = f"{said}; berakhir {short_date(entry.expires_on)}"
                self._doubt_end(entry, "masa", BESIDE, name, " ".join(doubts))
            return
        if entry.open_ended or self._asks_of(entry, "berakhir"):
            return
        self._take(entry, self._settled(entry, said, term), said)

    @staticmethod
    def _asks_of(entry: RegisterEntry, column: str) -> bool:
        return any(question.column == column for question in entry.asked)

    def _settled(self, entry: RegisterEntry, said: str, term: Term) -> Term | None:
        """The term as it was read, or as somebody answered where it is in doubt; None while that is
        asked.
        """
        if term.is_read and not term.doubts:
            return term
        if re.fullmatch(r"\d{1,3}", said):
            group = BARE_LONG if int(said) > MOST_YEARS else BARE
            unit = self.answers.to("satuan", group, said)
            if unit in UNITS:
                return self._read(f"{said} {unit}", entry.signed_on)
            if unit == UNKNOWN:
                entry.empty(
                    "masa",
                    f"Masa berlaku tertulis “{said}” tanpa satuan; berakhirnya dicatat sebagai"
                    " tidak diketahui.",
                )
                return Term(said, until_event=said)
            if not unit:
                self._ask_unit(entry, group, said)
                return None
        why = " ".join(term.doubts) or "Masa berlaku tidak terbaca."
        key = re.sub(r"\d+", "…", why)[:120]
        answer = self.answers.to("masa", key, said)
        if answer == UNKNOWN:
            entry.empty(
                "masa",
                f"Masa berlaku tertulis “{said}”; berakhirnya dicatat sebagai tidak diketahui.",
            )
            return Term(said, until_event=said)
        if answer == AS_READ and term.is_read:
            entry.remark("masa", f"Masa berlaku tertulis “{said}”. {why}")
            return term
        if answer and (typed := self._read(answer, entry.signed_on)).is_read:
            return typed
        options = (AS_READ, UNKNOWN) if term.is_read else (UNKNOWN,)
        entry.ask(RowQuestion("masa", key, "masa", said, options[0], why, options), why)
        return None

    @staticmethod
    def _ask_unit(entry: RegisterEntry, group: str, said: str) -> None:
        """A figure alone: years or months. More than a naskah holds in years is proposed as months."""  # noqa: E501
        is_long = group == BARE_LONG
        ground = f"angka tanpa satuan, lebih dari {MOST_YEARS}" if is_long else "angka tanpa satuan"
        proposal = "bulan" if is_long else ""
        question = RowQuestion("satuan", group, "masa", said, proposal, ground, (*UNITS, UNKNOWN))
        entry.ask(question, f"Angka {said} tanpa satuan: tahun atau bulan?")

    def _doubt_length(self, entry: RegisterEntry, row: SheetRow) -> None:
        """Longer than a naskah holds: asked about with the day that was read, however it was
        written.
        """
        first, last = entry.effective_on, entry.expires_on
        if first is None or last is None or last < first + relativedelta(years=MOST_YEARS, days=1):
            return
        column = "masa" if is_blank(row.values.get("berakhir")) else "berakhir"
        written = " ".join(str(row.values.get(column) or "").split())[:150]
        why = f"Berakhir {short_date(last)}, lebih dari {MOST_YEARS} tahun sesudah mulai berlaku."
        self._doubt_end(entry, column, LONG, f"{written}; berakhir {short_date(last)}", why)

    def _doubt_end(self, entry: RegisterEntry, column: str, key: str, name: str, why: str) -> None:
        """An end that was read and may be wrong all the same: taken, unknown, typed, or asked."""
        answer = self.answers.to("masa", key, name)
        if answer == AS_READ:
            entry.remark(column, why)
        elif answer == UNKNOWN:
            entry.expires_on, entry.open_ended, entry.ends_when = None, True, END_UNKNOWN
            entry.empty(column, f"{why} Berakhirnya dicatat sebagai tidak diketahui.")
        elif answer and (last := self._read(answer, entry.signed_on).last_day(entry.effective_on)):
            entry.expires_on = last
            entry.remark(column, f"{why} Dibetulkan menjadi {short_date(last)}.")
        elif entry.expires_on:
            told = f"berakhir {short_date(entry.expires_on)}. {why}"
            entry.ask(
                RowQuestion("masa", key, column, name, AS_READ, why, (AS_READ, UNKNOWN), told), why
            )

    def _take(self, entry: RegisterEntry, term: Term | None, said: str) -> None:
        if term is None:
            return
        if term.begins and (entry.effective_on is None or entry.effective_on == entry.signed_on):
            entry.effective_on = term.begins
        if term.has_no_last_day:
            self._leave_open(entry, term)
            return
        self._length = term

    def _count(self, entry: RegisterEntry) -> None:
        """The end of a length, when it is known on which day it begins."""
        term, self._length = self._length, None
        if term is not None and entry.effective_on is not None:
            entry.expires_on = term.last_day(entry.effective_on)

    def _without_begin(self, entry: RegisterEntry, row: SheetRow) -> None:
        """No day at all: the year in the number or above the row, or a day that somebody assumes
        for all such rows.
        """
        column = next(
            (name for name in ("tanda_tangan", "mulai", "masa") if name in row.values), "judul"
        )
        number = f"{row.values.get('nomor') or ''} {row.values.get('nomor_tanggal') or ''}"
        years = re.findall(r"\b((?:19|20)\d\d)\b", number) or re.findall(
            r"\b((?:19|20)\d\d)\b", f"{row.sheet} {row.above}"
        )
        key = "tahun" if years else "kosong"
        answer = self.answers.to("mulai", key, f"baris {row.number} lembar {row.sheet}")
        if answer == FIRST_AND_LAST and years:
            entry.effective_on = date(int(years[-1]), 1, 1)
            entry.remark(
                column,
                f"Tanggal mulai tidak ada dalam register; dipakai 1 Januari {years[-1]} menurut"
                " tahun yang tertulis.",
            )
            return
        if answer:
            try:
                entry.effective_on = cells.day_of_cell(answer, self.epoch)
            except Wrong:
                entry.effective_on = None
            if entry.effective_on is not None:
                entry.remark(
                    column,
                    "Tanggal mulai tidak ada dalam register; dipakai anggapan"
                    f" {entry.effective_on:%d/%m/%Y}.",
                )
                return
        ground = "ada tahun pada nomor atau judulnya" if years else "tidak ada tahun pada nomornya"
        options = (FIRST_AND_LAST,) if years else ()
        question = RowQuestion(
            "mulai",
            key,
            column,
            f"baris {row.number} lembar {row.sheet}",
            options[0] if options else "",
            ground,
            options,
        )
        entry.ask(
            question,
            "Tanggal penandatanganan dan mulai berlaku tidak ada. Jawab pada halaman impor.",
        )

    def _without_end(self, entry: RegisterEntry, row: SheetRow) -> None:
        column = "berakhir" if "berakhir" in row.values else "masa"
        answer = self.answers.to("akhir", "kosong")
        if answer in (OPEN, UNKNOWN):
            entry.open_ended = True
            entry.ends_when = END_UNKNOWN if answer == UNKNOWN else ""
            return
        question = RowQuestion(
            "akhir", "kosong", column, "", UNKNOWN, "sel akhirnya kosong", (UNKNOWN, OPEN)
        )
        entry.ask(question, "Tanggal berakhir dan masa berlaku kosong. Pilih pada halaman impor.")

    def _judge(self, entry: RegisterEntry, row: SheetRow) -> None:
        ends_in = "berakhir" if "berakhir" in row.values else "masa"
        if entry.signed_on is None or entry.effective_on is None:
            column = "tanda_tangan" if "tanda_tangan" in row.values else "mulai"
            entry.wrong(column, "Tanggal penandatanganan atau mulai berlaku wajib diisi.")
            return
        if entry.signed_on > self.today:
            column = "tanda_tangan" if entry.signing_day_known else "mulai"
            entry.wrong(
                column, "Tanggal ini belum tiba. Yang belum ditandatangani diajukan sebagai usulan."
            )
            return
        last = entry.expires_on
        if last is None and not entry.open_ended:
            self._without_end(entry, row)
        if last is not None and last < max(entry.effective_on, entry.signed_on):
            self._backwards(entry, ends_in, last)

    def _backwards(self, entry: RegisterEntry, column: str, last: date) -> None:
        """An end before the beginning: one of the days is wrong, and only a person knows which."""
        why = f"Berakhir ({last:%d/%m/%Y}) sebelum mulai berlaku atau ditandatangani."
        if self.answers.to("urutan", "urutan", f"{last}") == UNKNOWN:
            entry.expires_on, entry.open_ended = None, True
            entry.ends_when = f"tanggal berakhir belum diketahui (tertulis {last:%d/%m/%Y})"
            entry.empty(column, why)
            return
        entry.ask(RowQuestion("urutan", "urutan", column, f"{last}", UNKNOWN, why, (UNKNOWN,)), why)
