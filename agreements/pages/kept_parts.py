"""The parts of a page that only writes change: built once for all who see the same cases, until
something that they count or show is written.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils import timezone

from agreements.models.agreement_queries import AgreementQuerySet
from agreements.monitoring.duties.derived import keep, keys_of
from kerjasama.accounts.models import Role, User

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
    rights = (sorted(user.roles), sorted(user.units_as(*Role)))
    hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    return keep((name, keys_of(seen), rights, today, hour, as_of), build)
