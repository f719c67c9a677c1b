"""Notices and deliveries that nobody needs any more."""

from datetime import datetime, timedelta

from django.conf import settings

from .models import Delivery, DeliveryState, Digest, Notice


def purge_old_notices(now: datetime) -> None:
    """Forget what was done more than KEEP_NOTICES_DAYS ago, with its deliveries."""
    long_ago = now - timedelta(days=settings.KEEP_NOTICES_DAYS)
    Notice.objects.filter(done_at__lt=long_ago).delete()
    ended = Delivery.objects.exclude(state=DeliveryState.QUEUED).filter(created_at__lt=long_ago)
    ended.filter(notice=None).delete()
    Digest.objects.filter(day__lt=long_ago.date(), deliveries=None).delete()
