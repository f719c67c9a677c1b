"""When a backup and a drill were last made and last went well (kerjasama.operations keeps them)."""

from dataclasses import dataclass
from datetime import datetime

from kerjasama.operations.models import Kind, Upkeep


@dataclass(frozen=True)
class LastRun:
    """The last one of a kind; `good_at` is when one last went well, None when never."""

    at: datetime
    is_good: bool
    said: str
    good_at: datetime | None


def read_runs() -> dict[Kind, LastRun]:
    """Of each kind that was ever run; one query."""
    rows = Upkeep.objects.order_by("kind", "is_good", "-at", "-pk").distinct("kind", "is_good")
    found: dict[Kind, list[Upkeep]] = {}
    for row in rows:
        found.setdefault(Kind(row.kind), []).append(row)
    return {kind: _last_of(ended) for kind, ended in found.items()}


def _last_of(ended: list[Upkeep]) -> LastRun:
    """Of the last good one and the last bad one."""
    last = max(ended, key=lambda row: (row.at, row.pk))
    good = next((row.at for row in ended if row.is_good), None)
    return LastRun(last.at, last.is_good, " ".join(last.lines)[:500], good)
