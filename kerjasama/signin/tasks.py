from celery import shared_task
from django.utils import timezone

from . import links, telling, visits


@shared_task
def purge_visits() -> None:
    """Forget visits that are older than they may be kept."""
    visits.purge_old_visits(timezone.now())


@shared_task
def send_links() -> None:
    """Send the links to new passwords that were asked for, and what accounts are told by mail."""
    links.send_requested(timezone.now())
    telling.send_mails()
