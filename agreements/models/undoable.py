"""What an act changed, kept for the minutes in which whoever did it may take it back; the log is
not touched by it.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

if TYPE_CHECKING:
    from kerjasama.accounts.models import User


class UndoableQuerySet(models.QuerySet):
    def open_to(self, user: User) -> UndoableQuerySet:
        """What this person may still take back, as far as time alone decides; the newest first."""
        return self.done_since(user.pk, timezone.now() - undo_period())

    def done_since(self, user_id: int, since: datetime) -> UndoableQuerySet:
        """What this account did after that moment and did not take back; the newest first."""
        return self.filter(by=user_id, undone_at=None, at__gt=since).order_by("-pk")


def undo_period() -> timedelta:
    return timedelta(minutes=settings.UNDO_MINUTES)


class UndoableAct(models.Model):
    """One act on one case: its events from `first` to `last`, and each row that it left otherwise
    than it was.

    `changes` holds {"table", "id", "old", "new"}: of a row that was changed only the columns
    that differ; `old` is null for a row that it made, `new` for one that it removed. `others`
    names the last event of each further case that it wrote to, by key; `papers` the newest paper
    of the case when it was done; `roles` those in which the person could act on it.
    """

    agreement = models.ForeignKey(
        "agreements.Agreement", models.CASCADE, related_name="undoable_acts"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField()
    roles = ArrayField(models.CharField(max_length=20), default=list)
    first = models.PositiveIntegerField()
    last = models.PositiveIntegerField()
    others = models.JSONField(default=dict)
    papers = models.PositiveBigIntegerField(default=0)
    changes = models.JSONField(default=list)
    undone_at = models.DateTimeField(null=True)

    objects = UndoableQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["at"], name="undoable_at")]

    @property
    def until(self) -> datetime:
        return self.at + undo_period()
