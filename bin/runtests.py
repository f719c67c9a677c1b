"""Everything CI runs, on throwaway servers. Arguments go to pytest."""

import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from services import start_services

CHECKS = (
    ["-m", "mypy", "--no-error-summary", "agreements", "partners", "kerjasama"],
    ["-m", "ruff", "check", "--quiet", "."],
    ["-m", "ruff", "format", "--check", "--quiet", "."],
    ["-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
    ["-m", "djlint", "templates", "--lint", "--quiet"],
    ["manage.py", "check", "--deploy", "--fail-level", "WARNING"],
    ["manage.py", "makemigrations", "--check", "--dry-run"],
)

with tempfile.TemporaryDirectory() as data, start_services(Path(data)) as env:
    with ThreadPoolExecutor(2) as both_cores:
        failed = any(
            [
                *both_cores.map(
                    lambda check: subprocess.call(
                        [sys.executable, *check], env=env | {"HTTPS": "1"}
                    ),
                    CHECKS,
                )
            ]
        )
    pytest = [sys.executable, "-m", "pytest"]
    # Killed workers and dead brokers are timed, so they get the machine to themselves.
    apart = [] if sys.argv[1:] else ["--ignore", "tests/test_failures.py"]
    tests = subprocess.call(
        [*pytest, "-n", "2", "--dist", "worksteal", *apart, *sys.argv[1:]], env=env
    )
    tests = (apart and subprocess.call([*pytest, "tests/test_failures.py"], env=env)) or tests
sys.exit(1 if failed or tests else 0)
