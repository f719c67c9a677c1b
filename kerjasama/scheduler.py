"""The calendar of jobs, which outlives a damaged file of its own."""

import logging

from celery.beat import PersistentScheduler

log = logging.getLogger(__name__)


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

    def sync(self) -> None:
        """What could not be written, as on a full disk, is written the next time."""
        try:
            super().sync()
        except Exception:
            log.exception("schedule file cannot be written")
