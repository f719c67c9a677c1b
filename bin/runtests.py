"""Everything CI runs, on throwaway servers. Arguments go to pytest."""

import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

from services import as_owner, start_services

CHECKS = (
    ["-m", "mypy", "--no-error-summary", "agreements", "partners", "kerjasama"],
    ["-m", "ruff", "check", "--quiet", "."],
    ["-m", "ruff", "format", "--check", "--quiet", "."],
    ["-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
    ["-m", "djlint", "templates", "--lint", "--quiet"],
    ["manage.py", "check", "--deploy", "--fail-level", "WARNING"],
    ["manage.py", "makemigrations", "--check", "--dry-run"],
)
FAILURES = "tests/test_failures.py"
BROWSER = "tests/browser"
BY_TWO = ("-n", "2", "--dist", "worksteal")
TEMPLATE = "migrated"
# Options that leave no test out.
EVERYTHING = {"--thorough", "--anew"}
# What a server may lose that lives for one run.
CARELESS = ("fsync", "synchronous_commit", "full_page_writes")


def run(arguments: list[str], env: dict[str, str], *, gives_way: bool = False) -> int:
    """The exit status of a Python program, which leaves the cores to others when it gives way."""
    before = ["nice", "-n", "10"] if gives_way else []
    return subprocess.call([*before, sys.executable, *arguments], env=env)


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


def on_databases_of(name: str, env: dict[str, str]) -> dict[str, str]:
    """The same, but with test databases that no other tests use at the same time."""
    url = urlsplit(env["DATABASE_URL"])
    return env | {"DATABASE_URL": url._replace(path=f"{url.path}_{name}").geturl()}


def run_everything(asked: list[str], env: dict[str, str], at_once: ThreadPoolExecutor) -> list[int]:
    """The exit statuses of all tests. Killed workers and dead brokers are timed, so all others give
    way to them; a browser waits for pages and papers, so others fill its pauses.
    """
    pytest = ["-m", "pytest", *asked]
    timed = at_once.submit(run, [*pytest, FAILURES], on_databases_of("failures", env))
    of_browser = on_databases_of("browser", env)
    seen = at_once.submit(run, [*pytest, BROWSER], of_browser, gives_way=True)
    left_out = ("--ignore", FAILURES, "--ignore", BROWSER)
    rest = run([*pytest, *BY_TWO, *left_out], env, gives_way=True)
    return [rest, timed.result(), seen.result()]


def run_checks(env: dict[str, str]) -> int:
    """How many of the checks fail."""
    return sum(run(check, env | {"HTTPS": "1"}) != 0 for check in CHECKS)


with tempfile.TemporaryDirectory() as data, start_services(Path(data)) as servers:
    env = as_owner(servers)
    # Else each process compiles all modules and tests anew.
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    asked = sys.argv[1:]
    with ThreadPoolExecutor(4) as at_once:
        migrating = at_once.submit(migrate_once, env)
        failed_checks = at_once.submit(run_checks, env)
        env = migrating.result()
        if set(asked) <= EVERYTHING:
            results = run_everything(asked, env, at_once)
        else:
            results = [run(["-m", "pytest", *asked, *BY_TWO], env)]
        results.append(failed_checks.result())
sys.exit(1 if any(results) else 0)
