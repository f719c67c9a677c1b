"""The Lembar Pimpinan of one week: the figures as they were read once, and the page printed of
them.
"""

from datetime import date, timedelta

from django.conf import settings
from django.db import models

from .document import DocumentState, MadeByWorker


class LeadersSheet(MadeByWorker, models.Model):
    """`week` is its Monday. `facts` never change, so that the page tells for ever what was read
    then.
    """

    week = models.DateField(unique=True)
    facts = models.JSONField()
    state = models.CharField(max_length=10, choices=DocumentState, default=DocumentState.QUEUED)
    sha256 = models.CharField(max_length=64, blank=True)
    error = models.TextField(blank=True)
    requested_at = models.DateTimeField(auto_now_add=True)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["-week"]

    def __str__(self) -> str:
        return f"Lembar Pimpinan minggu {self.week:%d-%m-%Y}"

    @property
    def number(self) -> int:
        """The week of the year."""
        return self.week.isocalendar().week

    @property
    def sunday(self) -> date:
        return self.week + timedelta(6)
