from celery import shared_task
from django.utils import timezone

from kerjasama.personal import retention

from . import links, telling, visits


@shared_task
def purge_visits() -> None:
    """Forget ended sessions, and visits that are older than they may be kept."""
    visits.purge_ended_sessions(timezone.now())
    retention.forget_by_itself("masuk", timezone.now())


@shared_task
def send_links() -> None:
    """Send the links to new passwords that were asked for, and what accounts are told by mail."""
    links.send_requested(timezone.now())
    telling.send_mails()
