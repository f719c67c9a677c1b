from celery import shared_task

from . import files, keeping, once


@shared_task
def purge_drafts() -> None:
    """Each night: forget what nobody came back for."""
    keeping.purge_old_drafts()
    files.purge_kept_files()
    once.purge_sent_forms()
