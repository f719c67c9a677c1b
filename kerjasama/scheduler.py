"""The calendar of jobs, which outlives a damaged file of its own."""

import logging
import time
from typing import Any

from celery.beat import PersistentScheduler

log = logging.getLogger(__name__)
SIGN_SECONDS = 10
# Of several calendars one works; another asks so often whether it is still there.
CALENDAR, STANDBY_SECONDS = "calendar", 5


class LastingScheduler(PersistentScheduler):
    """Celery's, which remembers when each job ran last.

    A file cut by a power failure, zeroed or garbled is thrown away: then nothing is remembered,
    and each job runs once more at its next time. No job minds that.
    """

    def setup_schedule(self) -> None:
        """Read the file; begin it anew when it is damaged."""
        try:
            super().setup_schedule()
        except Exception as fault:
            log.warning("schedule file is damaged and begins anew: %r", fault)
            self._store = self._destroy_open_corrupted_schedule(fault)
            super().setup_schedule()

    def tick(self, *args: Any, **kwargs: Any) -> float:
        """Send what is due, give a sign of life, and do what cannot wait where nobody works."""
        # These need the apps, which are not ready when the class is made.
        from kerjasama.health import standing_in
        from kerjasama.web import only_one
        from kerjasama.web.heartbeat import Part, give_sign

        if not only_one.is_mine(CALENDAR):
            return float(STANDBY_SECONDS)
        if time.monotonic() - self._signed > SIGN_SECONDS:
            self._signed = time.monotonic()
            give_sign(part=Part.BEAT)
            standing_in.stand_in_for_worker()
        return super().tick(*args, **kwargs)

    def close(self) -> None:
        """Let another calendar begin at once."""
        from kerjasama.web import only_one

        only_one.give_up(CALENDAR)
        super().close()

    _signed = float("-inf")

    def sync(self) -> None:
        """What could not be written, as on a full disk, is written the next time."""
        try:
            super().sync()
        except Exception:
            log.exception("schedule file cannot be written")
