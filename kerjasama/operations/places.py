"""Where backups lie, as names with bytes under them. A name appears with all its bytes."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from kerjasama.operations.buckets import bucket_at
from kerjasama.operations.refusing import Refused

PART = ".bagian-"


class Place(Protocol):
    """A folder, or what behaves like one."""

    def sizes(self, under: str) -> Iterator[tuple[str, int]]:
        """Each name that begins so, and how many bytes lie there."""

    def put(self, name: str, file: Path) -> None:
        """Let a copy of the file lie under that name."""

    def get(self, name: str, file: Path) -> None:
        """Copy what lies under that name into the file. Raises FileNotFoundError."""

    def remove(self, name: str) -> None:
        """Nothing lies there any more."""

    def at_hand(self, name: str, part: Path) -> Path:
        """What lies under that name as a file of this machine, which is `part` where it has to be
        brought. Raises FileNotFoundError.
        """


class Folder:
    """A folder of this machine, or one that is mounted here."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __str__(self) -> str:
        return str(self.path)

    def sizes(self, under: str) -> Iterator[tuple[str, int]]:
        """Each name below that folder, and how many bytes lie there."""
        for folder, _, files in os.walk(self.path / under if under else self.path):
            for file in files:
                path = Path(folder) / file
                if not file.startswith(PART):
                    yield path.relative_to(self.path).as_posix(), path.stat().st_size

    def put(self, name: str, file: Path) -> None:
        """Copy the file, and let it be seen when it lies on the disk."""
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, part = tempfile.mkstemp(dir=path.parent, prefix=PART)
        try:
            with os.fdopen(handle, "wb") as target, file.open("rb") as source:
                shutil.copyfileobj(source, target, 2**20)
                target.flush()
                os.fsync(target.fileno())
            os.replace(part, path)
        except BaseException:
            Path(part).unlink(missing_ok=True)
            raise

    def get(self, name: str, file: Path) -> None:
        """Copy what lies there."""
        shutil.copyfile(self.path / name, file)

    def remove(self, name: str) -> None:
        """Take it away."""
        (self.path / name).unlink(missing_ok=True)

    def at_hand(self, name: str, part: Path) -> Path:
        """Where it lies. Raises FileNotFoundError."""
        path = self.path / name
        path.stat()
        return path


def files_at(address: str, folder: Path) -> Place:
    """Where stored files lie: the bucket that FILES_AT names, else the folder."""
    return bucket_at(address) if address else Folder(folder)


def place_at(address: str) -> Place:
    """The place that an address names: a folder, or a bucket of S3. Raises Refused where it is
    none.
    """
    if not address:
        raise Refused("Tempat cadangan belum ditentukan; sebut foldernya, atau isi BACKUP_TO.")
    if address.startswith("s3://"):
        return bucket_at(address)
    if "://" in address:
        raise Refused(f"{address} bukan folder dan bukan s3://nama-bucket/awalan.")
    path = Path(address)
    if not path.is_dir():
        raise Refused(f"Folder {path} tidak ada. Buat lebih dahulu, atau pasang (mount) disknya.")
    return Folder(path)
