from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Result:
    """How a backup or a drill ended: of which backup, and what is to be said of it."""

    at: datetime
    is_good: bool
    backup: str
    lines: tuple[str, ...]
