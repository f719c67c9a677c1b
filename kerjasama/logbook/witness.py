"""A file beside the database that names each head: whoever can write into the database alone, or
puts an older backup of it back, does not reach it.
"""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

from kerjasama.logbook.models import LogHead


class Told(NamedTuple):
    """A head as the file names it."""

    number: int
    digest: str
    at: datetime


def tell_witness(head: LogHead) -> None:
    """Add the head to the file."""
    file = Path(settings.LOG_WITNESS)
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a") as lines:
        lines.write(f"{head.number} {head.digest} {head.at.isoformat()}\n")


def told_heads() -> Iterator[Told]:
    """Each head that was told; a line that a full disk cut off is none."""
    try:
        lines = Path(settings.LOG_WITNESS).read_text().splitlines()
    except FileNotFoundError:
        return
    for line in lines:
        parts = line.split()
        if len(parts) == 3 and parts[0].isdecimal():
            yield Told(int(parts[0]), parts[1], datetime.fromisoformat(parts[2]))
