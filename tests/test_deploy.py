"""What lies in deploy/ for real servers."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
UNITS = ROOT / "deploy" / "systemd"


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not here")
def test_systemd_takes_the_units_as_they_are(tmp_path):
    units = shutil.copytree(UNITS, tmp_path / "units")
    files = [path for path in units.rglob("*") if path.is_file()]
    for path in files:
        path.write_text(path.read_text().replace("/opt/kerja-sama", str(ROOT)))
    told = subprocess.run(
        ["systemd-analyze", "verify", *(path for path in files if path.parent == units)],
        env={**os.environ, "SYSTEMD_UNIT_PATH": f"{units}:"},
        capture_output=True,
        text=True,
    )
    assert (told.returncode, told.stderr) == (0, "")


def test_the_owner_of_the_tables_is_told_to_migrations_alone():
    telling = {
        path.name for path in UNITS.rglob("*") if path.is_file() and "owner" in path.read_text()
    }
    assert telling == {"kerja-sama-migrate.service"}


def test_the_units_start_programs_that_are_installed():
    lines = [
        line
        for path in UNITS.glob("*.service")
        for line in path.read_text().splitlines()
        if line.startswith("ExecStart")
    ]
    modules = {found[1] for line in lines if (found := re.search(r" -m (\w+)", line))}
    assert modules == {"gunicorn", "celery"}
    assert all("/opt/kerja-sama/.venv/bin/python " in line for line in lines)
