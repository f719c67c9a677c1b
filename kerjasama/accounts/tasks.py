from celery import shared_task
from django.utils import timezone

from . import purging


@shared_task
def purge_visits() -> None:
    """Forget visits that are older than they may be kept."""
    purging.purge_old_visits(timezone.now())
