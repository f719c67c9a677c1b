"""What is wrong with the installation is a task of whoever administers it, told once a trouble over
their channels and closed by itself when the trouble is over.
"""

from collections.abc import Collection, Iterator
from functools import partial

from django.urls import reverse

from kerjasama.accounts.models import Role
from kerjasama.accounts.policy import RoleHolders
from kerjasama.health.readings import read_told
from kerjasama.notices.models import Kind
from kerjasama.notices.sources import Task, read_shared, register_task_source

PREFIX = "kesehatan/"


@register_task_source(PREFIX, Kind.TASK)
def health_tasks(_: Collection[int]) -> Iterator[Task]:
    """One for each trouble."""
    found = list(read_told())
    if not found:
        return
    people = read_shared(RoleHolders).among((Role.ADMIN,), 0)
    for reading in found:
        yield Task(
            Kind.TASK,
            f"{PREFIX}{reading.code}/{reading.episode}",
            people,
            f"Periksa {reading.title}: {reading.said}",
            partial(str, reading.advice),
            reading.address or reverse("kesehatan"),
        )
