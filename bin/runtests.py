"""Everything CI runs, on throwaway servers. Arguments go to pytest."""

import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

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
TEMPLATE = "migrated"
# Options that leave no test out.
EVERYTHING = {"--thorough", "--kept"}
# What a server may lose that lives for one run.
CARELESS = ("fsync", "synchronous_commit", "full_page_writes")


def run(arguments: list[str], env: dict[str, str]) -> int:
    return subprocess.call([sys.executable, *arguments], env=env)


def migrate_once(env: dict[str, str]) -> dict[str, str]:
    """A migrated database, of which each test database is a copy. A server that was there before is
    left alone, and each test database is migrated.
    """
    if "DATABASE_URL" in os.environ:
        return env
    import psycopg2

    server = psycopg2.connect(env["DATABASE_URL"])
    server.autocommit = True
    with server.cursor() as cursor:
        for name in CARELESS:
            cursor.execute(f"ALTER SYSTEM SET {name} = off")
        cursor.execute("SELECT pg_reload_conf()")
        cursor.execute(f"CREATE DATABASE {TEMPLATE} TEMPLATE template0")
    server.close()
    url = urlsplit(env["DATABASE_URL"])._replace(path=f"/{TEMPLATE}").geturl()
    subprocess.check_call(
        [sys.executable, "manage.py", "migrate", "--verbosity", "0"],
        env=env | {"DATABASE_URL": url},
    )
    return env | {"TEST_TEMPLATE": TEMPLATE}


with tempfile.TemporaryDirectory() as data, start_services(Path(data)) as env:
    pytest = ["-m", "pytest"]
    asked, apart = sys.argv[1:], "tests/test_failures.py"
    is_whole = set(asked) <= EVERYTHING
    with ThreadPoolExecutor(2) as both_cores:
        migrating = both_cores.submit(migrate_once, env)
        checks = both_cores.map(lambda check: run(check, env | {"HTTPS": "1"}), CHECKS)
        env = migrating.result()
        # Killed workers and dead brokers are timed: they get a core to themselves.
        alone = run([*pytest, *asked, apart], env) if is_whole else 0
        failed = any([*checks])
    rest = ["--ignore", apart] if is_whole else []
    tests = run([*pytest, "-n", "2", "--dist", "worksteal", *rest, *asked], env)
sys.exit(1 if failed or alone or tests else 0)
