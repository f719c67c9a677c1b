"""The page of failed jobs as a value: what failed, and what else waits."""

from dataclasses import dataclass
from datetime import datetime

from agreements.monitoring import failed_jobs, system_health
from agreements.monitoring.failed_jobs import FailedSort
from kerjasama.accounts.models import User


@dataclass(frozen=True)
class FailedJobsPage:
    """`oldest` is since when the first of what waits does; None where nothing does."""

    sorts: list[FailedSort]
    waiting: int
    oldest: datetime | None


def read_failed_jobs(user: User) -> FailedJobsPage:
    """What stands there now."""
    waiting = system_health.list_waiting()
    oldest = min((one.since for one in waiting if one.since), default=None)
    many = sum(one.many for one in waiting)
    return FailedJobsPage(failed_jobs.list_failed(user), many, oldest)
