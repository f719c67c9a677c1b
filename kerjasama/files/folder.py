"""A folder of this machine, MEDIA_ROOT."""

import contextlib
import os
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage

PART = "tmp"  # what is being written


class FolderStorage(FileSystemStorage):
    """A file appears when all of it lies on the disk: a killed writer leaves no half file."""

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        """A name says what lies there, so the same name has the same bytes."""
        return name

    def _save(self, name: str, content: "File[Any]") -> str:
        path = Path(self.path(name))
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, part = tempfile.mkstemp(dir=path.parent, prefix=PART)
        try:
            with os.fdopen(handle, "wb") as file:
                for chunk in content.chunks():
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            os.replace(part, path)
        except BaseException:  # a full disk heals only when no half file stays on it
            Path(part).unlink(missing_ok=True)
            raise
        return name

    def adopt(self, name: str, file: Path) -> None:
        """Take over a finished file of this disk."""
        with file.open("rb") as content:
            os.fsync(content.fileno())
        path = Path(self.path(name))
        path.parent.mkdir(parents=True, exist_ok=True)
        os.replace(file, path)

    def at_hand(self, name: str, work: Path) -> Path:
        """The file where it lies."""
        return Path(self.path(name))

    def remove_old_parts(self, before: datetime) -> int:
        """Remove what killed writers left half written before that moment. Returns how many."""
        removed = 0
        for part in Path(self.location).glob(f"??/{PART}*"):
            with contextlib.suppress(FileNotFoundError):
                if part.stat().st_mtime < before.timestamp():
                    part.unlink()
                    removed += 1
        return removed
