"""Whether the log is whole and the tables are what it says; what is wrong, and since when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from django.db import connection, transaction

from kerjasama.logbook.comparing import Difference, find_differences
from kerjasama.logbook.covered import COVERED
from kerjasama.logbook.heads import digests_between, is_digest_of, merkle_root
from kerjasama.logbook.models import Deed, LogEntry, LogHead
from kerjasama.logbook.seals import Verifier

BROKEN_CHAINS = (Path(__file__).parent / "broken_chains.sql").read_text()


class Wrong(StrEnum):
    CHAIN = "rantai putus"
    HEAD = "sidik harian tidak cocok"
    SEAL = "segel sidik harian tidak sah"
    ALTERED = "diubah di luar catatan"
    LOST = "hilang tanpa catatan"
    SLIPPED_IN = "muncul tanpa catatan"
    PAST_THE_PROGRAM = "ditulis di luar program"


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: of which record (table and key), what, and after which moment."""

    wrong: Wrong
    table: str
    subject: str
    since: datetime | None
    columns: tuple[str, ...] = ()

    def __str__(self) -> str:
        since = f"sesudah {self.since:%Y-%m-%d %H:%M:%S %Z}" if self.since else "sejak awal"
        columns = f" ({', '.join(self.columns)})" if self.columns else ""
        return f"{self.table} {self.subject}{columns}: {self.wrong}, {since}"


@transaction.atomic
def verify_log() -> list[Fault]:
    """Everything that is wrong: with chains, with heads, with the tables, and what was written past
    the program. Empty where all is whole.
    """
    return [
        *_broken_chains(),
        *_broken_heads(),
        *(_fault_of(row) for table in COVERED for row in find_differences(table)),
        *_past_the_program(),
    ]


def _broken_chains() -> Iterator[Fault]:
    with connection.cursor() as cursor:
        cursor.execute(BROKEN_CHAINS)
        for table, subject, number, at in cursor.fetchall():
            yield Fault(Wrong.CHAIN, table, f"{subject} (entri {number})", at)


def _broken_heads() -> Iterator[Fault]:
    previous, after, is_sealed = "", 0, False
    verifier = Verifier()
    for number, head in enumerate(LogHead.objects.order_by("number"), 1):
        digests = list(digests_between(after, head.last_entry))
        is_whole = (
            head.number == number
            and head.previous == previous
            and head.entries == len(digests)
            and head.root == merkle_root(digests)
            and is_digest_of(head)
        )
        if not is_whole:
            yield Fault(Wrong.HEAD, "logbook_loghead", str(head.number), head.at)
        # Once the region seals, a head without a seal is one whose seal was taken off.
        if not verifier.is_sound(head) or (is_sealed and not head.seal):
            yield Fault(Wrong.SEAL, "logbook_loghead", str(head.number), head.at)
        previous, after, is_sealed = head.digest, head.last_entry, is_sealed or bool(head.seal)


def _fault_of(row: Difference) -> Fault:
    if not row.is_expected:
        wrong = Wrong.SLIPPED_IN
    elif not row.is_there:
        wrong = Wrong.LOST
    else:
        wrong = Wrong.ALTERED
    return Fault(wrong, row.table, row.subject, row.last_logged, tuple(sorted(row.changes)))


def _past_the_program() -> Iterator[Fault]:
    """What the triggers noted of a connection that was not the program's, and what an upgrade found
    changed without a note.
    """
    strange = LogEntry.objects.filter(origin="").order_by("pk")
    for entry in strange.iterator():
        columns = tuple(sorted(entry.detail))
        yield Fault(Wrong.PAST_THE_PROGRAM, entry.stream, entry.subject, entry.at, columns)
    for entry in LogEntry.objects.filter(action=Deed.BASELINE, number__gt=1).order_by("pk"):
        columns = tuple(sorted(key for key, (was, _) in entry.detail.items() if was is not None))
        if columns:
            yield Fault(Wrong.ALTERED, entry.stream, entry.subject, entry.at, columns)
