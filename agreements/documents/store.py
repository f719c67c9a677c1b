"""Files by their SHA-256: written once, verified at every reading."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from django.core.files.base import ContentFile, File
from django.core.files.storage import storages
from django.db import connection, transaction

Read = TypeVar("Read")


class Damaged(Exception):
    """The stored file is missing or is not what was stored."""


class Lost(Damaged):
    """It is not there."""


class Altered(Damaged):
    """It is not what was stored, or cannot be read."""


def digest_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def name_of(sha256: str) -> str:
    """Under which name its bytes lie."""
    return f"{sha256[:2]}/{sha256}"


def path_of(sha256: str) -> Path:
    """Where it lies, if files lie in a folder of this machine."""
    return Path(_place().path(name_of(sha256)))


def _place() -> Any:
    return storages["files"]


def store_bytes(content: bytes) -> str:
    """Store the bytes and return their SHA-256. Atomic: a killed writer leaves no half file.

    Within a transaction they are held until its end, so that nobody takes them away before their
    row is seen.
    """
    sha256 = digest_of(content)
    if connection.in_atomic_block:
        _hold(sha256, "pg_advisory_xact_lock_shared")
    _place().save(name_of(sha256), ContentFile(content))
    return sha256


def remove_old_parts(before: datetime) -> int:
    """Remove what killed writers left half written before that moment. Returns how many there
    were.
    """
    removed: int = _place().remove_old_parts(before)
    return removed


@transaction.atomic
def take_away(sha256: str, is_kept: Callable[[str], bool]) -> bool:
    """Remove the bytes unless they are still kept; whoever is storing the same bytes comes before
    or after, not between.
    """
    _hold(sha256, "pg_advisory_xact_lock")
    if is_kept(sha256):
        return False
    remove(sha256)
    return True


def remove(sha256: str) -> None:
    """Its bytes are there no more."""
    _place().delete(name_of(sha256))


def _hold(sha256: str, lock: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {lock}(%s)", [int.from_bytes(bytes.fromhex(sha256)[:8], signed=True)]
        )


def adopt_file(file: Path) -> str:
    """Take over a finished file of this disk, however large, under its SHA-256, and return that."""
    with file.open("rb") as content:
        sha256 = hashlib.file_digest(content, "sha256").hexdigest()
    _place().adopt(name_of(sha256), file)
    return sha256


def at_hand(sha256: str, work: Path) -> Path:
    """The file on this disk: where it lies, or a copy in `work`."""
    path: Path = _place().at_hand(name_of(sha256), work)
    return path


def read_stored(sha256: str) -> bytes:
    """The stored bytes. Raises Lost or Altered when the file is damaged."""
    content = _read(sha256, lambda file: file.read())
    if digest_of(content) != sha256:
        raise Altered(sha256)
    return content


def verify_stored(sha256: str) -> None:
    """Read the file through, however large, without keeping it. Raises Lost or Altered when it is
    damaged.
    """
    open_stored(sha256).close()


def open_stored(sha256: str) -> "File[Any]":
    """The file, read through and at its beginning. Raises Lost or Altered when it is damaged."""
    return _read(sha256, lambda file: _verified(file, sha256), keeps_open=True)


def _verified(file: "File[Any]", sha256: str) -> "File[Any]":
    digest = hashlib.sha256()
    while chunk := file.read(2**20):
        digest.update(chunk)
    if digest.hexdigest() != sha256:
        file.close()
        raise Altered(sha256)
    file.seek(0)
    return file


def _read(sha256: str, how: Callable[["File[Any]"], Read], *, keeps_open: bool = False) -> Read:
    try:
        file = _place().open(name_of(sha256))
        try:
            return how(file)
        finally:
            if not keeps_open:
                file.close()
    except FileNotFoundError:
        raise Lost(sha256) from None
    except OSError:
        raise Altered(sha256) from None
