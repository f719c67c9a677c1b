"""The parts of a page that only writes change: built once for all who see the same cases, until
something that they count or show is written.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils import timezone

from agreements.models.agreement_queries import AgreementQuerySet
from agreements.monitoring.duties.derived import keep, keys_of
from kerjasama.accounts.models import User

Parts = dict[str, Any]


def keep_parts(
    name: str,
    user: User,
    seen: AgreementQuerySet,
    today: date,
    as_of: int,
    build: Callable[[], Parts],
) -> Parts:
    """The fields of the page by their names, as `build` makes them."""
    # Whose turn it is counts by role and unit together, so that two who hold the same roles and
    # units crosswise share nothing.
    rights = [(role, sorted(user.units_as(role))) for role in sorted(user.roles)]
    hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    return keep((name, keys_of(seen), rights, today, hour, as_of), build)
