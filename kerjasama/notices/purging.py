"""Notices and deliveries that nobody needs any more."""

from datetime import datetime

from .models import Delivery, DeliveryState, Digest, Notice


def forget_notices(before: datetime) -> int:
    """Forget what was done before that, with its deliveries. Returns how many rows."""
    count = Notice.objects.filter(done_at__lt=before).delete()[0]
    ended = Delivery.objects.exclude(state=DeliveryState.QUEUED).filter(created_at__lt=before)
    ended.filter(notice=None).delete()
    Digest.objects.filter(day__lt=before.date(), deliveries=None).delete()
    return count
