"""The nightly check of the log: kept, and told to the administrators where anything is wrong."""

import logging

from django.utils import timezone

from kerjasama.logbook.models import LogCheck, LogEntry
from kerjasama.logbook.verifying import verify_log

log = logging.getLogger(__name__)
MOST_TOLD = 200


def check_log() -> LogCheck:
    """Check the log and keep what was found."""
    faults = [str(fault) for fault in verify_log()]
    for fault in faults[:MOST_TOLD]:
        log.error("the log of all writes: %s", fault)
    return LogCheck.objects.create(
        at=timezone.now(), entries=LogEntry.objects.count(), faults=faults[:MOST_TOLD]
    )
