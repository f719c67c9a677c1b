"""A trial of a track: the steps that a learner took, and nothing else."""

from django.conf import settings
from django.db import models


class Trial(models.Model):
    """One person's trial of one track. `steps` are pairs of what was done and its outcome; the case
    itself is walked anew from them whenever it is looked at, and never kept.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="trials")
    track_code = models.CharField(max_length=30)
    track_version = models.CharField(max_length=10)
    steps = models.JSONField(default=list)
    at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-at"]
        constraints = [
            models.UniqueConstraint(fields=["user", "track_code"], name="one_trial_of_a_track")
        ]

    def __str__(self) -> str:
        return f"Uji alur {self.track_code}: {len(self.steps)} langkah"
