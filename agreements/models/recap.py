"""A recap of reports as PDF, made by the worker for whoever asked."""

from django.conf import settings
from django.db import models

from agreements.regulations.duties import RECAPPED

from .document import DocumentState, MadeByWorker


class Recap(MadeByWorker, models.Model):
    """`first` is the first day of the span that it covers."""

    family = models.CharField(max_length=20)
    first = models.DateField()
    state = models.CharField(max_length=10, choices=DocumentState, default=DocumentState.QUEUED)
    sha256 = models.CharField(max_length=64, blank=True)
    error = models.TextField(blank=True)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    requested_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["family", "first"], name="recap_of_span")]
        constraints = [
            models.UniqueConstraint(
                fields=["family", "first"],
                condition=models.Q(state=DocumentState.QUEUED),
                name="one_recap_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"Rekapitulasi laporan {RECAPPED[self.family][0]} mulai {self.first:%d-%m-%Y}"
