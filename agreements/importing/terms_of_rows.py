"""When a naskah was signed, from when until when it holds: read from the cells of a row, and asked
where they do not tell.
"""

import re
from datetime import date, datetime

from dateutil.relativedelta import relativedelta

from kerjasama.writing.days import short_date

from .answers import Answers
from .days_of_rows import (
    AS_READ,
    END_UNKNOWN,
    FIRST_AND_LAST,
    UNKNOWN,
    DayReader,
    first_day_of_year,
    is_blank,
    last_day_of_year,
    leave_open,
)
from .entries import RegisterEntry, RowQuestion, Topic
from .sheets import SheetRow
from .term import Term
from .terms import doubts_beside

OPEN, EVENT, LEAVE_OUT = "terbuka", "peristiwa", "lewati"
YEAR_IN_TEXT = re.compile(r"\b((?:19|20)\d\d)\b")
UNITS = ("tahun", "bulan")
# A naskah rarely holds for more years; what seems to is more often misread or mistyped.
MOST_YEARS = 30
LONG, BESIDE, BARE, BARE_LONG = "lama", "bertentangan", "satuan", "besar"


def _number_of_errors(entry: RegisterEntry) -> int:
    return len(entry.asked) + sum(note.is_error for note in entry.notes)


def _asks_of(entry: RegisterEntry, *columns: str) -> bool:
    return any(question.column in columns for question in entry.asked)


def _first_column_of(row: SheetRow, *columns: str) -> str:
    """The first of these columns that the sheet has; empty when it has none."""
    return next((column for column in columns if column in row.values), "")


def _years_written(row: SheetRow) -> list[str]:
    """The years in the numbers of a row, else in the name of its sheet and the heading above it."""
    number = f"{row.values.get('nomor') or ''} {row.values.get('nomor_tanggal') or ''}"
    return YEAR_IN_TEXT.findall(number) or YEAR_IN_TEXT.findall(f"{row.sheet} {row.above}")


class Terms:
    """Reads from when until when the naskah of rows hold. What is not told is asked once for all
    rows of its kind.
    """

    def __init__(self, answers: Answers, epoch: datetime, today: date) -> None:
        self.answers = answers
        self.today = today
        self.days = DayReader(answers, epoch)
        self._length: Term | None = None

    def read(self, entry: RegisterEntry, row: SheetRow) -> None:
        """Set the days of the row; what is missing or in doubt is asked or noted."""
        before = _number_of_errors(entry)
        signed = self.days.day_in_column(entry, row, "tanda_tangan", first_day_of_year)
        begins = self.days.day_in_column(entry, row, "mulai", first_day_of_year)
        ends = self.days.day_in_column(entry, row, "berakhir", last_day_of_year)
        entry.signed_on, entry.effective_on, entry.expires_on = signed, begins or signed, ends
        self._term(entry, row, begins)
        if entry.effective_on is None and not _asks_of(entry, "tanda_tangan", "mulai", "masa"):
            self._without_begin(entry, row)
        if entry.signed_on is None and entry.effective_on is not None:
            entry.signed_on, entry.signing_day_known = entry.effective_on, False
        if entry.effective_on is None:
            entry.effective_on = entry.signed_on
        self._count(entry)
        self._doubt_length(entry, row)
        if _number_of_errors(entry) == before:
            self._judge(entry, row)

    def _term(self, entry: RegisterEntry, row: SheetRow, begins: date | None) -> None:
        """What "Masa Berlaku" says; where the end stands in a column of its own, only what it adds
        or says against it.
        """
        value = row.values.get("masa")
        has_end = entry.open_ended or _asks_of(entry, "berakhir")
        if is_blank(value):
            if entry.expires_on is None and not has_end:
                self._without_end(entry, row)
            return
        said = " ".join(str(value).split())[:150]
        term = self.days.term_of(value, entry.signed_on or entry.effective_on)
        entry.renews_itself, entry.notice_months = term.tacit, term.notice_months
        if entry.expires_on is not None:
            doubts = doubts_beside(term, entry.signed_on, begins, entry.expires_on)
            name = f"{said}; berakhir {short_date(entry.expires_on)}"
            if doubts:
                self._doubt_end(entry, "masa", BESIDE, name, " ".join(doubts))
        elif not has_end:
            self._take_answered(entry, said, term)

    def _take_answered(self, entry: RegisterEntry, said: str, term: Term) -> None:
        """Take the term as it was read, or as somebody answered where it is in doubt."""
        if term.is_read and not term.doubts:
            self._take(entry, term)
        elif re.fullmatch(r"\d{1,3}", said):
            self._take(entry, self._term_of_bare_number(entry, said, term))
        else:
            self._take(entry, self._doubtful_term(entry, said, term))

    def _term_of_bare_number(self, entry: RegisterEntry, said: str, term: Term) -> Term | None:
        """The term of a figure without a unit, as somebody answered; None while that is asked."""
        group = BARE
        if int(said) > MOST_YEARS:
            group = BARE_LONG
        unit = self.answers.to(Topic.LENGTH_WITHOUT_UNIT, group, said)
        if unit in UNITS:
            return self.days.term_of(f"{said} {unit}", entry.signed_on)
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
        return self._doubtful_term(entry, said, term)

    def _doubtful_term(self, entry: RegisterEntry, said: str, term: Term) -> Term | None:
        """A term in doubt: as it was read or as somebody answered; None while that is asked."""
        why = " ".join(term.doubts) or "Masa berlaku tidak terbaca."
        key = re.sub(r"\d+", "…", why)[:120]
        answer = self.answers.to(Topic.DOUBTFUL_TERM, key, said)
        if answer == UNKNOWN:
            entry.empty(
                "masa",
                f"Masa berlaku tertulis “{said}”; berakhirnya dicatat sebagai tidak diketahui.",
            )
            return Term(said, until_event=said)
        if answer == AS_READ and term.is_read:
            entry.remark("masa", f"Masa berlaku tertulis “{said}”. {why}")
            return term
        if answer and (typed := self.days.term_of(answer, entry.signed_on)).is_read:
            return typed
        options: tuple[str, ...] = (UNKNOWN,)
        if term.is_read:
            options = (AS_READ, UNKNOWN)
        entry.ask(
            RowQuestion(Topic.DOUBTFUL_TERM, key, "masa", said, options[0], why, options),
            why,
        )
        return None

    @staticmethod
    def _ask_unit(entry: RegisterEntry, group: str, said: str) -> None:
        """A figure alone: years or months; more than a naskah holds in years is read as months."""
        ground, proposal = "angka tanpa satuan", ""
        if group == BARE_LONG:
            ground, proposal = f"angka tanpa satuan, lebih dari {MOST_YEARS}", "bulan"
        question = RowQuestion(
            Topic.LENGTH_WITHOUT_UNIT,
            group,
            "masa",
            said,
            proposal,
            ground,
            (*UNITS, UNKNOWN),
        )
        entry.ask(question, f"Angka {said} tanpa satuan: tahun atau bulan?")

    def _doubt_length(self, entry: RegisterEntry, row: SheetRow) -> None:
        """Longer than a naskah holds: asked about with the day that was read, however it was
        written.
        """
        first, last = entry.effective_on, entry.expires_on
        if first is None or last is None or last < first + relativedelta(years=MOST_YEARS, days=1):
            return
        column = "berakhir"
        if is_blank(row.values.get(column)):
            column = "masa"
        written = " ".join(str(row.values.get(column) or "").split())[:150]
        why = f"Berakhir {short_date(last)}, lebih dari {MOST_YEARS} tahun sesudah mulai berlaku."
        self._doubt_end(entry, column, LONG, f"{written}; berakhir {short_date(last)}", why)

    def _doubt_end(self, entry: RegisterEntry, column: str, key: str, name: str, why: str) -> None:
        """An end that was read and may be wrong all the same: taken, unknown, typed, or asked."""
        answer = self.answers.to(Topic.DOUBTFUL_TERM, key, name)
        if answer == AS_READ:
            entry.remark(column, why)
            return
        if answer == UNKNOWN:
            entry.expires_on, entry.open_ended, entry.ends_when = None, True, END_UNKNOWN
            entry.empty(column, f"{why} Berakhirnya dicatat sebagai tidak diketahui.")
            return
        typed = self.days.term_of(answer, entry.signed_on)
        if typed.has_no_last_day:
            entry.expires_on = None
            leave_open(entry, typed)
            entry.remark(column, f"{why} Dibetulkan menjadi “{answer}”.")
        elif last := typed.last_day(entry.effective_on):
            entry.expires_on = last
            entry.remark(column, f"{why} Dibetulkan menjadi {short_date(last)}.")
        elif entry.expires_on:
            question = RowQuestion(
                kind=Topic.DOUBTFUL_TERM,
                key=key,
                column=column,
                name=name,
                proposal=AS_READ,
                ground=why,
                options=(AS_READ, UNKNOWN),
                proposal_text=f"berakhir {short_date(entry.expires_on)}. {why}",
            )
            entry.ask(question, why)

    def _take(self, entry: RegisterEntry, term: Term | None) -> None:
        if term is None:
            return
        if term.begins and (entry.effective_on is None or entry.effective_on == entry.signed_on):
            entry.effective_on = term.begins
        if term.has_no_last_day:
            leave_open(entry, term)
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
        column = _first_column_of(row, "tanda_tangan", "mulai", "masa") or "judul"
        years = _years_written(row)
        name = f"baris {row.number} lembar {row.sheet}"
        key = "kosong"
        if years:
            key = "tahun"
        answer = self.answers.to(Topic.DAYS_MISSING, key, name)
        if answer == FIRST_AND_LAST and years:
            entry.effective_on = date(int(years[-1]), 1, 1)
            entry.remark(
                column,
                f"Tanggal mulai tidak ada dalam register; dipakai 1 Januari {years[-1]} menurut"
                " tahun yang tertulis.",
            )
            return
        assumed = self.days.typed_day(answer)
        if assumed is not None:
            entry.effective_on = assumed
            entry.remark(
                column,
                f"Tanggal mulai tidak ada dalam register; dipakai anggapan {assumed:%d/%m/%Y}.",
            )
            return
        if years:
            question = RowQuestion(
                kind=Topic.DAYS_MISSING,
                key=key,
                column=column,
                name=name,
                proposal=FIRST_AND_LAST,
                ground="ada tahun pada nomor atau judulnya",
                options=(FIRST_AND_LAST,),
            )
        else:
            question = RowQuestion(
                Topic.DAYS_MISSING, key, column, name, ground="tidak ada tahun pada nomornya"
            )
        entry.ask(
            question,
            "Tanggal penandatanganan dan mulai berlaku tidak ada. Jawab pada halaman impor.",
        )

    def _without_end(self, entry: RegisterEntry, row: SheetRow) -> None:
        answer = self.answers.to(Topic.END_MISSING, "kosong")
        if answer in (OPEN, UNKNOWN):
            entry.open_ended = True
            entry.ends_when = ""
            if answer == UNKNOWN:
                entry.ends_when = END_UNKNOWN
            return
        question = RowQuestion(
            kind=Topic.END_MISSING,
            key="kosong",
            column=_first_column_of(row, "berakhir") or "masa",
            proposal=UNKNOWN,
            ground="sel akhirnya kosong",
            options=(UNKNOWN, OPEN),
        )
        entry.ask(question, "Tanggal berakhir dan masa berlaku kosong. Pilih pada halaman impor.")

    def _judge(self, entry: RegisterEntry, row: SheetRow) -> None:
        """Say what is wrong with the days that were read: missing, to come, or in no order."""
        if entry.signed_on is None or entry.effective_on is None:
            column = _first_column_of(row, "tanda_tangan") or "mulai"
            entry.wrong(column, "Tanggal penandatanganan atau mulai berlaku wajib diisi.")
            return
        if entry.signed_on > self.today:
            column = "mulai"
            if entry.signing_day_known:
                column = "tanda_tangan"
            entry.wrong(
                column, "Tanggal ini belum tiba. Yang belum ditandatangani diajukan sebagai usulan."
            )
            return
        last = entry.expires_on
        if last is None:
            if not entry.open_ended:
                self._without_end(entry, row)
        elif last < max(entry.effective_on, entry.signed_on):
            self._backwards(entry, _first_column_of(row, "berakhir") or "masa", last)

    def _backwards(self, entry: RegisterEntry, column: str, last: date) -> None:
        """An end before the beginning: one of the days is wrong, and only a person knows which."""
        why = f"Berakhir ({last:%d/%m/%Y}) sebelum mulai berlaku atau ditandatangani."
        if self.answers.to(Topic.END_BEFORE_BEGINNING, "urutan", f"{last}") == UNKNOWN:
            entry.expires_on, entry.open_ended = None, True
            entry.ends_when = f"tanggal berakhir belum diketahui (tertulis {last:%d/%m/%Y})"
            entry.empty(column, why)
            return
        entry.ask(
            RowQuestion(
                Topic.END_BEFORE_BEGINNING,
                "urutan",
                column,
                f"{last}",
                UNKNOWN,
                why,
                (UNKNOWN,),
            ),
            why,
        )
