"""How a backup lies at its place. Files lie once under their SHA-256, whichever backups name them;
each backup is a folder with the database, the list of its files and, written last, a record that
says what it holds. A folder without that record is one that was broken off.

    berkas/ab/ab12…                a stored file, encrypted where it ends with .age or .gpg
    cadangan/20261130-013000/
        basis-data.dump
        berkas.txt.gz              of each file its SHA-256, that of what lies here, and its size
        saksi.txt                  the heads of the log, as they lie beside the database
        catatan.json
"""

import gzip
import hashlib
import json
import tempfile
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from kerjasama.operations.encrypting import ending_of
from kerjasama.operations.places import Place
from kerjasama.operations.refusing import Refused

FORMAT = 1
FILES, SETS = "berkas", "cadangan"
DUMP, LIST, WITNESS, RECORD = "basis-data.dump", "berkas.txt.gz", "saksi.txt", "catatan.json"


@dataclass(frozen=True)
class Kept:
    """A stored file in a backup: its SHA-256, the SHA-256 and the size of what lies there."""

    sha256: str
    lies_as: str
    size: int


@dataclass(frozen=True)
class Record:
    """What a backup says of itself. `lost` are files that the database names and that were damaged
    or gone already; `disposed` those that were taken away, by right, while it ran.
    """

    name: str
    at: str
    release: str
    server: int
    written_by: int
    way: str  # how it is encrypted
    key: str  # and the fingerprint of the key
    dump: str  # SHA-256 of the dump as it lies there
    list: str  # and of the list
    files: int
    size: int
    new_files: int
    new_size: int
    lost: tuple[str, ...] = ()
    disposed: tuple[str, ...] = ()
    format: int = FORMAT

    @property
    def moment(self) -> datetime:
        """When it began."""
        return datetime.fromisoformat(self.at)

    @property
    def ending(self) -> str:
        """What encrypted names end with."""
        return ending_of(self.way, self.key)


def name_of_file(sha256: str, ending: str) -> str:
    """Where a stored file lies."""
    return f"{FILES}/{sha256[:2]}/{sha256}{ending}"


def name_in_set(name: str, part: str) -> str:
    """Where a part of a backup lies."""
    return f"{SETS}/{name}/{part}"


def digest_of_file(file: Path) -> str:
    """Its SHA-256; it is read through."""
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def list_sets(place: Place) -> list[str]:
    """The names of the backups that were finished, the oldest first."""
    parts = (name.split("/") for name, _ in place.sizes(SETS))
    return sorted(part[1] for part in parts if len(part) == 3 and part[2] == RECORD)


def choose_set(place: Place, name: str = "") -> Record:
    """The backup of that name, or the newest. Raises Refused where there is none."""
    there = list_sets(place)
    if not there:
        raise Refused(f"Di {place} belum ada cadangan yang selesai.")
    if name and name not in there:
        raise Refused(f"Cadangan {name} tidak ada. Yang ada: {', '.join(there[-10:])}.")
    return read_record(place, name or there[-1])


def prune(place: Place, keep: int) -> list[str]:
    """Take away all backups but so many of the newest, those that were broken off before them, and
    the files that none of the others names. Returns the names of what went; 0 keeps all.
    """
    there = list_sets(place)
    if not keep or len(there) <= keep:
        return []
    staying = there[-keep:]
    named: set[str] = set()
    for name in staying:
        record = read_record(place, name)
        named |= {name_of_file(row.sha256, record.ending) for row in read_list(place, record)}
    parts = [name for name, _ in place.sizes(SETS) if name.split("/")[1] < staying[0]]
    # Without its record no folder is a backup any more.
    for name in sorted(parts, key=lambda name: not name.endswith(f"/{RECORD}")):
        place.remove(name)
    for name in [name for name, _ in place.sizes(FILES) if name not in named]:
        place.remove(name)
    return there[:-keep]


def read_record(place: Place, name: str) -> Record:
    """What that backup says of itself. Raises Refused where that cannot be read."""
    with tempfile.TemporaryDirectory() as work:
        file = Path(work) / RECORD
        place.get(name_in_set(name, RECORD), file)
        try:
            told = json.loads(file.read_text())
            if told["format"] != FORMAT:
                raise Refused(
                    f"Cadangan {name} dibuat rilis yang lebih baru (bentuk {told['format']})."
                )
            return Record(
                **{**told, "lost": tuple(told["lost"]), "disposed": tuple(told["disposed"])}
            )
        except (ValueError, TypeError, KeyError) as fault:
            raise Refused(f"Catatan cadangan {name} rusak ({RECORD}).") from fault


def write_record(place: Place, record: Record) -> None:
    """With this the backup is one."""
    with tempfile.TemporaryDirectory() as work:
        file = Path(work) / RECORD
        file.write_text(json.dumps(asdict(record), indent=1))
        place.put(name_in_set(record.name, RECORD), file)


def read_list(place: Place, record: Record) -> list[Kept]:
    """The files of a backup. Raises Refused where the list is not what was written."""
    with tempfile.TemporaryDirectory() as work:
        file = Path(work) / LIST
        try:
            place.get(name_in_set(record.name, LIST), file)
        except FileNotFoundError:
            raise Refused(f"Cadangan {record.name} rusak: {LIST} hilang.") from None
        if digest_of_file(file) != record.list:
            raise Refused(f"Cadangan {record.name} rusak: {LIST} berubah.")
        lines = gzip.decompress(file.read_bytes()).decode().splitlines()
    parts = (line.split() for line in lines)
    return [Kept(sha256, lies_as, int(size)) for sha256, lies_as, size in parts]


def write_list(place: Place, name: str, rows: Iterable[Kept]) -> str:
    """Let the list lie there; returns its SHA-256."""
    lines = (f"{row.sha256} {row.lies_as} {row.size}\n" for row in rows)
    with tempfile.TemporaryDirectory() as work:
        file = Path(work) / LIST
        file.write_bytes(gzip.compress("".join(lines).encode(), mtime=0))
        place.put(name_in_set(name, LIST), file)
        return digest_of_file(file)
