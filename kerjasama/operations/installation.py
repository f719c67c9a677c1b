"""This installation as what is backed up and put back, and its commands in a process of their own,
which alone may speak to another database than this one.
"""

import os
import subprocess
import sys
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.db import connection

from kerjasama.logbook.installing import UNSET
from kerjasama.operations.backups import Source
from kerjasama.operations.knowing import known_files
from kerjasama.operations.places import Folder, Place, files_at
from kerjasama.operations.postgres import Database, connected, database_at, database_of
from kerjasama.operations.refusing import Refused
from kerjasama.operations.restoring import Target


def release() -> str:
    """The release of this program."""
    project = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text())
    return str(project["project"]["version"])


def this_source() -> Source:
    """What is backed up here."""
    return Source(
        database=database_of(connection.settings_dict),
        files=these_files(),
        witness=Path(settings.LOG_WITNESS),
        names=known_files,
        release=release(),
    )


def these_files() -> Place:
    """Where stored files lie here."""
    return files_at(settings.FILES_AT, Path(settings.MEDIA_ROOT))


def _told_of(files: Place) -> dict[str, str]:
    """The settings by which a process finds them."""
    if isinstance(files, Folder):
        return {"MEDIA_ROOT": str(files.path), "FILES_AT": ""}
    return {"FILES_AT": str(files)}


@dataclass(frozen=True)
class Home:
    """Where an installation lives: its target, and how its program connects, which is as the owner
    where there is no other.
    """

    target: Target
    program: Database
    others: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        """That of its processes."""
        kept = {**os.environ, **self.others}
        kept |= {
            "DATABASE_URL": self.program.url,
            "DATABASE_OWNER_URL": self.target.database.url,
            "LOG_WITNESS": str(self.target.witness),
            **_told_of(self.target.files),
        }
        return kept


def this_home() -> Home:
    """Where this installation lives. Its owner connects as DATABASE_OWNER_URL says, if it does."""
    program = database_of(connection.settings_dict)
    owner = os.environ.get("DATABASE_OWNER_URL", "")
    target = Target(
        database=database_at(owner) if owner else program,
        files=these_files(),
        witness=Path(settings.LOG_WITNESS),
    )
    return Home(target, program)


def bring_up(home: Home) -> None:
    """Let the release that is installed take over what was loaded: its migrations, its triggers,
    the rights of the program. Raises Refused where that fails.
    """
    with connected(home.target.database) as cursor:
        # A dump leaves out who may call what, so the functions of the log are set anew.
        cursor.execute(UNSET)
    told = _manage(home, "migrate", "--verbosity", "0")
    if told.returncode:
        raise Refused(f"Migrasi sesudah pemulihan gagal:\n{told.stderr.strip()[-2_000:]}")


def verify_home(home: Home, *parts: str) -> tuple[bool, list[str]]:
    """Whether it is whole, and what `verify` says there, a line each."""
    told = _manage(home, "verify", *parts)
    lines = told.stdout.splitlines()
    if told.returncode:
        lines += told.stderr.strip().splitlines()[-1:]
    return told.returncode == 0, lines


def _manage(home: Home, *words: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=settings.BASE_DIR,
        env=home.environment,
        capture_output=True,
        text=True,
        check=False,
    )
