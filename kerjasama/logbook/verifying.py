"""Whether the log is whole and the tables are what it says; what is wrong, and since when."""

import hashlib
import json
import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import partial
from pathlib import Path

from django.db import connection, transaction

from kerjasama.logbook.comparing import Difference, find_differences
from kerjasama.logbook.covered import COVERED
from kerjasama.logbook.heads import digests_between, is_digest_of, merkle_root
from kerjasama.logbook.models import LogCheck, LogEntry, LogHead
from kerjasama.logbook.seals import Verifier, unreadable_records
from kerjasama.logbook.upgrading import baselines_of_nobody, unreadable_upgrades
from kerjasama.logbook.watching import find_unwatched
from kerjasama.logbook.witness import told_heads

log = logging.getLogger(__name__)
BROKEN_CHAINS = (Path(__file__).parent / "broken_chains.sql").read_text()


class Wrong(StrEnum):
    CHAIN = "rantai putus"
    HEAD = "sidik harian tidak cocok"
    SEAL = "segel sidik harian tidak sah"
    GONE = "sidik harian yang pernah dibuat tidak ada lagi"
    ALTERED = "diubah di luar catatan"
    LOST = "hilang tanpa catatan"
    SLIPPED_IN = "muncul tanpa catatan"
    UNWATCHED = "tidak dijaga pemicu catatan"
    PAST_THE_PROGRAM = "ditulis di luar program"
    UNREADABLE = "entri tidak terbaca"
    NOT_CHECKED = "tidak dapat diperiksa"


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: of which record (table and key), what, and after which moment.
    `found` is what was found there.
    """

    wrong: Wrong
    table: str
    subject: str
    since: datetime | None
    columns: tuple[str, ...] = ()
    found: str = ""

    @property
    def key(self) -> str:
        """Names the fault for ever; the same record that is altered once more has another."""
        told = [self.wrong, self.table, self.subject, *self.columns, self.found]
        return hashlib.sha256(chr(31).join(told).encode()).hexdigest()

    def __str__(self) -> str:
        since = f"sesudah {self.since:%Y-%m-%d %H:%M:%S %Z}" if self.since else "sejak awal"
        columns = f" ({', '.join(self.columns)})" if self.columns else ""
        record = f"{self.table} {self.subject}".strip()
        return f"{record}{columns}: {self.wrong}, {since}"


@transaction.atomic
def verify_log() -> list[Fault]:
    """Everything that is wrong: with chains, with heads, with the tables, and what was written past
    the program. Empty where all is whole. A part that cannot be checked is itself a fault, and
    keeps no other from being found.
    """
    parts: dict[str, Callable[[], Iterable[Fault]]] = {
        "pemicu": _unwatched,
        "rantai": _broken_chains,
        "sidik harian": _broken_heads,
        "saksi": _heads_gone,
        **{table: partial(_differences, table) for table in COVERED},
        "entri": _unreadable,
        "di luar program": _past_the_program,
    }
    return [fault for name, part in parts.items() for fault in _find(name, part)]


def _find(name: str, part: Callable[[], Iterable[Fault]]) -> list[Fault]:
    try:
        with transaction.atomic():
            return list(part())
    except Exception as stop:  # whatever somebody wrote into the log or beside it
        log.exception("the log of all writes: %s cannot be checked", name)
        return [Fault(Wrong.NOT_CHECKED, name, "", None, found=type(stop).__name__)]


def _differences(table: str) -> Iterator[Fault]:
    return (_fault_of(row) for row in find_differences(table))


def _unreadable() -> Iterator[Fault]:
    """Entries under the names of seals and of upgrades that tell none."""
    for entry in (*unreadable_records(), *unreadable_upgrades()):
        yield _of_entry(Wrong.UNREADABLE, entry, ())


def _unwatched() -> Iterator[Fault]:
    """Tables whose triggers somebody took off, switched off or replaced, since the last check."""
    check = LogCheck.objects.first()
    for name in dict.fromkeys(find_unwatched()):
        yield Fault(Wrong.UNWATCHED, name, "", check.at if check else None)


def _broken_chains() -> Iterator[Fault]:
    with connection.cursor() as cursor:
        cursor.execute(BROKEN_CHAINS)
        for table, subject, number, at, found in cursor.fetchall():
            yield Fault(Wrong.CHAIN, table, f"{subject} (entri {number})", at, found=found)


def _holds(head: LogHead, digests: list[str]) -> bool:
    """Whether it stands over these entries and no others."""
    is_over_them = head.entries == len(digests) and head.root == merkle_root(digests)
    return is_over_them and is_digest_of(head)


def _broken_heads() -> Iterator[Fault]:
    previous, after, is_sealed = "", 0, False
    verifier = Verifier()
    for number, head in enumerate(LogHead.objects.order_by("number"), 1):
        digests = list(digests_between(after, head.last_entry))
        continues = head.number == number and head.previous == previous
        seal = f"{head.sealed_by} {bytes(head.seal or b'').hex()}"
        stands = f"{head.digest} {head.previous} {head.root} {head.at.isoformat()}"
        if not continues or not _holds(head, digests):
            under = f"{stands} {len(digests)} {merkle_root(digests)} {previous}"
            yield Fault(Wrong.HEAD, "logbook_loghead", str(head.number), head.at, found=under)
        # Once the region seals, a head without a seal is one whose seal was taken off.
        if not verifier.is_sound(head) or (is_sealed and not head.seal):
            found = f"{stands} {seal}"
            yield Fault(Wrong.SEAL, "logbook_loghead", str(head.number), head.at, found=found)
        previous, after, is_sealed = head.digest, head.last_entry, is_sealed or bool(head.seal)


def _heads_gone() -> Iterator[Fault]:
    """Heads that the file beside the database names and the database does not: it was rewritten, or
    an older backup was put back.
    """
    there = set(LogHead.objects.values_list("number", "digest"))
    for told in told_heads():
        if (told.number, told.digest) not in there:
            number = str(told.number)
            yield Fault(Wrong.GONE, "logbook_loghead", number, told.at, found=told.digest)


def _fault_of(row: Difference) -> Fault:
    if not row.is_expected:
        wrong = Wrong.SLIPPED_IN
    elif not row.is_there:
        wrong = Wrong.LOST
    else:
        wrong = Wrong.ALTERED
    columns, found = tuple(sorted(row.changes)), json.dumps(row.changes, sort_keys=True)
    return Fault(wrong, row.table, row.subject, row.last_logged, columns, found)


def _past_the_program() -> Iterator[Fault]:
    """What the triggers noted of a connection that was not the program's, and baselines that no
    upgrade noted.
    """
    strange = LogEntry.objects.filter(origin="").order_by("pk")
    for entry in strange.iterator():
        columns = tuple(sorted(entry.detail))
        yield _of_entry(Wrong.PAST_THE_PROGRAM, entry, columns)
    for entry, columns in baselines_of_nobody():
        wrong = Wrong.SLIPPED_IN if entry.number == 1 else Wrong.ALTERED
        yield _of_entry(wrong, entry, columns)


def _of_entry(wrong: Wrong, entry: LogEntry, columns: tuple[str, ...]) -> Fault:
    found = f"{entry.number} {entry.digest}"
    return Fault(wrong, entry.stream, entry.subject, entry.at, columns, found)
