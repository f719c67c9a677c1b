"""A paper on its way to the partner by e-mail."""

from django.conf import settings
from django.db import models

from kerjasama.notices.models import DeliveryQuerySet, DeliveryState
from kerjasama.web.in_state import InState


class Mailing(models.Model):
    """What was written to the partner, to which address, and whether the mail server took it."""

    agreement = models.ForeignKey("agreements.Agreement", models.PROTECT, related_name="mailings")
    document = models.ForeignKey("agreements.Document", models.PROTECT, related_name="mailings")
    address = models.EmailField()
    subject = models.CharField(max_length=250)
    text = models.TextField()
    language = models.CharField(max_length=2)
    state = models.CharField(max_length=10, choices=DeliveryState, default=DeliveryState.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = DeliveryQuerySet.as_manager()

    is_queued = InState(DeliveryState.QUEUED)
    has_failed = InState(DeliveryState.FAILED)

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["next_at"],
                condition=models.Q(state=DeliveryState.QUEUED),
                name="mailing_due",
            )
        ]
