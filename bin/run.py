"""Start web, worker and beat on their servers; stop all of them together."""

import argparse
import fcntl
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import NoReturn

import psutil
from database import kept_secret
from services import free_port, start_services

LIMIT_MB = 900
MOST_WEBS = 4
EVERYWHERE = ("0.0.0.0", "[::]")  # noqa: S104  names of addresses
SOURCES = ("agreements", "kerjasama", "partners", "templates")
Snapshot = frozenset[tuple[Path, float]]
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0  # seconds


def run_manage(env: dict[str, str], *words: str) -> int:
    """Run a command of manage.py to its end."""
    return subprocess.call([sys.executable, "manage.py", *words], env=env)


WORKER = [
    "celery",
    "--quiet",
    "-A",
    "kerjasama",
    "worker",
    "--concurrency",
    "2",
    "--loglevel",
    "warning",
]


def child_commands(env: dict[str, str], data: Path, bind: str) -> list[list[str]]:
    """Web, worker, calendar of jobs, and the keeper of mails if there is one."""
    found = (
        [
            "gunicorn",
            "kerjasama.wsgi",
            "--bind",
            bind,
            "--threads",
            "4",
            "--log-level",
            "warning",
        ],
        WORKER,
        [
            "celery",
            "--quiet",
            "-A",
            "kerjasama",
            "beat",
            "--loglevel",
            "warning",
            "--schedule",
            str(data / "beat"),
            "--pidfile=",
        ],
    )
    if "MAIL_CATCHER" in env:
        keeper = ["-c", "aiosmtpd.handlers.Mailbox", env["MAIL_CATCHER"]]
        found += (
            [
                "aiosmtpd",
                "--nosetuid",
                "--listen",
                f"{env['EMAIL_HOST']}:{env['EMAIL_PORT']}",
                *keeper,
            ],
        )
    return list(found)


class Child:
    """A process that starts again when it dies, after a pause that grows while it keeps dying."""

    def __init__(self, command: list[str], env: dict[str, str]):
        self.command = command
        self.env = env
        self.pause = FIRST_PAUSE
        self.again_at = 0.0
        self.start()

    def start(self) -> None:
        self.started = time.monotonic()
        self.process = subprocess.Popen([sys.executable, "-m", *self.command], env=self.env)

    def keep(self) -> None:
        """Start it again when it is dead and its pause is over."""
        if self.process.poll() is None:
            return
        now = time.monotonic()
        if not self.again_at:
            if now - self.started > LONGEST_PAUSE:
                self.pause = FIRST_PAUSE
            wait = f"{self.pause:.0f} s"
            self.again_at = now + self.pause
            self.pause = min(2 * self.pause, LONGEST_PAUSE)
            print(
                f"{self.command[0]} ended ({self.process.returncode}) and starts again in {wait}",
                flush=True,
            )
        elif now >= self.again_at:
            self.again_at = 0.0
            self.start()

    def stop(self) -> None:
        self.process.terminate()


def restart_children(children: list[Child]) -> None:
    """With the program as it is now."""
    stop_all(children)
    for child in children:
        child.start()


def stop_all(children: list[Child]) -> None:
    """Stop every program, the last started first."""
    for child in children:
        child.stop()
    for child in children:
        child.process.wait()


def take_snapshot() -> Snapshot:
    """The files of the program and when each was written."""
    found = (file for folder in SOURCES for file in Path(folder).rglob("*.*"))
    files = (file for file in found if file.suffix in {".py", ".html"} and file.exists())
    return frozenset((file, file.stat().st_mtime) for file in files)


def catch_mail(env: dict[str, str], data: Path) -> None:
    """Keep mails under `data` unless there is a mail server or this is no embedded installation."""
    if not {"EMAIL_HOST", "DATABASE_URL"} & os.environ.keys():
        env.update(
            EMAIL_HOST="127.0.0.1",
            EMAIL_PORT=str(free_port()),
            MAIL_CATCHER=str(data.resolve() / "mail"),
        )


def count_together(env: dict[str, str], data: Path) -> None:
    """Figures of web and worker from this start on; lines for whoever sits before them."""
    counts = data.resolve() / "metrics"
    shutil.rmtree(counts, ignore_errors=True)
    env.setdefault("METRICS_DIR", str(counts))
    env.setdefault("LOG_FORMAT", "plain")


def place_to_listen(bind: str, port: int) -> str:
    """HOST:PORT; the port of PORT where `bind` names none."""
    host, colon, told = bind.rpartition(":")
    if colon and told.isdecimal():
        return bind
    return f"{bind}:{port}"


@contextmanager
def alone_with(data: Path) -> Iterator[None]:
    """Nobody else starts servers and calendar on the same data meanwhile. Raises AlreadyRuns."""
    data.mkdir(parents=True, exist_ok=True)
    with (data / "running.lock").open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.seek(0)
            raise AlreadyRuns(file.read().strip()) from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


class AlreadyRuns(Exception):
    """The program runs on this data already; its process."""


def serve_by_cores(env: dict[str, str], options: argparse.Namespace) -> None:
    """A process of the web for each core, of which a small machine has few; one where memory is
    measured or files are watched.
    """
    cores = len(os.sched_getaffinity(0))
    many = 1 if options.check or options.reload else min(cores, MOST_WEBS)
    env.setdefault("WEB_CONCURRENCY", str(many))


def work_alone() -> int:
    """Only a worker, for the web and the calendar of another machine. Returns the exit code."""
    needed = ("DATABASE_URL", "REDIS_URL", "SECRET_KEY")
    if missing := [name for name in needed if not os.environ.get(name)]:
        print(
            f"Set {', '.join(missing)}: --workers-only works for an installation that runs already,"
            " on its servers and with its settings (docs/settings.md).",
            file=sys.stderr,
        )
        return 1
    child = Child(WORKER, dict(os.environ))
    print("Kerja Sama: a worker alone  (Ctrl-C stops it)", flush=True)
    try:
        while True:
            child.keep()
            time.sleep(1)
    finally:
        stop_all([child])


def wait_for(bind: str) -> bool:
    """Whether the web answers at all; behind HTTPS and a host name of its own it may answer with a
    redirect or a refusal.
    """
    host, _, port = bind.rpartition(":")
    for _ in range(100):
        try:
            connection = HTTPConnection(
                "127.0.0.1" if host in EVERYWHERE else host.strip("[]"), int(port), timeout=2
            )
            connection.request("GET", "/masuk/")
            return connection.getresponse().status < 500
        except OSError:
            time.sleep(0.2)
    return False


def memory_mb(data: Path) -> float:
    """Proportional memory of this program, its children and the servers under `data`."""
    mine = {process.pid: process for process in psutil.Process().children(recursive=True)}
    for process in psutil.process_iter(["cmdline"]):
        if any(str(data) in word for word in process.info["cmdline"] or ()):
            mine.update({p.pid: p for p in [process, *process.children(recursive=True)]})
    return sum(process.memory_full_info().pss for process in mine.values()) / 2**20


def collect_static(env: dict[str, str], data: Path) -> int:
    """Style and scripts under names that change with their content."""
    env.setdefault("STATIC_ROOT", str(data.resolve() / "static"))
    return run_manage(env, "collectstatic", "--no-input", "-v", "0")


def prepare_server(
    env: dict[str, str], owner: str, data: Path, options: argparse.Namespace
) -> bool:
    """Whether the database, the example data and the static files are as the program wants them.
    Nobody but migrations learns how the owner of the tables connects.
    """
    if run_manage(env | {"DATABASE_OWNER_URL": owner}, "migrate", "-v", "0"):
        return False
    few = ["--few"] if options.check else []
    if options.demo and run_manage(env, "load_demo", *few):
        return False
    return options.reload or not collect_static(env, data)


def run_program(data: Path, options: argparse.Namespace) -> int:
    """Start the servers and the program, and keep them until somebody stops it, or with --check
    until they are proved. Returns the exit code.
    """
    with start_services(data) as env:
        env.update(SECRET_KEY=env.get("SECRET_KEY") or kept_secret(data / "secret_key"))
        port = free_port() if options.check else int(os.environ.get("PORT", 8000))
        bind = place_to_listen(options.bind, port)
        port = int(bind.rpartition(":")[2])
        env.setdefault("SITE_URL", f"http://127.0.0.1:{port}")
        serve_by_cores(env, options)
        if options.reload:
            env.setdefault("DEBUG", "1")
        catch_mail(env, data)
        count_together(env, data)
        owner = env.pop("DATABASE_OWNER_URL", "")
        if not prepare_server(env, owner, data, options):
            return 1
        children = [Child(command, env) for command in child_commands(env, data, bind)]
        try:
            if not wait_for(bind):
                print("The web did not answer.")
                return 1
            if options.check:
                return prove_start(env, data)
            serve_children(f"http://127.0.0.1:{port}/masuk/", children, env, reload=options.reload)
        finally:
            stop_all(children)


def serve_children(
    address: str, children: list[Child], env: dict[str, str], *, reload: bool
) -> NoReturn:
    """Until somebody stops it."""
    print(f"Kerja Sama: {address}  (Ctrl-C stops it)", flush=True)
    ask = [sys.executable, "manage.py", "first_run_code"]
    code = subprocess.run(ask, env=env, capture_output=True, text=True).stdout.strip()
    if code:
        print(f"Code for the first page (kode pemasangan): {code}", flush=True)
    files = take_snapshot()
    while True:
        for child in children:
            child.keep()
        time.sleep(1)
        if reload and (now := take_snapshot()) != files:
            print("The program changed and starts again.", flush=True)
            restart_children(children)
            files = now


def prove_start(env: dict[str, str], data: Path) -> int:
    """Prove that all parts work together within the memory they may use; 0 when they do."""
    print("web: answers")
    failed = run_manage(env, "selfcheck")
    used = memory_mb(data.resolve())
    print(f"memory: {used:.0f} MB of at most {LIMIT_MB}")
    return int(bool(failed) or used > LIMIT_MB)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument(
        "--check", action="store_true", help="prove the whole stack on throwaway data"
    )
    parser.add_argument(
        "--no-demo",
        action="store_true",
        help="start empty; a given DATABASE_URL never gets demo data",
    )
    reload = "for developers: DEBUG=1, and a new start when a file changes"
    parser.add_argument("--reload", action="store_true", help=reload)
    parser.add_argument(
        "--bind",
        default="127.0.0.1",
        metavar="HOST[:PORT]",
        help="where the web listens; others than this machine need TLS before it (README)",
    )
    parser.add_argument(
        "--workers-only",
        action="store_true",
        help="a worker alone, for an installation whose web runs elsewhere",
    )
    options = parser.parse_args()
    options.demo = options.check or not (options.no_demo or "DATABASE_URL" in os.environ)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        if options.workers_only:
            return work_alone()
        if not options.check:
            with alone_with(Path("var")):
                return run_program(Path("var"), options)
        with tempfile.TemporaryDirectory() as data:
            return run_program(Path(data), options)
    except KeyboardInterrupt:
        return 0
    except AlreadyRuns as running:
        print(
            f"The program runs from this folder already (process {running}). Stop that first, or"
            " start another worker with --workers-only.",
            file=sys.stderr,
        )
        return 1
    except PermissionError as denied:
        print(
            f"No right to {denied.filename}. Was var/ copied by another user? Give it back: chown"
            " -R $(id -un) var",
            file=sys.stderr,
        )
        return 1


if __name__ == "__main__":
    sys.exit(main())
