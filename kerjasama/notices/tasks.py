from celery import shared_task
from django.utils import timezone

from kerjasama.personal import retention

from . import delivery, rounds


@shared_task
def notify() -> None:
    """Each minute: who has something new to do, the digest once its hour has come, and all messages
    that are due.
    """
    rounds.run_round()
    delivery.prepare_digests(timezone.now())
    delivery.deliver_due(timezone.now())


@shared_task
def purge_told() -> None:
    """Forget notices that are older than they may be kept."""
    retention.forget_by_itself("kabar", timezone.now())
