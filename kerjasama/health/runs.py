"""Notes what was run outside the pages: `note_run("backup", is_good=True, said="12 GB")`."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from kerjasama.health.models import LastRun

BACKUP, DRILL = "backup", "drill"


def note_run(name: str, *, is_good: bool, said: str = "", at: datetime | None = None) -> None:
    """Write down that it ended just now, and how. The only writer of LastRun."""
    moment = at or timezone.now()
    told: dict[str, Any] = {"at": moment, "is_good": is_good, "said": said[:500]}
    if is_good:
        told["good_at"] = moment
    LastRun.objects.update_or_create(name=name, defaults=told)


def read_runs() -> dict[str, LastRun]:
    """All of them by name."""
    return {row.name: row for row in LastRun.objects.all()}
