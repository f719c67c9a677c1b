"""What people answered about the law: one row for each person and kind of cooperation."""

from django.conf import settings
from django.db import models

from agreements.regulations.families import Family


class SelfCheck(models.Model):
    """The last answers count; `missed` holds the codes of the questions answered wrongly."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="self_checks")
    family = models.CharField(max_length=20)
    asked = models.PositiveSmallIntegerField()
    missed = models.JSONField(default=list)
    at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-at"]
        constraints = [
            models.UniqueConstraint(fields=["user", "family"], name="one_self_check_per_family")
        ]

    def __str__(self) -> str:
        return f"{Family(self.family).label}: {self.right} dari {self.asked} benar"

    @property
    def right(self) -> int:
        """How many were answered rightly."""
        return self.asked - len(self.missed)

    @property
    def is_passed(self) -> bool:
        """Whether all were answered rightly, which counts as understood (a local norm)."""
        return not self.missed
