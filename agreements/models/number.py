"""Series of letter numbers and every number ever drawn; only documents.numbering writes numbers."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Upper

from kerjasama.web.in_state import InState


class Fate(models.TextChoices):
    """What becomes of a paper once its retention is over, by the schedule of the office (JRA)."""

    PERMANENT = "permanen", "Permanen"
    DESTROYED = "musnah", "Musnah"
    JUDGED = "dinilai kembali", "Dinilai kembali"


class NumberSeries(models.Model):
    """One run of numbers a year, for the region or for one unit alone; its row is locked while a
    number is drawn.
    """

    code = models.CharField("kode seri", max_length=20)
    title = models.CharField("nama seri", max_length=200)
    unit = models.ForeignKey(
        "accounts.Unit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="unit",
    )
    unit_code = models.CharField("kode unit", max_length=30, blank=True)
    pattern = models.CharField("pola nomor", max_length=60, blank=True)
    classification = models.CharField("kode klasifikasi arsip", max_length=30, blank=True)
    active_years = models.PositiveSmallIntegerField("retensi aktif (tahun)", null=True, blank=True)
    inactive_years = models.PositiveSmallIntegerField(
        "retensi inaktif (tahun)", null=True, blank=True
    )
    fate = models.CharField("nasib akhir", max_length=20, choices=Fate, blank=True)

    class Meta:
        ordering = ["code", "unit__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "unit"],
                nulls_distinct=False,
                name="one_series_for_a_unit",
                violation_error_message="Seri dengan kode ini sudah ada untuk unit itu.",
            ),
            models.CheckConstraint(
                condition=models.Q(active_years=None, inactive_years=None, fate="")
                | (
                    models.Q(active_years__isnull=False, inactive_years__isnull=False)
                    & ~models.Q(fate="")
                ),
                name="retention_is_told_whole",
                violation_error_message="Isi retensi aktif, inaktif, dan nasib akhir bersama-sama.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.unit}" if self.unit_id else self.code


class NumberStart(models.Model):
    """From which number a series goes on in a year: what came before was given outside this
    application.
    """

    series = models.ForeignKey(NumberSeries, models.PROTECT, related_name="starts")
    year = models.PositiveSmallIntegerField("tahun")
    first = models.PositiveIntegerField("mulai dari nomor")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["series", "-year"]
        constraints = [
            models.UniqueConstraint(fields=["series", "year"], name="one_start_a_year"),
            models.CheckConstraint(
                condition=models.Q(first__gte=1), name="numbers_begin_at_one_or_later"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.series} {self.year}: {self.first}"


class NumberState(models.TextChoices):
    RESERVED = "dipesan", "Dipesan"
    ISSUED = "terbit", "Terbit"
    CANCELLED = "batal", "Batal"


class Number(models.Model):
    """A number that was drawn. It never goes away: one that is cancelled stays with its reason and
    is not drawn again.
    """

    series = models.ForeignKey(NumberSeries, models.PROTECT, related_name="numbers")
    year = models.PositiveSmallIntegerField()
    urut = models.PositiveIntegerField()
    text = models.CharField(max_length=150, unique=True)
    state = models.CharField(max_length=10, choices=NumberState)
    document = models.ForeignKey(
        "agreements.Document", models.PROTECT, null=True, related_name="numbers"
    )
    agreement = models.ForeignKey(
        "agreements.Agreement", models.PROTECT, null=True, related_name="numbers"
    )
    reserved_for = models.CharField("untuk", max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField("alasan", max_length=300, blank=True)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    cancelled_at = models.DateTimeField(null=True)

    is_reserved = InState(NumberState.RESERVED)
    is_cancelled = InState(NumberState.CANCELLED)

    class Meta:
        ordering = ["series", "-year", "-urut"]
        indexes = [GinIndex(OpClass(Upper("text"), name="gin_trgm_ops"), name="number_text_part")]
        constraints = [
            models.UniqueConstraint(fields=["series", "year", "urut"], name="one_place_once"),
            models.UniqueConstraint(
                fields=["document"],
                condition=models.Q(state=NumberState.ISSUED),
                name="one_number_a_paper",
            ),
            models.CheckConstraint(
                condition=models.Q(state=NumberState.RESERVED, document=None)
                & ~models.Q(reserved_for="")
                | models.Q(state=NumberState.ISSUED)
                & (models.Q(document__isnull=False) | ~models.Q(reserved_for=""))
                | models.Q(state=NumberState.CANCELLED, cancelled_at__isnull=False)
                & ~models.Q(reason=""),
                name="each_number_says_what_became_of_it",
            ),
        ]

    def __str__(self) -> str:
        return self.text
