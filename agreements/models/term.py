"""For how long a naskah holds: the value, and the columns of a case that say it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db import models
from django.utils.formats import date_format

from agreements.regulations.limits import Longest, longest_of, term_field_of
from agreements.regulations.vocabulary import Family

YEAR = 12  # months
PKS = "perjanjian_kerja_sama"


class Begin(models.TextChoices):
    SIGNING = "ttd", "Sejak ditandatangani"
    DAY = "tanggal", "Pada tanggal tertentu"
    EVENT = "peristiwa", "Sejak suatu peristiwa"


class End(models.TextChoices):
    LENGTH = "lama", "Setelah sekian bulan atau tahun"
    DAY = "tanggal", "Pada tanggal tertentu"
    BUDGET_YEAR = "anggaran", "Pada akhir suatu tahun anggaran"
    OPEN = "terbuka", "Tanpa tanggal berakhir"


@dataclass(frozen=True)
class NaskahTerm:
    """What a naskah says of its beginning, its end and its renewal."""

    begins: Begin = Begin.SIGNING
    begins_on: date | None = None
    event: str = ""
    happened_on: date | None = None  # the day of the event, once it is known
    ends: End = End.LENGTH
    months: int = 0
    until: date | None = None
    renews: bool = False
    notice_months: int | None = None
    review_on: date | None = None
    # Signed by each party at its own seat, so that the last signature counts.
    apart: bool = False

    @property
    def is_complete(self) -> bool:
        """Whether nothing that it needs is missing."""
        begins = {Begin.DAY: self.begins_on is not None, Begin.EVENT: bool(self.event)}
        ends = {End.LENGTH: self.months > 0, End.OPEN: True}
        return begins.get(self.begins, True) and ends.get(self.ends, self.until is not None)

    @property
    def is_open(self) -> bool:
        """Whether no day ends it."""
        return self.ends is End.OPEN

    @property
    def waits_for(self) -> str:
        """The event from which it is counted, while nobody knows the day of it."""
        if self.begins is Begin.EVENT and self.happened_on is None:
            return self.event
        return ""

    def first_day(self, signed_on: date | None) -> date | None:
        """The day from which it is counted; None while that is not known."""
        if self.begins is Begin.DAY:
            return self.begins_on
        if self.begins is Begin.EVENT:
            return self.happened_on
        return signed_on

    def last_day(self, signed_on: date | None) -> date | None:
        """The last day on which it holds; None where no day ends it or it cannot be counted yet."""
        if self.is_open:
            return None
        if self.ends is not End.LENGTH:
            return self.until
        first = self.first_day(signed_on)
        if first is None or not self.months:
            return None
        return first + relativedelta(months=self.months, days=-1)

    @property
    def renewal_months(self) -> int:
        """For how long it is renewed each time: as long as it is itself, a year where its days are
        no whole months. Its naskah says so before it is signed, so that what becomes known only
        later, as the day of the signing, does not count.
        """
        if self.ends is End.LENGTH and self.months:
            return self.months
        begins_on = self.begins_on if self.begins is Begin.DAY else None
        return whole_months(begins_on, self.until) or YEAR

    def why_against_law(self, limit: Longest, signed_on: date | None = None) -> str:
        """Why the law does not let it run so long; empty when it does."""
        if self.is_open:
            return (
                f"paling lama {limit.months} bulan menurut {limit.citation}, jadi tidak dapat tanpa"
                " tanggal berakhir."
            )
        if self.ends is End.LENGTH:
            return limit.why_not(self.months)
        first = self.first_day(signed_on)
        if first is None or self.until is None:
            return ""
        latest = first + relativedelta(months=limit.months, days=-1)
        if self.until <= latest:
            return ""
        return (
            f"paling lama {limit.months} bulan menurut {limit.citation}, jadi sampai"
            f" {date_format(latest, 'j F Y')}."
        )


def whole_months(first: date | None, last: date | None) -> int | None:
    """The length in months when it is a whole number of them; a naskah often names none."""
    if first is None or last is None:
        return None
    span = relativedelta(last + relativedelta(days=1), first)
    same_day = relativedelta(last, first)
    for length in (span, same_day):
        if not length.days:
            return min(length.years * YEAR + length.months, 1200) or None
    return None


def _begin_field(name: str) -> models.CharField:
    return models.CharField(name, max_length=10, choices=Begin, default=Begin.SIGNING)


def _end_field(name: str) -> models.CharField:
    return models.CharField(name, max_length=10, choices=End, default=End.LENGTH)


class TermContent(models.Model):
    """What the naskah of a case say of their term beside its months; a PKS may have its own.

    Of a recorded naskah only what follows from it is kept: from when until when it is in force.
    """

    mulai = _begin_field("mulai berlaku")
    mulai_pada = models.DateField("mulai berlaku pada tanggal", null=True, blank=True)
    mulai_peristiwa = models.CharField(
        "peristiwa yang memulainya", max_length=200, blank=True, default=""
    )
    akhir = _end_field("berakhir")
    akhir_pada = models.DateField("berakhir pada tanggal", null=True, blank=True)
    akhir_tahun = models.PositiveSmallIntegerField("tahun anggaran", null=True, blank=True)
    pks_mulai = _begin_field("mulai berlaku PKS")
    pks_mulai_pada = models.DateField("PKS mulai berlaku pada tanggal", null=True, blank=True)
    pks_mulai_peristiwa = models.CharField(
        "peristiwa yang memulai PKS", max_length=200, blank=True, default=""
    )
    pks_akhir = _end_field("PKS berakhir")
    pks_akhir_pada = models.DateField("PKS berakhir pada tanggal", null=True, blank=True)
    pks_akhir_tahun = models.PositiveSmallIntegerField("tahun anggaran PKS", null=True, blank=True)
    renews_itself = models.BooleanField("diperpanjang otomatis", default=False)
    # Written at each signing: the naskah signed last ends on its day, whatever `renews_itself` says
    # of one still to come. Of a recorded naskah `renews_itself` alone speaks.
    ends_on_its_day = models.BooleanField(default=False, editable=False)
    notice_months = models.PositiveSmallIntegerField(
        "pemberitahuan (bulan sebelumnya)", null=True, blank=True
    )
    tinjau_pada = models.DateField("ditinjau setiap tahun, pertama kali", null=True, blank=True)
    # Where a naskah at home is signed; abroad its own steps ask for that.
    tempat_naskah = models.CharField(
        "tempat penandatanganan", max_length=150, blank=True, default=""
    )
    ttd_terpisah = models.BooleanField(
        "ditandatangani di kedudukan masing-masing pihak", default=False
    )
    judul_kontrak = models.BooleanField("PKS berjudul Kontrak", default=False)
    # The day of the event that begins it, written when it is recorded.
    peristiwa_pada = models.DateField("tanggal peristiwa", null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def renews_now(self) -> bool:
        """Whether the naskah in force renews itself; as `RENEWS_NOW`."""
        return self.renews_itself and not self.ends_on_its_day


RENEWS_NOW = models.Q(renews_itself=True, ends_on_its_day=False)
BEGINNING_AND_END = (
    "mulai",
    "mulai_pada",
    "mulai_peristiwa",
    "akhir",
    "akhir_pada",
    "akhir_tahun",
)
FOR_PKS = "pks_"
PKS_TERM_FIELDS = tuple(f"{FOR_PKS}{name}" for name in BEGINNING_AND_END)
RENEWAL_FIELDS = ("renews_itself", "notice_months", "tinjau_pada")
TERM_FIELDS = (*BEGINNING_AND_END, *PKS_TERM_FIELDS, *RENEWAL_FIELDS)
SIGNING_FIELDS = ("tempat_naskah", "ttd_terpisah", "judul_kontrak")
# All columns from which the term of a naskah follows.
STATING = (
    *TERM_FIELDS,
    "ttd_terpisah",
    "judul_kontrak",
    "jangka_waktu_bulan",
    "pks_bulan",
    "loi_bulan",
    "peristiwa_pada",
)


def term_in(values: Mapping[str, Any], prefix: str, months: int | None) -> NaskahTerm:
    """The term that these columns, or fields of a form, say."""
    year = values.get(f"{prefix}akhir_tahun")
    ends = End(values.get(f"{prefix}akhir") or End.LENGTH)
    until = values.get(f"{prefix}akhir_pada")
    if ends is End.BUDGET_YEAR:
        until = date(year, 12, 31) if year else None
    return NaskahTerm(
        begins=Begin(values.get(f"{prefix}mulai") or Begin.SIGNING),
        begins_on=values.get(f"{prefix}mulai_pada"),
        event=(values.get(f"{prefix}mulai_peristiwa") or "").strip(),
        happened_on=values.get("peristiwa_pada"),
        ends=ends,
        months=months or 0,
        until=until,
        renews=bool(values.get("renews_itself")),
        notice_months=values.get("notice_months"),
        review_on=values.get("tinjau_pada"),
        apart=bool(values.get("ttd_terpisah")),
    )


def term_of_kind(values: Mapping[str, Any], family: Family, kind: str) -> NaskahTerm:
    """The term of a naskah of that kind. A PKS without one of its own has that of the cooperation;
    what the law limits neither renews itself nor is left open.
    """
    months = values.get(term_field_of(kind)) or values.get("jangka_waktu_bulan")
    prefix = FOR_PKS if kind == PKS and _is_own(values) else ""
    term = term_in(values, prefix, months)
    if term_field_of(kind) not in ("jangka_waktu_bulan", "pks_bulan"):
        return NaskahTerm(months=term.months)
    if longest_of(family, kind):
        return replace(term, renews=False, notice_months=None, review_on=None)
    return term


def _is_own(values: Mapping[str, Any]) -> bool:
    """Whether something is said of the term of the PKS."""
    begins = values.get("pks_mulai") or Begin.SIGNING
    ends = values.get("pks_akhir") or End.LENGTH
    return bool(values.get("pks_bulan")) or begins != Begin.SIGNING or ends != End.LENGTH
