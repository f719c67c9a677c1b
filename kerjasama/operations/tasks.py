from celery import shared_task
from django.conf import settings

from kerjasama.operations import keeping

LONG = {
    "soft_time_limit": settings.LONG_TASK_SECONDS,
    "time_limit": settings.LONG_TASK_SECONDS + 60,
}


@shared_task(**LONG)
def back_up() -> None:
    """Back up each night, where it is set to where."""
    if settings.BACKUP_TO:
        keeping.back_up(settings.BACKUP_TO, settings.BACKUP_RECIPIENT, settings.BACKUP_KEEP)


@shared_task(**LONG)
def drill() -> None:
    """Try the newest backup when a month has passed."""
    keeping.drill_when_due()
