"""Disputes about signed agreements, and what each step of their road brought."""

from django.conf import settings
from django.db import models

from agreements.regulations.disputes import DisputeStep, dispute_step


class DisputeQuerySet(models.QuerySet):
    def still_open(self) -> "DisputeQuerySet":
        """Those whose road has not ended and which nobody withdrew."""
        return self.exclude(step="").filter(withdrawn_at=None)


class Dispute(models.Model):
    """A dispute about one agreement. `step` is where it is now; empty once it is settled. One that
    was recorded by mistake is withdrawn, wherever it is.
    """

    agreement = models.ForeignKey("agreements.Agreement", models.PROTECT, related_name="disputes")
    subject = models.TextField("pokok perselisihan")
    opened_on = models.DateField("tanggal timbul")
    step = models.CharField(max_length=20, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    withdrawal_reason = models.TextField("alasan penarikan", blank=True)

    objects = DisputeQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_on", "-pk"]
        indexes = [models.Index(fields=["step"], name="dispute_step")]

    def __str__(self) -> str:
        return self.subject

    @property
    def is_open(self) -> bool:
        """Whether its road has not ended, and nobody withdrew it."""
        return bool(self.step) and not self.is_withdrawn

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None

    @property
    def present_step(self) -> DisputeStep | None:
        """The step that it is in; None once it is settled or withdrawn."""
        return dispute_step(self.agreement.track.family, self.step) if self.is_open else None


class DisputeRecord(models.Model):
    """What one step brought, with its paper: a berita acara, a permohonan, a Keputusan."""

    agreement = models.ForeignKey("agreements.Agreement", models.PROTECT, related_name="+")
    dispute = models.ForeignKey(Dispute, models.PROTECT, related_name="records")
    step = models.CharField(max_length=20)
    outcome = models.CharField("hasil", max_length=100)
    day = models.DateField("tanggal")
    number = models.CharField("nomor berita acara atau surat", max_length=100, blank=True)
    note = models.TextField("isi kesepakatan atau keputusan")
    sha256 = models.CharField(max_length=64, blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]

    @property
    def title(self) -> str:
        """The step as the law calls it."""
        return dispute_step(self.agreement.track.family, self.step).title
