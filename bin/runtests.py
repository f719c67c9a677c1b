"""Everything CI runs, on throwaway servers. Arguments go to pytest."""

import subprocess
import sys
import tempfile
from pathlib import Path

from services import services

CHECKS = (
    ["-m", "ruff", "check", "."],
    ["manage.py", "check"],
    ["manage.py", "makemigrations", "--check", "--dry-run"],
)

with tempfile.TemporaryDirectory() as data, services(Path(data)) as env:
    failed = [check for check in CHECKS if subprocess.call([sys.executable, *check], env=env)]
    tests = subprocess.call([sys.executable, "-m", "pytest", "-n", "2", *sys.argv[1:]], env=env)
sys.exit(1 if failed or tests else 0)
