"""Putting a backup back: first every file, each compared with its SHA-256, then the database as a
whole. Where anything is damaged, the database is not touched.
"""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kerjasama.operations import sets
from kerjasama.operations.backups import name_of
from kerjasama.operations.encrypting import decrypt
from kerjasama.operations.places import Place
from kerjasama.operations.postgres import (
    Database,
    empty_database,
    load_database,
    refuse_unless_empty,
    refuse_while_used,
)
from kerjasama.operations.refusing import Refused
from kerjasama.operations.sets import Kept, Record

MOST_NAMED = 20


@dataclass(frozen=True)
class Target:
    """Where a backup is put: an empty database, as the owner of its tables to be, the place of the
    stored files, and the file that keeps the heads of the log.
    """

    database: Database
    files: Place
    witness: Path


def check_backup(place: Place, record: Record) -> list[str]:
    """What of the backup is not what was written; empty where all is. No private key is needed."""
    with tempfile.TemporaryDirectory() as work:
        part = Path(work) / "bagian"
        dump = sets.name_in_set(record.name, sets.DUMP + record.ending)
        faults = [*_fetch(place, dump, record.dump, part)]
        for row in sets.read_list(place, record):
            name = sets.name_of_file(row.sha256, record.ending)
            faults += _fetch(place, name, row.lies_as, part)
    return faults


def _fetch(place: Place, name: str, digest: str, part: Path) -> Iterator[str]:
    """Bring it here; tells what is wrong with it."""
    try:
        place.get(name, part)
    except FileNotFoundError:
        yield f"{name} hilang"
        return
    except OSError as fault:
        yield f"{name} tidak terbaca ({fault.strerror})"
        return
    if sets.digest_of_file(part) != digest:
        yield f"{name} berubah"


def restore_backup(
    place: Place,
    record: Record,
    target: Target,
    identity: str = "",
    *,
    despite_damage: bool = False,
    replace: bool = False,
) -> list[str]:
    """Put it back; returns what stayed damaged, which is nothing unless `despite_damage`. Raises
    Refused, with the database as it was, where the backup is damaged or cannot be opened, and where
    the database is not empty, unless it is to `replace` what is there.
    """
    (refuse_while_used if replace else refuse_unless_empty)(target.database)
    with tempfile.TemporaryDirectory() as work:
        dump = _fetch_dump(place, record, identity, Path(work))
        faults = _fetch_files(place, record, target.files, identity, Path(work))
        if faults and not despite_damage:
            raise Refused(_said(record, faults))
        if replace:
            empty_database(target.database)
        _fetch_witness(place, record, target.witness)
        load_database(target.database, dump, record.written_by)
    return faults


def _said(record: Record, faults: list[str]) -> str:
    more = f"\n  dan {len(faults) - MOST_NAMED} lagi" if len(faults) > MOST_NAMED else ""
    lines = "".join(f"\n  {fault}" for fault in faults[:MOST_NAMED])
    return (
        f"Cadangan {record.name} rusak, dan basis data tidak disentuh:{lines}{more}\nPilih cadangan"
        " lain dengan --set, atau pulihkan yang masih utuh dengan --despite-damage."
    )


def _fetch_dump(place: Place, record: Record, identity: str, work: Path) -> Path:
    lies_as, dump = work / "terkunci", work / sets.DUMP
    name = sets.name_in_set(record.name, sets.DUMP + record.ending)
    if faults := [*_fetch(place, name, record.dump, lies_as)]:
        raise Refused(f"Cadangan {record.name} rusak: {faults[0]}. Pilih cadangan lain (--set).")
    decrypt(record.way, identity, lies_as, dump)
    lies_as.unlink()
    return dump


def _fetch_files(
    place: Place, record: Record, files: Place, identity: str, work: Path
) -> list[str]:
    """Bring each file that is not there yet; tells which could not be brought as they were."""
    faults: list[str] = []
    for row in sets.read_list(place, record):
        if not lies_whole(files, row.sha256, work):
            faults += _fetch_file(place, record, row, files, identity, work)
    return faults


def lies_whole(files: Place, sha256: str, work: Path) -> bool:
    """Whether the file lies there as it was stored; it is read through."""
    try:
        file = files.at_hand(name_of(sha256), work / "di-sana")
        return sets.digest_of_file(file) == sha256
    except OSError:
        return False


def _fetch_file(
    place: Place, record: Record, row: Kept, files: Place, identity: str, work: Path
) -> Iterator[str]:
    lies_as, plain = work / "bagian", work / "terbuka"
    name = sets.name_of_file(row.sha256, record.ending)
    if faults := [*_fetch(place, name, row.lies_as, lies_as)]:
        yield from faults
        return
    try:
        decrypt(record.way, identity, lies_as, plain)
    except Refused as refusal:
        yield str(refusal)
        return
    if sets.digest_of_file(plain) != row.sha256:
        yield f"{name} bukan berkas yang disimpan"
        return
    files.put(name_of(row.sha256), plain)


def _fetch_witness(place: Place, record: Record, witness: Path) -> None:
    """The heads of the log; those that are there already know more and stay."""
    if witness.exists():
        return
    witness.parent.mkdir(parents=True, exist_ok=True)
    try:
        place.get(sets.name_in_set(record.name, sets.WITNESS), witness)
    except FileNotFoundError:
        witness.unlink(missing_ok=True)
