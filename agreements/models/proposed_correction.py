"""A correction that a second person has yet to confirm, because what it changes was signed."""

from django.conf import settings
from django.db import models


class ProposalState(models.TextChoices):
    PENDING = "menunggu", "Menunggu persetujuan"
    CONFIRMED = "disetujui", "Disetujui"
    REFUSED = "ditolak", "Ditolak"
    WITHDRAWN = "ditarik", "Ditarik"


class ProposedCorrection(models.Model):
    """New values for one record, as plain text by field; a file waits with it."""

    agreement = models.ForeignKey("agreements.Agreement", models.PROTECT, related_name="proposed_corrections")
    evidence = models.ForeignKey("agreements.Evidence", models.PROTECT, related_name="proposals")
    values = models.JSONField()
    sha256 = models.CharField(max_length=64, blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    signatures = models.JSONField(default=dict)
    reason = models.TextField("alasan koreksi")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    by_role = models.CharField(max_length=20)
    at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=10, choices=ProposalState, default=ProposalState.PENDING)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    answer = models.TextField("jawaban", blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["evidence"], condition=models.Q(state="menunggu"), name="one_pending_correction_of_a_record")
        ]

    def __str__(self) -> str:
        need = self.evidence.need
        return f"Usulan koreksi: {need.text if need else self.evidence.requirement_code}"
