"""Whole cases gathered into one file, for some days."""

from django.conf import settings
from django.db import models

from .document import DocumentState, MadeByWorker


class BundleForm(models.TextChoices):
    ZIP = "zip", "ZIP"
    PDF = "pdf", "PDF gabungan"


class BundleState(models.TextChoices):
    QUEUED = DocumentState.QUEUED.value, "Sedang dibuat"
    READY = DocumentState.READY.value, "Siap"
    FAILED = DocumentState.FAILED.value, "Gagal dibuat"


class Bundle(MadeByWorker, models.Model):
    """One gathering of a case; `worked_at` is the last sign of life of the worker that makes it."""

    agreement = models.ForeignKey("agreements.Agreement", models.PROTECT, related_name="bundles")
    form = models.CharField("bentuk", max_length=5, choices=BundleForm)
    state = models.CharField(max_length=10, choices=BundleState, default=BundleState.QUEUED)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    missing = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    requested_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)
    worked_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "form"],
                condition=models.Q(state=BundleState.QUEUED),
                name="one_bundle_in_the_making",
            )
        ]

    @property
    def file_name(self) -> str:
        return f"berkas-kerja-sama-{self.agreement_id}-{self.pk}.{self.form}"
