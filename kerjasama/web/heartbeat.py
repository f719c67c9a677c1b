"""Whether somebody works at all: the worker and the calendar of jobs (beat) give signs of life, and
pages that wait for them say when there are none.
"""

import logging
from datetime import datetime, timedelta
from enum import StrEnum

from django.core.cache import caches
from django.utils import timezone

from kerjasama.accounts.models import Membership, Role, User

log = logging.getLogger(__name__)
KEY = "worker-sign"
# Without a sign for so long nobody works; a page that waits says so within a minute.
SILENCE = timedelta(seconds=40)
KEPT_SECONDS = 30 * 24 * 3600
# A job that only just came may still be on its way to the worker.
ON_ITS_WAY = timedelta(seconds=10)


class Part(StrEnum):
    """Who gives signs of life, by the key under which they are kept."""

    WORKER = KEY
    BEAT = "beat-sign"


def give_sign(now: datetime | None = None, part: Part = Part.WORKER) -> None:
    """Note that this part is alive. A cache that cannot be reached is no reason for it to stop."""
    try:
        caches["shared"].set(part.value, (now or timezone.now()).isoformat(), KEPT_SECONDS)
    except Exception:
        log.warning("no sign of life could be noted")


def last_sign(part: Part = Part.WORKER) -> datetime | None:
    """When this part was last seen; None when never, or when the broker does not answer, as no work
    is given out then.
    """
    try:
        sign = caches["shared"].get(part.value)
        return datetime.fromisoformat(sign) if sign else None
    except Exception:
        return None


def is_silent(now: datetime, part: Part = Part.WORKER) -> bool:
    """Whether this part gave no sign for so long that it does not work."""
    sign = last_sign(part)
    return sign is None or now - sign > SILENCE


def waits_in_vain(since: datetime) -> bool:
    """Whether what was asked for then waits for a worker that is not there."""
    now = timezone.now()
    return now - since > ON_ITS_WAY and is_silent(now)


def users_to_alert() -> list[User]:
    """The administrators, who can start it again."""
    return list(
        User.objects.filter(
            pk__in=Membership.objects.of_active(Role.ADMIN).values("user")
        ).order_by("pk")[:3]
    )
