"""What the page of the archive tells of backups and drills."""

from dataclasses import dataclass

from kerjasama.operations.models import Kind, Upkeep


@dataclass(frozen=True)
class UpkeepLine:
    """One kind: the last that ended well, and the last that did not, if that is the later one."""

    label: str
    good: Upkeep | None
    failed: Upkeep | None


def upkeep_lines() -> list[UpkeepLine]:
    """Of each kind."""
    return [_line_of(kind) for kind in Kind]


def _line_of(kind: Kind) -> UpkeepLine:
    good, failed = (Upkeep.objects.newest(kind, good=good) for good in (True, False))
    is_over = bool(good and failed and good.at > failed.at)
    return UpkeepLine(kind.label, good, None if is_over else failed)
