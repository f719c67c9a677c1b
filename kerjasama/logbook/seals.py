"""The region's seals on the heads of the log: the one that is set now, and those that were set.

A seal is put on record before a head bears it first: an entry of the log with its certificates, the
seals before it, its own signature under both, and a mark made with SECRET_KEY, which is not in the
database. So a head keeps its proof when the certificate is replaced, and whoever owns the database
adds no seal to them.
"""

import hashlib
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.core.signing import BadSignature, Signer
from django.db.models import QuerySet

from kerjasama.logbook.appending import append_entry
from kerjasama.logbook.models import Deed, LogEntry, LogHead

STREAM = "segel catatan"


@dataclass(frozen=True)
class Seal:
    """A signature of a head, whose it is, and the fingerprint of its certificate."""

    signature: bytes
    name: str
    mark: str


@dataclass(frozen=True)
class Trust:
    """Whose seal on a head is believed: that of one of these certificates, and of a head from
    before seals were put on record also one that the trusted authorities know.
    """

    certificates: tuple[bytes, ...]
    by_authorities: bool = False


@dataclass(frozen=True)
class SealPort:
    """Who seals: the certificates of the seal that is set, its own first (empty where the region
    has none); signs a content; verifies a signature of a content as of that moment.
    """

    certificates: Callable[[], Sequence[bytes]]
    sign: Callable[[bytes], Seal | None]
    is_sound: Callable[[bytes, bytes, datetime, Trust], bool]


_ports: list[SealPort] = []


def install_port(port: SealPort) -> None:
    """Let heads be sealed and verified by it."""
    _ports[:] = [port]


def mark_of(certificate: bytes) -> str:
    """The fingerprint of a certificate."""
    return hashlib.sha256(certificate).hexdigest()


def sign(content: bytes) -> Seal | None:
    """The region's signature of it; None where it has no seal."""
    return _ports[0].sign(content) if _ports else None


@dataclass(frozen=True)
class Record:
    """A seal on record, as its entry tells it: the fingerprints of the seals before it that were
    believed then, its certificate, and what shows whose record it is.
    """

    entry: LogEntry
    former: list[str]
    certificate: bytes
    signature: bytes
    proof: str

    @property
    def mark(self) -> str:
        return self.entry.subject

    @cached_property
    def is_of_this_place(self) -> bool:
        """Whether it bears the mark of our SECRET_KEY, or of one before it that is still kept."""
        content = _content_of(self.mark, self.former)
        try:
            _signer().unsign(f"{content}:{self.proof}")
        except BadSignature:
            return False
        return True

    @property
    def names_the_former(self) -> bool:
        """Whether it is itself that names the seals before it."""
        if self.is_of_this_place:
            return True
        content = _content_of(self.mark, self.former).encode()
        trust = Trust((self.certificate,))
        return _ports[0].is_sound(content, self.signature, self.entry.at, trust)


def _content_of(mark: str, former: Iterable[str]) -> str:
    return "|".join([STREAM, mark, *former])


def _signer() -> Signer:
    return Signer(salt="kerjasama.logbook.seals")


def _records() -> list[Record]:
    """The seals on record, the newest first; what cannot be read is none."""
    rows = [_record_of(entry) for entry in _entries().order_by("-pk")]
    return [row for row in rows if row is not None]


def _entries() -> QuerySet[LogEntry]:
    return LogEntry.objects.filter(stream=STREAM, action=Deed.SEAL)


def _record_of(entry: LogEntry) -> Record | None:
    """None of an entry that tells no seal, or another than it is named after: not we wrote it."""
    try:
        record = Record(
            entry,
            former=[str(mark) for mark in entry.detail["semula"]],
            certificate=b64decode(entry.detail["sertifikat"][0]),
            signature=b64decode(entry.detail["tanda"]),
            proof=str(entry.detail["bukti"]),
        )
    except (KeyError, IndexError, TypeError, ValueError):
        return None
    return record if mark_of(record.certificate) == record.mark else None


def unreadable_records() -> Iterator[LogEntry]:
    """Entries that should tell a seal and tell none."""
    return (entry for entry in _entries().order_by("pk") if _record_of(entry) is None)


def put_on_record() -> None:
    """Note the seal that is set, where the last one on record is another or not marked by us."""
    own = list(_ports[0].certificates()) if _ports else []
    if not own:
        return
    mark, records = mark_of(own[0]), _records()
    if records and records[0].mark == mark and records[0].is_of_this_place:
        return
    former = sorted(known for known in _believed(records) if known != mark)
    content = _content_of(mark, former)
    made = _ports[0].sign(content.encode())
    if made is None:
        return
    detail: dict[str, Any] = {
        "nama": made.name,
        "sidik": mark,
        "sertifikat": [b64encode(one).decode() for one in own],
        "semula": former,
        "tanda": b64encode(made.signature).decode(),
        "bukti": _signer().signature(content),
    }
    append_entry(STREAM, mark, Deed.SEAL, detail)


def _believed(records: list[Record]) -> dict[str, bytes]:
    """By fingerprint the certificate of the seal that is set, of each on record that bears our
    mark, and of those that one of these names as set before it.
    """
    own = list(_ports[0].certificates())
    found = {mark_of(own[0]): own[0]} if own else {}
    named: set[str] = set()
    for record in records:
        if record.mark in found or record.mark in named or record.is_of_this_place:
            found[record.mark] = record.certificate
            named |= set(record.former) if record.names_the_former else set()
    return found


class Verifier:
    """Says of heads whether their seals are sound; what is believed is read once."""

    def __init__(self) -> None:
        records = _records() if _ports else []
        self.first_record = records[-1].entry.pk if records else None
        self.certificates = tuple(_believed(records).values()) if _ports else ()

    def is_sound(self, head: LogHead) -> bool:
        """Whether its seal is; of one without a seal, whether it claims none."""
        if not head.seal or not _ports:
            return not head.sealed_by
        is_older = self.first_record is None or head.last_entry < self.first_record
        trust = Trust(self.certificates, by_authorities=is_older)
        return _ports[0].is_sound(head.digest.encode(), bytes(head.seal), head.at, trust)
