"""What a person wants to hear, over which channel, and when not."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from .models import Channel, Kind, Preference, Reach

# What a date brings comes with the digest of its morning; a turn, and what others decided or
# arranged, is told at once.
FIRST_VALUES = frozenset(
    (kind, Channel.EMAIL) for kind in (Kind.TASK, Kind.OUTCOME, Kind.COURSE, Kind.DIGEST)
)


def available_channels() -> list[Channel]:
    """The channels that this installation has."""
    if not settings.WHATSAPP_GATEWAY:
        return [Channel.EMAIL]
    return [Channel.EMAIL, Channel.WHATSAPP]


class Wishes:
    """The preferences of some people, read once."""

    def __init__(self, users: Iterable[int]) -> None:
        rows = Preference.objects.filter(user__in=set(users)).values_list(
            "user_id", "kind", "channel", "is_on"
        )
        self._own = {(user, kind, channel): is_on for user, kind, channel, is_on in rows}

    def wants(self, user: int, kind: str, channel: str) -> bool:
        """Whether the person wants messages of that kind over that channel."""
        return self._own.get((user, kind, channel), (kind, channel) in FIRST_VALUES)


def quiet_until(reach: Reach | None, now: datetime) -> datetime | None:
    """When the quiet hours end that hold now; None outside of them. They may pass over midnight."""
    if reach is None or reach.quiet_from is None or reach.quiet_to is None:
        return None
    local = timezone.localtime(now)
    start, end, clock = reach.quiet_from, reach.quiet_to, local.time()
    over_midnight = start > end
    if not (start <= clock < end or (over_midnight and (clock >= start or clock < end))):
        return None
    day = local.date()
    if over_midnight and clock >= start:
        day += timedelta(1)
    return timezone.make_aware(datetime.combine(day, end))
