"""The check of the log: every fault is kept, what is new is told once to those who administer, and
then it waits until two people have acknowledged it.
"""

import logging
from collections.abc import Iterable

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from kerjasama.accounts.policy import RoleHolders
from kerjasama.accounts.roles import CONFIRMERS
from kerjasama.logbook.models import LogCheck, LogEntry, LogFault
from kerjasama.logbook.verifying import Fault, verify_log
from kerjasama.notices.models import Kind
from kerjasama.notices.posting import send_notice

log = logging.getLogger(__name__)
AT_ONCE = 1_000
MOST_TOLD = 20
KEY = "catatan-malam/"


@transaction.atomic
def check_log() -> list[Fault]:
    """Check the log, keep what was found, and tell what the check before did not find. Returns all
    that was found.
    """
    check = LogCheck.objects.create(at=timezone.now(), entries=LogEntry.objects.count())
    found = verify_log()
    new = _keep({fault.key: fault for fault in found}, check)
    check.count_faults()
    if new:
        _tell(new, check)
    return found


def _keep(found: dict[str, Fault], check: LogCheck) -> list[Fault]:
    """Write what is not known yet; of all, that this check found it. Returns what is new: also what
    was there once and not at the check before, of which no explanation holds any more.
    """
    keys, new = list(found), []
    before = LogCheck.objects.exclude(pk=check.pk).first()
    for start in range(0, len(keys), AT_ONCE):
        part = keys[start : start + AT_ONCE]
        rows = LogFault.objects.filter(key__in=part)
        known = set(rows.values_list("key", flat=True))
        again = set(rows.exclude(last_check=before).values_list("key", flat=True))
        LogFault.objects.filter(key__in=again).update(acknowledgement=None, found_at=check.at)
        rows.update(last_check=check)
        missing = [found[key] for key in part if key not in known]
        LogFault.objects.bulk_create([_row_of(fault, check) for fault in missing])
        new += [found[key] for key in part if key not in known or key in again]
    return new


def _row_of(fault: Fault, check: LogCheck) -> LogFault:
    return LogFault(
        key=fault.key,
        wrong=fault.wrong,
        table=fault.table,
        subject=fault.subject[:100],
        columns=list(fault.columns),
        since=fault.since,
        found_at=check.at,
        last_check=check,
    )


def _tell(new: list[Fault], check: LogCheck) -> None:
    """In the output of the process each of them, and to those who may acknowledge."""
    for fault in new:
        log.error("the log of all writes: %s", fault)
    send_notice(
        RoleHolders().among(CONFIRMERS, 0),
        Kind.NEWS,
        f"{KEY}{check.pk}",
        f"Catatan perubahan: {len(new)} hal baru yang tidak cocok",
        "\n".join(_lines(new)),
        reverse("keutuhan-catatan"),
    )


def _lines(new: list[Fault]) -> Iterable[str]:
    yield from map(str, new[:MOST_TOLD])
    if len(new) > MOST_TOLD:
        yield f"dan {len(new) - MOST_TOLD} lainnya"


def acknowledged_keys() -> frozenset[str]:
    """The keys of what the last check found and two people have acknowledged."""
    return frozenset(LogFault.objects.acknowledged().values_list("key", flat=True))
