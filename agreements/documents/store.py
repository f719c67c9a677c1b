"""Files by their SHA-256: written once, verified at every reading."""

import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings


class Damaged(Exception):
    """The stored file is missing or is not what was stored."""


def name_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def path_of(sha256: str) -> Path:
    return Path(settings.MEDIA_ROOT) / sha256[:2] / sha256


def put(content: bytes) -> str:
    """Store the bytes and return their SHA-256. Atomic: a killed writer leaves no half file."""
    sha256 = name_of(content)
    path = path_of(sha256)
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as part:
        part.write(content)
        part.flush()
        os.fsync(part.fileno())
    os.replace(part.name, path)
    return sha256


def get(sha256: str) -> bytes:
    """The stored bytes. Raises Damaged when the file is lost or was altered."""
    try:
        content = path_of(sha256).read_bytes()
    except FileNotFoundError:
        raise Damaged(sha256) from None
    if name_of(content) != sha256:
        raise Damaged(sha256)
    return content
