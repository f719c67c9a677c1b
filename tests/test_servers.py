"""Every setting is told, and what is given for proxies and containers is read by those programs."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import settings_reference
import yaml
from django.conf import settings

from kerjasama.told_settings import OUTSIDE, TOLD

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


@pytest.mark.skipif(not shutil.which("nginx"), reason="no nginx here")
@pytest.mark.parametrize("file", ["nginx/kerja-sama.conf", "container/proxy.conf"])
def test_nginx_takes_the_configuration(file, tmp_path):
    making = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    making += ["-subj", "/CN=localhost", "-keyout", "privkey.pem", "-out", "fullchain.pem"]
    subprocess.run(making, cwd=tmp_path, capture_output=True, check=True)
    text = (DEPLOY / file).read_text().replace("/etc/kerja-sama/tls", str(tmp_path))
    text = re.sub(r"listen (\[::\]:)?(80|443)", r"listen \g<1>18\2", text)
    (tmp_path / "site.conf").write_text(text.replace("server web:8000", "server 127.0.0.1:8000"))
    folders = "".join(
        f"{name}_temp_path {tmp_path}/{name};"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (tmp_path / "nginx.conf").write_text(
        f"pid {tmp_path}/pid; error_log {tmp_path}/log; events {{}}\n"
        f"http {{ access_log off; {folders} include {tmp_path}/site.conf; }}\n"
    )
    command = ["nginx", "-t", "-p", str(tmp_path), "-c", str(tmp_path / "nginx.conf")]
    told = subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ)
    assert told.returncode == 0, told.stderr
