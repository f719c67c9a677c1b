from celery import shared_task
from django.utils import timezone

from kerjasama.personal import retention

from . import files, once


@shared_task
def purge_drafts() -> None:
    """Each night: forget what nobody came back for."""
    retention.forget_by_itself("isian", timezone.now())
    files.purge_kept_files()
    once.purge_sent_forms()
