from celery import shared_task
from django.conf import settings

from kerjasama.logbook import heads, noticing

LONG = {
    "soft_time_limit": settings.LONG_TASK_SECONDS,
    "time_limit": settings.LONG_TASK_SECONDS + 60,
}


@shared_task(**LONG)
def make_head() -> None:
    """Close the day's entries under a sealed head."""
    heads.make_head()


@shared_task(**LONG)
def verify() -> None:
    """Check the log each night, and tell what is wrong."""
    noticing.check_log()
