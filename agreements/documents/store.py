"""Files by their SHA-256: written once, verified at every reading."""

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Callable
from datetime import datetime
from io import BufferedReader
from pathlib import Path
from typing import TypeVar

from django.conf import settings
from django.db import connection, transaction

Read = TypeVar("Read")
PART = "tmp"  # what is being written


class Damaged(Exception):
    """The stored file is missing or is not what was stored."""


class Lost(Damaged):
    """It is not there."""


class Altered(Damaged):
    """It is not what was stored, or cannot be read."""


def digest_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def path_of(sha256: str) -> Path:
    return Path(settings.MEDIA_ROOT) / sha256[:2] / sha256


def store_bytes(content: bytes) -> str:
    """Store the bytes and return their SHA-256. Atomic: a killed writer leaves no half file.

    Within a transaction they are held until its end, so that nobody takes them away before their
    row is seen.
    """
    sha256 = digest_of(content)
    if connection.in_atomic_block:
        _hold(sha256, "pg_advisory_xact_lock_shared")
    path = path_of(sha256)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, part = tempfile.mkstemp(dir=path.parent, prefix=PART)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path)
    except BaseException:  # a full disk heals only when no half file stays on it
        Path(part).unlink(missing_ok=True)
        raise
    return sha256


def remove_old_parts(before: datetime) -> int:
    """Remove what killed writers left half written before that moment. Returns how many there
    were.
    """
    removed = 0
    for part in Path(settings.MEDIA_ROOT).glob(f"??/{PART}*"):
        with contextlib.suppress(FileNotFoundError):
            if part.stat().st_mtime < before.timestamp():
                part.unlink()
                removed += 1
    return removed


@transaction.atomic
def take_away(sha256: str, is_kept: Callable[[str], bool]) -> bool:
    """Remove the bytes unless they are still kept; whoever is storing the same bytes comes before
    or after, not between.
    """
    _hold(sha256, "pg_advisory_xact_lock")
    if is_kept(sha256):
        return False
    path_of(sha256).unlink(missing_ok=True)
    return True


def _hold(sha256: str, lock: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {lock}(%s)", [int.from_bytes(bytes.fromhex(sha256)[:8], signed=True)]
        )


def adopt_file(file: Path) -> str:
    """Take over a finished file of this disk, however large, under its SHA-256, and return that."""
    with file.open("rb") as content:
        sha256 = hashlib.file_digest(content, "sha256").hexdigest()
        os.fsync(content.fileno())
    path = path_of(sha256)
    path.parent.mkdir(parents=True, exist_ok=True)
    os.replace(file, path)
    return sha256


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
    if _read(sha256, lambda file: hashlib.file_digest(file, "sha256").hexdigest()) != sha256:
        raise Altered(sha256)


def _read(sha256: str, how: Callable[[BufferedReader], Read]) -> Read:
    try:
        with path_of(sha256).open("rb") as file:
            return how(file)
    except FileNotFoundError:
        raise Lost(sha256) from None
    except OSError:
        raise Altered(sha256) from None
