"""nginx of our own for tests: all that it writes lies in one folder."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

NGINX = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")


@contextmanager
def serve_s3(patches: pytest.MonkeyPatch) -> Iterator[Any]:
    """A server of its own that speaks S3, with the bucket `daerah`; its environment is ours."""
    boto3, moto = (pytest.importorskip(name) for name in ("boto3", "moto.server"))
    server = moto.ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    told = {
        "AWS_ENDPOINT_URL_S3": f"http://{host}:{port}",
        "AWS_ACCESS_KEY_ID": "daerah",
        "AWS_SECRET_ACCESS_KEY": "rahasia",
        "AWS_DEFAULT_REGION": "us-east-1",
    }
    for name, value in told.items():
        patches.setenv(name, value)
    boto3.client("s3").create_bucket(Bucket="daerah")
    # What another test left: servers of one process share it.
    boto3.resource("s3").Bucket("daerah").objects.all().delete()
    try:
        yield server
    finally:
        server.stop()


def make_certificate(place: Path) -> None:
    """fullchain.pem and privkey.pem of localhost."""
    making = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    making += ["-subj", "/CN=localhost", "-keyout", "privkey.pem", "-out", "fullchain.pem"]
    subprocess.run(making, cwd=place, capture_output=True, check=True)


def nginx_command(place: Path, site: str) -> list[str | Path]:
    """What runs it with that site."""
    (place / "site.conf").write_text(site)
    folders = "".join(
        f"{name}_temp_path {place}/{name};"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    # Only we may enter our folder.
    as_root = "" if os.geteuid() else "user root; "
    (place / "nginx.conf").write_text(
        f"{as_root}daemon off; pid {place}/pid; error_log {place}/log; events {{}}\n"
        f"http {{ access_log off; {folders} include {place}/site.conf; }}\n"
    )
    return [str(NGINX), "-p", place, "-c", place / "nginx.conf"]


def until_open(port: int) -> None:
    """Wait until something listens there."""
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError(f"nothing listens on port {port}")


@contextmanager
def run_nginx(place: Path, site: str, port: int) -> Iterator[None]:
    """It runs meanwhile, and listens on that port."""
    proxy = subprocess.Popen(nginx_command(place, site))
    try:
        until_open(port)
        yield
    finally:
        proxy.terminate()
        proxy.wait()
