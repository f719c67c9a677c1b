"""The job that adds the example cases; the worker finds it by its place (kerjasama/celery.py)."""

from celery import shared_task
from django.conf import settings

from . import loading

NAME = "agreements.demo.tasks.walk_demo"


@shared_task(
    name=NAME,
    soft_time_limit=settings.LONG_TASK_SECONDS,
    time_limit=settings.LONG_TASK_SECONDS + 60,
)
def walk_demo(place: int) -> None:
    """Add one example case and hand the next one to the end of the queue, so that papers people
    order come between.
    """
    following = loading.walk_on(place)
    if following is not None:
        walk_demo.delay(following)
