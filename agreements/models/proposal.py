"""What one person proposes and a second one decides, because what it changes was signed or cannot
come back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils import timezone

if TYPE_CHECKING:
    from kerjasama.accounts.models import User


class ProposalState(models.TextChoices):
    PENDING = "menunggu", "Menunggu persetujuan"
    CONFIRMED = "disetujui", "Disetujui"
    REFUSED = "ditolak", "Ditolak"
    WITHDRAWN = "ditarik", "Ditarik"


class Proposal(models.Model):
    """Who proposed it and why, and who decided it how."""

    reason = models.TextField("alasan")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    by_role = models.CharField(max_length=20)
    at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=10, choices=ProposalState, default=ProposalState.PENDING)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    answer = models.TextField("jawaban", blank=True)

    class Meta:
        abstract = True
        ordering = ["pk"]

    def decide(self, user: User, state: str, answer: str = "") -> None:
        """Write down what was decided, by whom and when."""
        self.state, self.decided_by, self.decided_at, self.answer = (
            state,
            user,
            timezone.now(),
            answer,
        )
        self.save(update_fields=["state", "decided_by", "decided_at", "answer"])
