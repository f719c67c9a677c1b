"""What became of an activity in one quarter: reported by the OPD with evidence, verified or sent
back by Bagian Kerja Sama.
"""

from datetime import date
from decimal import Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from kerjasama.web.in_state import InState

from .activity import SOURCES, Activity


class ProgressState(models.TextChoices):
    SUBMITTED = "diajukan", "Menunggu verifikasi"
    RETURNED = "dikembalikan", "Dikembalikan"
    VERIFIED = "diverifikasi", "Terverifikasi"


def _amount(label: str) -> models.DecimalField:
    return models.DecimalField(
        label, max_digits=18, decimal_places=2, default=0, validators=[MinValueValidator(0)]
    )


class Progress(models.Model):
    """`percent` is how far the activity has come by the end of the quarter; the amounts are those
    of the quarter alone.
    """

    agreement = models.ForeignKey("agreements.Agreement", models.PROTECT, related_name="progress")
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="progress")
    quarter = models.PositiveSmallIntegerField(
        "triwulan", validators=[MinValueValidator(1), MaxValueValidator(4)]
    )
    percent = models.PositiveSmallIntegerField(
        "capaian fisik (persen)", validators=[MaxValueValidator(100)]
    )
    output = models.CharField("keluaran yang terealisasi", max_length=250)
    amount_region = _amount("realisasi APBD (rupiah)")
    amount_partner = _amount("realisasi mitra (rupiah)")
    amount_other = _amount("realisasi sumber lain (rupiah)")
    amount_in_kind = _amount("nilai barang/jasa yang diterima (rupiah)")
    note = models.TextField("keterangan", blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=15, choices=ProgressState, default=ProgressState.SUBMITTED)
    version = models.PositiveIntegerField(default=0)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField()
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    judged_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)

    is_submitted = InState(ProgressState.SUBMITTED)
    is_returned = InState(ProgressState.RETURNED)
    is_verified = InState(ProgressState.VERIFIED)

    class Meta:
        ordering = ["activity_id", "quarter"]
        indexes = [models.Index(fields=["state", "agreement"], name="progress_standing")]
        constraints = [
            models.UniqueConstraint(fields=["activity", "quarter"], name="one_progress_a_quarter"),
            models.CheckConstraint(
                condition=models.Q(quarter__range=(1, 4), percent__lte=100),
                name="progress_in_bounds",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=ProgressState.RETURNED) | ~models.Q(reason=""),
                name="progress_is_returned_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.activity.name}, triwulan {self.quarter} {self.activity.year}"

    @property
    def value(self) -> Decimal:
        return sum((getattr(self, field) for field in SOURCES), Decimal(0))

    @property
    def counts(self) -> bool:
        """Whether a report may speak of it; what was sent back it may not."""
        return self.state != ProgressState.RETURNED


def first_day_of_quarter(year: int, quarter: int) -> date:
    """The first day of a quarter."""
    return date(year, 3 * quarter - 2, 1)
