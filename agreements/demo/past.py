"""A clock that lets the engine live in the past, so that its own log, terms and numbers bear
believable dates.
"""

from datetime import UTC, date, datetime, time, timedelta
from random import Random
from threading import get_ident
from unittest import mock

from django.utils import timezone

from agreements.workflow.deadlines import ONE_DAY, Calendar

the_present = timezone.now
OFFICE_HOURS = 8 * 60, 15 * 60 + 30


class Past:
    """While it is entered, timezone.now() stands still at its moment, in this thread only.

    It moves on when told, to office hours of a working day, never back and never beyond the
    present.
    """

    def __init__(self, begin: date, seed: str) -> None:
        self._random = Random(seed)
        self._calendar = Calendar()
        self._present = the_present()
        self._begin, self._elapsed = begin, 0.0
        self.moment = min(self._at_work(begin), self._present)

    def __enter__(self) -> "Past":
        thread = get_ident()

        def now() -> datetime:
            if get_ident() == thread:
                return self.moment
            return the_present()

        self._patch = mock.patch("django.utils.timezone.now", now)
        self._patch.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._patch.stop()

    def pass_by(self, days: float) -> None:
        """Let days go by; parts of a day add up, and days off delay nothing in the long run."""
        self._elapsed += days
        self._show(self._begin + timedelta(int(self._elapsed)))

    def go_to(self, day: date) -> None:
        """Let time go by until that day, unless it is over."""
        self._elapsed = max(self._elapsed, (day - self._begin).days)
        self._show(day)

    def _show(self, day: date) -> None:
        if day > timezone.localdate(self.moment):
            later = self._at_work(day)
        else:
            later = self.moment + timedelta(minutes=self._random.randint(4, 25))
        self.moment = max(self.moment, min(later, self._present))

    def _at_work(self, day: date) -> datetime:
        while self._calendar.day_off(day):
            day += ONE_DAY
        hour, minute = divmod(self._random.randint(*OFFICE_HOURS), 60)
        local = timezone.make_aware(
            datetime.combine(day, time(hour, minute, self._random.randint(0, 59)))
        )
        # In UTC as the real clock, because the log seals the moment as it is written.
        return local.astimezone(UTC)
