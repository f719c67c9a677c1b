"""The jobs that add the example cases and print the sample papers; the worker finds them by their
place (kerjasama/celery.py).
"""

from celery import shared_task
from django.conf import settings

from agreements.regulations import catalogue

from . import loading, samples

NAME = "agreements.demo.tasks.walk_demo"
SAMPLES = "agreements.demo.tasks.make_samples"


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


@shared_task(name=SAMPLES)
def make_samples(place: int = 0) -> None:
    """Print the sample papers of the track at that place in the catalogue, and hand the next one to
    the end of the queue.
    """
    if place >= len(catalogue.TRACKS):
        return
    samples.make_samples_of(catalogue.TRACKS[place])
    make_samples.delay(place + 1)
