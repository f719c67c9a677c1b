"""When something that must happen now and then was last done: a backup, a restore drill."""

from django.db import models


class LastRun(models.Model):
    """The last run of one thing, and its last good one."""

    name = models.CharField(max_length=30, primary_key=True)
    at = models.DateTimeField()
    is_good = models.BooleanField()
    said = models.CharField(max_length=500, blank=True)
    good_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name
