"""Every setting is told, and what is given for proxies and containers is read by those programs."""

import json
import re
import socket
import ssl
import subprocess
import threading
import time
from contextlib import suppress
from http.client import HTTPSConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import settings_reference
import yaml
from django.conf import settings
from services import free_port

from kerjasama.told_settings import OUTSIDE, TOLD

from .servers import NGINX, make_certificate, nginx_command

DEPLOY = Path(settings.BASE_DIR) / "deploy"


def test_every_setting_is_told_once_and_none_that_is_not_read():
    told = [name for group in TOLD.values() for name in group]
    read = settings_reference.read_settings(settings_reference.SETTINGS.read_text())
    assert sorted(told) == sorted({*read, *OUTSIDE})


def test_the_reference_is_what_the_code_says():
    written = settings_reference.REFERENCE.read_text()
    assert written == settings_reference.write_reference(), "run bin/settings_reference.py"


def test_what_containers_are_given_are_settings():
    told = {name for group in TOLD.values() for name in group}
    services = yaml.safe_load((DEPLOY / "container" / "compose.yaml").read_text())["services"]
    ours = ("web", "worker", "beat", "migrate")
    named = {name for service in ours for name in services[service]["environment"]}
    assert named and named <= told


def test_no_container_that_serves_learns_how_the_owner_connects():
    services = yaml.safe_load((DEPLOY / "container" / "compose.yaml").read_text())["services"]
    owners = {name for name, told in services.items() if "DATABASE_OWNER_URL" in str(told)}
    assert owners == {"migrate"}


def test_nothing_serves_as_root_or_may_write_the_program():
    text = (DEPLOY / "systemd" / "kerja-sama-.service.d" / "common.conf").read_text()
    for line in ("User=kerja-sama", "ProtectSystem=strict", "NoNewPrivileges=yes"):
        assert line in text.splitlines(), line
    services = yaml.safe_load((DEPLOY / "container" / "compose.yaml").read_text())["services"]
    for name in ("web", "worker", "beat", "migrate"):
        assert services[name]["read_only"] and services[name]["user"] != "root"


def test_the_image_holds_what_tells_a_backup_its_release():
    lines = (DEPLOY / "container" / "Containerfile").read_text().splitlines()
    assert any(line.startswith("COPY") and "pyproject.toml" in line for line in lines)


class Told(BaseHTTPRequestHandler):
    """In the place of the web: says what reached it."""

    def do_GET(self) -> None:
        told = json.dumps({"path": self.path, **self.headers}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(told)))
        self.end_headers()
        self.wfile.write(told)

    def log_message(self, *_: object) -> None:
        pass


def configure(place: Path, file: str, web: int, http: int, https: int) -> list[str | Path]:
    """The command that runs nginx with our file on these ports, all it writes under `place`."""
    make_certificate(place)
    text = (DEPLOY / file).read_text().replace("/etc/kerja-sama/tls", str(place))
    for port, ours in ((80, http), (443, https)):
        text = re.sub(rf"listen (\[::\]:)?{port}\b", rf"listen \g<1>{ours}", text)
    text = re.sub(r"server (web|127\.0\.0\.1):8000", f"server 127.0.0.1:{web}", text)
    return nginx_command(place, text)


@pytest.mark.skipif(not NGINX, reason="no nginx here")
@pytest.mark.parametrize("file", ["nginx/kerja-sama.conf", "container/proxy.conf"])
def test_nginx_takes_the_configuration(file, tmp_path):
    command = configure(tmp_path, file, free_port(), free_port(), free_port())
    told = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr


@pytest.fixture
def ask(tmp_path):
    """Asks nginx, before a web that says what reached it: the status, and what the web says."""
    web = ThreadingHTTPServer(("127.0.0.1", 0), Told)
    threading.Thread(target=web.serve_forever, daemon=True).start()
    port = free_port()
    command = configure(tmp_path, "nginx/kerja-sama.conf", web.server_port, free_port(), port)
    proxy = subprocess.Popen(command)
    trusting = ssl._create_unverified_context()

    def ask(path: str, **headers: str) -> tuple[int, dict]:
        sent = {"Host": "kerjasama.example.go.id", **headers}
        door = HTTPSConnection("127.0.0.1", port, timeout=5, context=trusting)
        door.request("GET", path, headers=sent)
        answer = door.getresponse()
        words = answer.read()
        return answer.status, json.loads(words) if words[:1] == b"{" else {}

    ask.port = port
    try:
        for _ in range(100):
            with suppress(OSError):
                ask("/masuk/")
                break
            time.sleep(0.05)
        yield ask
    finally:
        proxy.terminate()
        proxy.wait()
        web.shutdown()


@pytest.mark.skipif(not NGINX, reason="no nginx here")
def test_the_proxy_says_itself_who_asks_and_hides_what_machines_ask(ask):
    forged = {"X-Forwarded-For": "10.0.0.1", "X-Request-ID": "forged-by-client"}
    status, told = ask("/masuk/", **forged)
    assert status == 200
    assert (told["X-Forwarded-For"], told["X-Forwarded-Proto"]) == ("127.0.0.1", "https")
    assert re.fullmatch("[0-9a-f]{32}", told["X-Request-ID"])
    assert [ask(path)[0] for path in ("/livez", "/readyz", "/metrics")] == [404] * 3


@pytest.mark.skipif(not NGINX, reason="no nginx here")
def test_half_open_requests_hold_nobody_else_up(ask):
    trusting = ssl._create_unverified_context()
    held = []
    for _ in range(20):
        door = trusting.wrap_socket(socket.create_connection(("127.0.0.1", ask.port)))
        door.sendall(b"POST /masuk/ HTTP/1.1\r\nHost: kerjasama.example.go.id\r\nContent-Le")
        held.append(door)
    assert ask("/masuk/")[0] == 200
    for door in held:
        door.close()
