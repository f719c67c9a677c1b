"""A backup: the database at one moment, and every stored file that it names.

First the database, then the files: a file is stored before the row that names it is seen, so all
that the dump names is there, but for what is disposed of by right meanwhile. What lies at the place
already is not copied again.
"""

import logging
import re
import tempfile
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kerjasama.operations import sets
from kerjasama.operations.encrypting import Lock
from kerjasama.operations.places import Folder, Place
from kerjasama.operations.postgres import (
    BACKING_UP,
    Database,
    ask_one,
    connected,
    dump_database,
    major_of,
)
from kerjasama.operations.refusing import Refused
from kerjasama.operations.sets import Kept, Record

log = logging.getLogger(__name__)
STORED = re.compile(r"[0-9a-f]{64}")
# Tells which stored files the rows name now, by their SHA-256.
Naming = Callable[[], Collection[str]]


@dataclass(frozen=True)
class Source:
    """What is backed up: a database, the place of its stored files, the file that keeps the heads
    of its log, and what its rows name.
    """

    database: Database
    files: Place
    witness: Path
    names: Naming
    release: str


def make_backup(
    source: Source, place: Place, lock: Lock, now: datetime, *, keep: int = 0
) -> Record:
    """Back it up; returns the record. Raises Refused where nothing could be backed up. A file that
    was damaged before is left out and stands in the record as lost: the rest is worth keeping. When
    all is whole, only so many of the newest backups stay; 0 keeps all.
    """
    _refuse_within(source, place)
    name = f"{now:%Y%m%d-%H%M%S}"
    with _alone(source.database), tempfile.TemporaryDirectory() as work:
        named = set(source.names())
        dump, lies_as = Path(work) / sets.DUMP, Path(work) / "terkunci"
        written_by = dump_database(source.database, dump)
        lock.encrypt(dump, lies_as)
        dump.unlink()
        digest = sets.digest_of_file(lies_as)
        place.put(sets.name_in_set(name, sets.DUMP + lock.ending), lies_as)
        still_named = set(source.names())
        rows, new = _copy_files(source.files, place, lock)
        gone = (named | still_named) - {row.sha256 for row in rows}
        lost = gone & set(source.names()) if gone else set()
        if source.witness.is_file():
            place.put(sets.name_in_set(name, sets.WITNESS), source.witness)
        record = Record(
            name=name,
            at=now.isoformat(),
            release=source.release,
            server=major_of(source.database),
            written_by=written_by,
            way=lock.way,
            key=lock.fingerprint,
            dump=digest,
            list=sets.write_list(place, name, rows),
            files=len(rows),
            size=sum(row.size for row in rows),
            new_files=len(new),
            new_size=sum(row.size for row in new),
            lost=tuple(sorted(lost)),
            disposed=tuple(sorted(gone - lost)),
        )
        sets.write_record(place, record)
        if not record.lost:
            sets.prune(place, keep)
    return record


def _refuse_within(source: Source, place: Place) -> None:
    if isinstance(place, Folder) and isinstance(source.files, Folder):
        if place.path.resolve().is_relative_to(source.files.path.resolve()):
            raise Refused("Tempat cadangan tidak boleh di dalam MEDIA_ROOT; pilih disk lain.")
    elif str(place).startswith(str(source.files)):
        raise Refused("Tempat cadangan tidak boleh di dalam FILES_AT; pilih bucket lain.")


@contextmanager
def _alone(database: Database) -> Iterator[None]:
    """Two backups at once would cost twice and help nobody."""
    with connected(database) as cursor:
        if not ask_one(cursor, f"SELECT pg_try_advisory_lock({BACKING_UP})"):
            raise Refused("Pencadangan lain sedang berjalan.")
        yield


def stored_files(files: Place) -> list[str]:
    """Each stored file by its SHA-256, in their order; not what is being written."""
    names = (name.split("/") for name, _ in files.sizes(""))
    return sorted(
        parts[1]
        for parts in names
        if len(parts) == 2 and STORED.fullmatch(parts[1]) and parts[1].startswith(parts[0])
    )


def name_of(sha256: str) -> str:
    """Under which name the program stores it."""
    return f"{sha256[:2]}/{sha256}"


def _copy_files(files: Place, place: Place, lock: Lock) -> tuple[list[Kept], list[Kept]]:
    """All files that are whole, and those of them that were not there yet."""
    there = dict(place.sizes(sets.FILES))
    known = _known(place, lock)
    rows: list[Kept] = []
    new: list[Kept] = []
    with tempfile.TemporaryDirectory() as work:
        for sha256 in stored_files(files):
            name = sets.name_of_file(sha256, lock.ending)
            before = known.get(sha256)
            if before is not None and there.get(name) == before.size:
                rows.append(before)
            elif row := _copy_file(files, sha256, place, lock, Path(work)):
                rows.append(row)
                new.append(row)
    return rows, new


def _known(place: Place, lock: Lock) -> dict[str, Kept]:
    """The files of the newest backup, if it was encrypted to the same key. Where that one is
    damaged none are known, and all are copied again.
    """
    there = sets.list_sets(place)
    if not there:
        return {}
    try:
        record = sets.read_record(place, there[-1])
        if record.ending != lock.ending:
            return {}
        return {row.sha256: row for row in sets.read_list(place, record)}
    except Refused as refusal:
        log.error("the newest backup knows no files: %s", refusal)
        return {}


def _copy_file(files: Place, sha256: str, place: Place, lock: Lock, work: Path) -> Kept | None:
    """Let it lie at the place; None where it is not what was stored, or was taken away."""
    try:
        file = files.at_hand(name_of(sha256), work / "terbuka")
        if sets.digest_of_file(file) != sha256:
            return None
    except OSError:
        return None
    part = work / "terkunci"
    try:
        if lock.way:
            lock.encrypt(file, part)
        lies_as = part if lock.way else file
        place.put(sets.name_of_file(sha256, lock.ending), lies_as)
        digest = sets.digest_of_file(part) if lock.way else sha256
        return Kept(sha256, digest, lies_as.stat().st_size)
    except (Refused, OSError):
        if file.exists():
            raise
        return None
