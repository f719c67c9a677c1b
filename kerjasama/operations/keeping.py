"""What the calendar does by itself: a backup each night, a drill each month. Both are written down,
and who administers is told when one fails.
"""

import logging
from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from kerjasama.accounts.policy import RoleHolders
from kerjasama.accounts.roles import Role
from kerjasama.notices.models import Kind as Notice
from kerjasama.notices.posting import send_notice
from kerjasama.operations.backups import make_backup
from kerjasama.operations.drilling import run_drill
from kerjasama.operations.encrypting import lock_for
from kerjasama.operations.installation import this_source
from kerjasama.operations.models import Kind, Upkeep
from kerjasama.operations.places import place_at
from kerjasama.operations.refusing import Refused
from kerjasama.operations.results import Result
from kerjasama.operations.sets import Record

log = logging.getLogger(__name__)


def back_up(to: str, recipient: str, keep: int = 0) -> Upkeep:
    """Back this installation up, and write down how it ended. Of all backups so many stay."""
    now = timezone.now()
    try:
        record = make_backup(this_source(), place_at(to), lock_for(recipient), now, keep=keep)
    except Exception as fault:  # whatever stopped it is told, also the end of a job's time
        return _keep(Kind.BACKUP, Result(now, False, "", (_reason(fault),)))
    lines = tuple(say_backup(record))
    return _keep(Kind.BACKUP, Result(now, not record.lost, record.name, lines))


def say_backup(record: Record) -> list[str]:
    """What an operator wants to know of it."""
    lines = [
        f"{record.files} berkas ({_megabytes(record.size)}), di antaranya {record.new_files} baru"
        f" ({_megabytes(record.new_size)}).",
        f"Terenkripsi dengan {record.way}." if record.way else "Tidak dienkripsi.",
    ]
    if record.lost:
        named = ", ".join(record.lost[:5])
        lines.append(
            f"{len(record.lost)} berkas rusak atau hilang dan tidak ikut: {named}. Lihat"
            " Pengaturan, Arsip."
        )
    return lines


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB".replace(".", ",")


def drill(to: str, identity: str, scratch_url: str) -> Upkeep:
    """Try the newest backup, and write down how it ended."""
    now = timezone.now()
    try:
        result = run_drill(place_at(to), identity, scratch_url, now)
    except Exception as fault:
        result = Result(now, False, "", (_reason(fault),))
    return _keep(Kind.DRILL, result)


def _reason(fault: Exception) -> str:
    if isinstance(fault, Refused):
        return str(fault)
    log.exception("a backup or drill was stopped")
    return f"Terhenti: {type(fault).__name__} {fault}".strip()


def drill_when_due() -> Upkeep | None:
    """Once a month, and again each day while it fails; nothing where no backups are made here."""
    if not settings.BACKUP_TO:
        return None
    last = Upkeep.objects.newest(Kind.DRILL)
    if last and timezone.now() - last.at < timedelta(settings.DRILL_DAYS):
        return None
    return drill(settings.BACKUP_TO, settings.BACKUP_IDENTITY, settings.DRILL_DATABASE_URL)


def _keep(kind: Kind, result: Result) -> Upkeep:
    row = Upkeep.keep(kind, result)
    if not result.is_good:
        log.error("%s: %s", kind.value, row.told)
        send_notice(
            RoleHolders().among([Role.ADMIN], 0),
            Notice.NEWS,
            f"{kind.value}/{row.pk}",
            f"{kind.label} gagal",
            row.told,
            reverse("arsip"),
        )
    return row
