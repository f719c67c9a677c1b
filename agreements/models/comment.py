"""The discussion of a case."""

from django.db import models
from django.db.models import Q

from kerjasama.web.in_state import InState


class Tier(models.TextChoices):
    """Who reads a comment, of those who may open its case."""

    EVERYBODY = "semua", "Semua yang terlibat"
    REVIEWERS = "pemeriksa", "Bagian Kerja Sama dan pemeriksa"
    UNIT = "unit", "Unit saya"


class Comment(models.Model):
    """One word in the discussion of a case. Who reads it is asked in `policy.readable_comments`."""

    agreement = models.ForeignKey("agreements.Agreement", models.PROTECT, related_name="comments")
    text = models.TextField("tanggapan", max_length=4000)
    tier = models.CharField(
        "siapa yang membaca", max_length=10, choices=Tier, default=Tier.EVERYBODY
    )
    # Whose people read it, where it is for one unit.
    unit = models.ForeignKey("accounts.Unit", models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    is_for_everybody = InState(Tier.EVERYBODY, "tier")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(tier=Tier.UNIT, unit__isnull=False)
                | (~Q(tier=Tier.UNIT) & Q(unit__isnull=True)),
                name="comment_of_a_unit_names_it",
            )
        ]

    @property
    def readers(self) -> str:
        """Who reads it, in words."""
        return str(self.unit) if self.unit else self.get_tier_display()
