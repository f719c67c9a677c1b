"""The two roles of the embedded PostgreSQL. The owner migrates; the program serves and owns nothing
(kerjasama/database). Each has a password, drawn once and kept beside the data.
"""

import os
import secrets
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import psycopg2

OWNER, PROGRAM, DATABASE = "postgres", "kerjasama_program", "kerjasama"
BY_PASSWORD, BY_TRUST = "local all all scram-sha-256\n", "local all all trust\n"
PATIENCE = 10  # seconds


class Postmaster(Protocol):
    """The process of a server that listens."""

    socket_dir: Path


class Server(Protocol):
    """What we ask of the embedded PostgreSQL, whose package publishes no types."""

    pgdata: Path

    def get_pid(self) -> int:
        """The process that all others of it come from."""

    def get_postmaster_info(self) -> Postmaster:
        """Where it listens."""


def kept_secret(path: Path) -> str:
    """A text of chance for this installation alone, made once."""
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text()


def open_to_both(server: Server, data: Path) -> dict[str, str]:
    """Where both connect, on that server whose data and passwords lie under `data`. An installation
    from before there were two is carried over: its server trusted whoever reached it.
    """
    owner = kept_secret(data / "database_owner")
    program = kept_secret(data / "database_program")
    _ask_for_passwords(server, owner)
    with _connected(_url(server, OWNER, owner, "postgres")) as cursor:
        cursor.execute("SELECT FROM pg_roles WHERE rolname = %s", [PROGRAM])
        if not cursor.rowcount:
            cursor.execute(f"CREATE ROLE {PROGRAM}")
        cursor.execute(f"ALTER ROLE {PROGRAM} LOGIN NOINHERIT PASSWORD %s", [program])
        cursor.execute("SELECT FROM pg_database WHERE datname = %s", [DATABASE])
        if not cursor.rowcount:
            cursor.execute(f"CREATE DATABASE {DATABASE} ENCODING 'UTF8' TEMPLATE template0")
    return {
        "DATABASE_URL": _url(server, PROGRAM, program, DATABASE),
        "DATABASE_OWNER_URL": _url(server, OWNER, owner, DATABASE),
        "DATABASE_OWNER_FILE": str(data / "database_owner"),
    }


def _url(server: Server, role: str, password: str, database: str) -> str:
    socket = server.get_postmaster_info().socket_dir
    return f"postgresql://{role}:{password}@/{database}?host={socket}"


def _ask_for_passwords(server: Server, owner: str) -> None:
    """From now on nobody is let in without one. An owner whose password was lost gets this one: who
    starts the server may read its files anyhow.
    """
    rules = server.pgdata / "pg_hba.conf"
    url = _url(server, OWNER, owner, "postgres")
    if rules.read_text() == BY_PASSWORD and _opens(url):
        return
    _follow(server, rules, BY_TRUST)
    end = time.monotonic() + PATIENCE
    while not _opens(url) and time.monotonic() < end:
        time.sleep(0.05)
    with _connected(url) as cursor:
        cursor.execute(f"ALTER ROLE {OWNER} PASSWORD %s", [owner])
    _follow(server, rules, BY_PASSWORD)


def _follow(server: Server, rules: Path, line: str) -> None:
    rules.write_text(line)
    os.kill(server.get_pid(), signal.SIGHUP)


def _opens(url: str) -> bool:
    try:
        psycopg2.connect(url).close()
    except psycopg2.OperationalError:
        return False
    return True


@contextmanager
def _connected(url: str) -> Iterator[Any]:
    connection = psycopg2.connect(url)
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            yield cursor
    finally:
        connection.close()
