"""What people answered about the law: one row for each time somebody checked themselves."""

from django.conf import settings
from django.db import models

from agreements.regulations.families import Family


class SelfCheckQuerySet(models.QuerySet):
    def newest(self) -> "SelfCheckQuerySet":
        """The last of each person on each kind of cooperation."""
        return self.order_by("user", "family", "-at").distinct("user", "family")


class SelfCheck(models.Model):
    """`missed` holds the codes of the questions that were answered wrongly."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="self_checks")
    family = models.CharField(max_length=20)
    asked = models.PositiveSmallIntegerField()
    missed = models.JSONField(default=list)
    at = models.DateTimeField(auto_now_add=True)

    objects = SelfCheckQuerySet.as_manager()

    class Meta:
        ordering = ["-at"]
        indexes = [models.Index(fields=["user", "family", "-at"], name="newest_self_check")]

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
