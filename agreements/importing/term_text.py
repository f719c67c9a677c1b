"""Reads the term of a naskah from a text: piece after piece is taken, and what is left over in the
end was not understood.
"""

import re
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from dateutil.relativedelta import relativedelta

from kerjasama.writing.days import MONTH_NAMES, short_date

from . import cells
from .cells import Wrong
from .lengths import LENGTH, Length, lengths_in
from .term import Term, until_end_of_year

LONGEST = 300  # letters of a cell that are read
MONTH = rf"(?:{'|'.join(sorted(MONTH_NAMES, key=len, reverse=True))})"
YEAR = r"(?:19|20|21)\d\d"
TO = r"(?:s\s*[./]?\s*d\b\.?|sampai(?:\s+dengan)?|hingga|until|to|-|ke)"
FULL_DAY = re.compile(
    rf"\b\d{{1,2}}[\s./-]*{MONTH}\b[\s./,-]*(?:{YEAR}|'?\d\d\b)|\b\d{{1,2}}[/.-]\d{{1,2}}[/.-](?:{YEAR}|\d\d\b)|\b{YEAR}-\d{{1,2}}-\d{{1,2}}\b"
)
MONTH_YEAR = re.compile(rf"\b({MONTH})[\s.,-]+({YEAR})\b")
HALF_RANGE = re.compile(rf"\b(\d{{1,2}})(?:\s+({MONTH}))?\s*{TO}\s*§(\d+)§")
MONTH_RANGE = re.compile(rf"\b({MONTH})\s*{TO}\s*¶(\d+)¶")
RANGE = re.compile(rf"[§¶](\d+)[§¶]\s*{TO}\s*(?:tanggal\s*)?[§¶](\d+)[§¶]")
BEGINNING = re.compile(
    rf"(?:sejak|mulai|terhitung|tmt|dari)\s*(?:(?!{TO}\b)[^\W§¶]+\s+){{0,3}}[§¶](\d+)[§¶]|[§¶](\d+)[§¶](?=\s*{TO}\s+[a-z])"
)
YEARS = re.compile(rf"^\W*(?:tahun\s+)?({YEAR})\s*(?:{TO}|/|–)\s*(?:tahun\s+)?({YEAR})\W*$")
ONE_YEAR = re.compile(
    rf"^\W*(?:{TO}\s+)?(?:(?:akhir|berakhirnya)\s+)?(?:(?:1|satu)\s*(?:\(\w+\)\s*)?)?(?:(?:tahun|thn|th)\.?\s+)?(?:anggaran\s+|ta\s+)?({YEAR})\W*$"
)
NOTICE = re.compile(
    rf"(?:(?:dengan\s+)?(?:pemberitahuan|memberitahukan|notice)\b[^.;§¶]*?)?{LENGTH}\s*(?:sebelum\w*|di\s*muka|prior|before)(?:\s+(?:masa|jangka|perjanjian|berakhir\w*|waktu|berlaku|habis|tanggal|pks|mou))*"
    rf"|(?:dengan\s+)?(?:pemberitahuan|notice)\b[^.;§¶\d]*{LENGTH}"
)
TACIT = re.compile(
    r"(?:(?:akan|dapat)\s+)?diperpanjang\s+(?:secara\s+)?otomatis|(?:secara\s+)?otomatis\s+(?:akan\s+)?(?:di)?perpanjang\w*"
    r"|perpanjangan\s+otomatis|auto\w*\s+renew\w*|diperpanjang\s+dengan\s+sendirinya|otomatis"
)
AGAIN = (
    rf"(?:\s+(?:untuk|selama|lagi|kembali|paling|lama|jangka|waktu))*(?:\s+{LENGTH})?(?:\s+(?:berikutnya|lagi|kembali))?"
    r"(?:\s+(?:setiap|tiap|per)\s+tahun(?:nya)?)?"
)
NOT_RENEWED = re.compile(r"(?:dan\s+)?tidak\s+(?:dapat\s+|bisa\s+|akan\s+)?(?:di)?perpanjang\w*")
RENEWED = re.compile(r"(?:dapat|bisa|boleh|akan)?\s*(?:di)?perpanjang(?:an)?\b")
ACCORDING = re.compile(
    r"(?:sesuai|atas|berdasarkan|dengan|bila|apabila|jika)\s+(?:kesepakatan|persetujuan|kebutuhan|evaluasi|disepakati)[^,;§¶]*"
)
OPEN = re.compile(
    r"(?:berlaku\s+)?(?:selamanya|selama-lamanya|seterusnya|permanen|seumur"
    r" hidup(?=\W*$)|unlimited|abadi)"
    r"|(?:waktu\s+)?(?:tidak|tak|tanpa)\s+(?:ter|di)?batas\w*(?:\s+waktu\w*)?|tanpa\s+jangka\s+waktu|(?:waktu\s+)?tidak\s+(?:di)?tentukan|tidak\s+ada\s+(?:batas|jangka)\w*(?:\s+waktu\w*)?"
)
EVENT = re.compile(
    rf"{TO}\s+(?!-)([a-z][^§¶]*)$|((?:selama|seumur)\s+[a-z][^§¶]*)$|^\W*(selesai(?:nya)?\s+\w.*|dicabut\w*)$"
)
BUDGET_YEAR = re.compile(
    r"^\W*(?:selama\s+)?(?:(\d|satu)\s*(?:\(\w+\)\s*)?)?(?:tahun|thn|th)\.?\s+anggaran(?:\s+berjalan|\s+ini)?\W*$"
)
FILLERS = frozenset(
    "selama terhitung sejak mulai tanggal tgl ttd tanda tangan ditandatangani ditandatanganinya"
    " penandatanganan berlaku kalender dan yang ini itu masa jangka waktu dengan pada saat hari"
    " dari perjanjian naskah pks mou kesepakatan bersama kerja sama kerjasama para pihak oleh kedua"
    " belah s d sd sampai hingga dihitung efektif lamanya ya adalah untuk serta lagi kembali"
    " berakhir akhir setelah sesudah dibuat disepakati berlakunya setiap tiap tahunnya nya wib wita"
    " tahun di".split()
)
PLAIN_SIGNS = {"–": "-", "—": "-", "’": "'", "s.d": "sd", "s/d": "sd"}
UNREAD = (
    "Masa berlaku tidak terbaca. Tulis misalnya 3 tahun, atau 1 Januari 2022 s.d. 31 Desember 2024."
)
ROUGH = re.compile(
    r"[±<>≤≥~]|\b(?:kurang lebih|maks\w*|min\w{3,}|paling"
    r" (?:lama|lambat|sedikit)|sekitar|kira-kira|lk)\b\.?"
)
YEARS_BESIDE = re.compile(rf"\(?\b({YEAR})\s*(?:{TO}|/)\s*({YEAR})\b\)?")
NO_END = "Kapan berakhirnya tidak tertulis."


@dataclass
class TermText:
    """One text that is being read: `rest` is what is not understood yet, `found` the fields of the
    Term so far, `days` the days for which marks stand in the rest.
    """

    written: str
    signed_on: date | None
    epoch: datetime
    rest: str = ""
    days: list[date] = field(default_factory=list)
    found: dict[str, Any] = field(default_factory=dict)
    doubts: list[str] = field(default_factory=list)

    def read(self) -> Term:
        """The term that the text says, with what is doubtful about it."""
        try:
            self.written = cells.text_of_cell(self.written, LONGEST)
        except Wrong as wrong:
            return Term(str(self.written)[:LONGEST], doubts=(str(wrong),))
        plain = self.written.casefold()
        for sign, plain_sign in PLAIN_SIGNS.items():
            plain = plain.replace(sign, plain_sign)
        plain = re.sub(r"\bse(?=(?:tahun|bulan|minggu|hari|semester)\b)", "satu ", plain)
        self.rest = re.sub(r"\bsd\.", "sd", plain).strip(" .,;*")
        if self._years_alone() or self._budget_year():
            return self._done()
        for step in (
            self._renewal,
            self._open_end,
            self._read_days,
            self._ranges,
            self._lengths,
            self._event,
            self._leftover,
        ):
            step()
        return self._done()

    def _done(self) -> Term:
        begins, ends = self.found.get("begins"), self.found.get("ends")
        if begins and ends and ends < begins:
            self.doubts.append("Berakhir sebelum mulai berlaku.")
            self.found["ends"] = None
        term = Term(self.written, doubts=tuple(dict.fromkeys(self.doubts)), **self.found)
        if term.is_read or term.doubts not in ((), (UNREAD,)):
            return term
        if self.found or re.search("tanda ?tangan", self.rest):
            return replace(term, doubts=(NO_END,))
        return replace(term, doubts=(UNREAD,))

    def _take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        found = pattern.search(self.rest)
        if found:
            self.rest = f"{self.rest[: found.start()]} {self.rest[found.end() :]}".strip()
        return found

    def _years_alone(self) -> bool:
        if found := YEARS.match(self.rest):
            first, last = int(found[1]), int(found[2])
            self.found |= {"begins": date(first, 1, 1), "ends": date(last, 12, 31)}
            self.doubts.append(
                f"Hanya tahun yang tertulis; dibaca 1 Januari {first} sampai 31 Desember {last}."
            )
        elif found := ONE_YEAR.match(self.rest):
            term = until_end_of_year(self.written, int(found[1]))
            self.found["ends"], self.doubts = term.ends, list(term.doubts)
        return bool(found)

    def _budget_year(self) -> bool:
        found = BUDGET_YEAR.match(self.rest)
        if found and found[1] in (None, "1", "satu") and self.signed_on:
            self.found["ends"] = date(self.signed_on.year, 12, 31)
            self.doubts.append(
                f"Satu tahun anggaran dibaca sampai 31 Desember {self.signed_on.year}."
            )
        elif found:
            self.doubts.append("Tahun anggaran: sebutkan tanggal berakhirnya.")
        return bool(found)

    def _renewal(self) -> None:
        if found := self._take(NOTICE):
            lengths = lengths_in(found[0])
            self.found["notice_months"] = None
            if lengths:
                self.found["notice_months"] = lengths[-1].in_months
            self.rest = re.sub(
                r"(?:dengan\s+)?(?:pemberitahuan|notice)\s*(?:tertulis|paling|lambat)*",
                " ",
                self.rest,
            )
        if self._take(re.compile(TACIT.pattern + AGAIN)):
            self.found |= {"tacit": True, "renewable": True}
        elif self._take(NOT_RENEWED):
            self.found["renewable"] = False
        elif self._take(re.compile(RENEWED.pattern + AGAIN)):
            self.found["renewable"] = True
        if "renewable" in self.found:
            self._take(ACCORDING)

    def _open_end(self) -> None:
        if self._take(OPEN):
            self.found["open_ended"] = True

    def _read_days(self) -> None:
        """Put a mark in the place of every day and of every month that is named without its day."""
        self.rest = FULL_DAY.sub(self._keep_day, self.rest)
        self.rest = MONTH_YEAR.sub(self._keep_month, self.rest)

    def _keep_day(self, found: re.Match[str]) -> str:
        try:
            day = cells.day_of_cell(found[0].strip(" .,-"), self.epoch)
        except Wrong as wrong:
            self.doubts.append(str(wrong))
            return " "
        self.days.append(day or date.min)
        return f" §{len(self.days) - 1}§ "

    def _keep_month(self, found: re.Match[str]) -> str:
        self.days.append(date(int(found[2]), MONTH_NAMES[found[1]], 1))
        self.doubts.append(
            "Hanya bulan dan tahun yang tertulis; dibaca dari hari pertama sampai hari terakhir"
            " bulannya."
        )
        return f" ¶{len(self.days) - 1}¶ "

    def _ranges(self) -> None:
        if found := HALF_RANGE.search(self.rest):
            self._begin_with_half(found)
        if found := self._take(MONTH_RANGE):
            last = self.days[int(found[2])]
            self.found |= {
                "begins": date(last.year, MONTH_NAMES[found[1]], 1),
                "ends": _end_of(last),
            }
        if found := self._take(RANGE):
            self.found |= {
                "begins": self.days[int(found[1])],
                "ends": self._last(found[0], int(found[2])),
            }
        if found := self._take(BEGINNING):
            self.found.setdefault("begins", self.days[int(found[1] or found[2])])
        if found := self._take(re.compile(rf"(?:{TO}\s*)?(?:tanggal\s*)?[§¶](\d+)[§¶]")):
            self.found.setdefault("ends", self._last(found[0], int(found[1])))
        if re.search("[§¶]", self.rest):
            self.doubts.append("Lebih dari dua tanggal tertulis.")
            self.rest = re.sub(r"[§¶]\d+[§¶]", " ", self.rest)

    def _begin_with_half(self, found: re.Match[str]) -> None:
        """ "12 s.d. 31 Januari 2021": the first day takes month and year from the second."""
        last = self.days[int(found[3])]
        month = MONTH_NAMES.get(found[2], last.month)
        try:
            first = date(last.year, month, int(found[1]))
        except ValueError:
            self.doubts.append(UNREAD)
            return
        if first > last and found[2]:
            first = first.replace(year=last.year - 1)
            self.doubts.append(f"Tahun mulainya tidak tertulis; dibaca {short_date(first)}.")
        self.found |= {"begins": first, "ends": last}
        self.rest = self.rest.replace(found[0], " ")

    def _last(self, written: str, place: int) -> date:
        if "¶" in written.rstrip()[-4:]:
            return _end_of(self.days[place])
        return self.days[place]

    def _lengths(self) -> None:
        found = lengths_in(self.rest)
        self.rest = re.sub(r"\(\s*\)", " ", re.sub(LENGTH, " ", self.rest))
        wrong = [length.wrong for length in found if length.wrong]
        if wrong:
            self.doubts += wrong
        elif len(found) > 1 and len({(one.months, one.days) for one in found}) > 1:
            self.doubts.append("Beberapa jangka waktu yang berbeda tertulis.")
        elif found:
            self._keep_length(found[0])

    def _keep_length(self, length: Length) -> None:
        self.found |= {"months": length.months or None, "days": length.days or None}
        begins, ends = self.found.get("begins"), self.found.get("ends")
        counted = Term(months=length.months, days=length.days).last_day(begins or self.signed_on)
        if ends and counted and abs((counted - ends).days) > 1:
            self.doubts.append(
                f"Lamanya memberi {short_date(counted)}, tanggalnya {short_date(ends)}."
            )

    def _event(self) -> None:
        found = EVENT.search(self.rest)
        if found is None or self._has_end():
            return
        event = (found[1] or found[2] or found[3]).strip()
        if not set(re.findall(r"[a-z]+", event)) - FILLERS:
            return
        place = self.written.casefold().rfind(event)
        if place >= 0:
            event = self.written[place:].strip(" .,;")
        self.found["until_event"] = event[:200]
        self.rest = self.rest[: found.start()]

    def _leftover(self) -> None:
        if self._has_end() and self._take(ROUGH):
            self.doubts.append("Lamanya hanya kira-kira atau batas saja.")
        self._years_beside()
        left = [word for word in re.findall(r"[^\W_]+", self.rest) if word not in FILLERS]
        if not left or self.doubts:
            return
        if self._has_end():
            self.doubts.append(f"Tidak terbaca: “{' '.join(left)[:60]}”.")
        else:
            self.doubts.append(UNREAD)

    def _years_beside(self) -> None:
        """ "5 tahun (2021-2026)": the years must fit what is counted."""
        length = Term(months=self.found.get("months"), days=self.found.get("days"))
        if not length.is_read or not (found := self._take(YEARS_BESIDE)):
            return
        start = self.found.get("begins") or self.signed_on
        last = self.found.get("ends") or length.last_day(start)
        years = start and last and (start.year, last.year)
        if years != (int(found[1]), int(found[2])):
            self.doubts.append(f"Tahun {found[1]}-{found[2]} tidak sesuai dengan lamanya.")

    def _has_end(self) -> bool:
        return any(
            self.found.get(name) for name in ("ends", "months", "days", "open_ended", "until_event")
        )


def _end_of(month: date) -> date:
    return month + relativedelta(months=1, days=-1)
