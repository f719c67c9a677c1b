"""Start web, worker and beat on their servers; stop all of them together."""

import argparse
import os
import secrets
import signal
import subprocess
import sys
import tempfile
import time
from http.client import HTTPConnection
from pathlib import Path

import psutil
from services import free_port, services

LIMIT_MB = 900
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0  # seconds


def secret_key(data: Path) -> str:
    """The key of this installation, made once."""
    path = data / "secret_key"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text()


def manage(env: dict, *words: str) -> int:
    return subprocess.call([sys.executable, "manage.py", *words], env=env)


def commands(env: dict, data: Path, port: int) -> list[list[str]]:
    """What runs beside each other: web, worker, calendar of jobs, and the keeper of mails if there is one."""
    found = (
        ["gunicorn", "kerjasama.wsgi", "--bind", f"127.0.0.1:{port}", "--threads", "4", "--log-level", "warning"],
        ["celery", "--quiet", "-A", "kerjasama", "worker", "--concurrency", "2", "--loglevel", "warning"],
        ["celery", "--quiet", "-A", "kerjasama", "beat", "--loglevel", "warning", "--schedule", str(data / "beat"), "--pidfile="],
    )
    if "MAIL_CATCHER" in env:
        keeper = ["-c", "aiosmtpd.handlers.Mailbox", env["MAIL_CATCHER"]]
        found += (["aiosmtpd", "--nosetuid", "--listen", f"{env['EMAIL_HOST']}:{env['EMAIL_PORT']}", *keeper],)
    return list(found)


class Child:
    """A process that is started again when it dies, after a pause that grows while it keeps dying."""

    def __init__(self, command: list[str], env: dict):
        self.command, self.env = command, env
        self.pause, self.again_at = FIRST_PAUSE, 0.0
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
            self.again_at, self.pause = now + self.pause, min(2 * self.pause, LONGEST_PAUSE)
            print(f"{self.command[0]} ended ({self.process.returncode}) and starts again in {self.again_at - now:.0f} s", flush=True)
        elif now >= self.again_at:
            self.again_at = 0.0
            self.start()

    def stop(self) -> None:
        self.process.terminate()


def catch_mail(env: dict, data: Path) -> None:
    """Keep mails under `data` instead of sending them out, unless there is a mail server or this is no embedded installation."""
    if not {"EMAIL_HOST", "DATABASE_URL"} & os.environ.keys():
        env.update(EMAIL_HOST="127.0.0.1", EMAIL_PORT=str(free_port()), MAIL_CATCHER=str(data.resolve() / "mail"))


def wait_for(port: int) -> bool:
    """Whether the web answers at all; behind HTTPS and a host name of its own it may answer with a redirect or a refusal."""
    for _ in range(100):
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=2)
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


def run(data: Path, check: bool, demo: bool) -> int:
    (Path("var") / "static").mkdir(parents=True, exist_ok=True)  # where whitenoise looks first
    with services(data) as env:
        env.update(SECRET_KEY=env.get("SECRET_KEY") or secret_key(data))
        port = free_port() if check else int(os.environ.get("PORT", 8000))
        env.setdefault("SITE_URL", f"http://127.0.0.1:{port}")
        catch_mail(env, data)
        if manage(env, "migrate", "-v", "0") or (demo and manage(env, "load_demo", *["--few"] * check)):
            return 1
        children = [Child(command, env) for command in commands(env, data, port)]
        try:
            address = f"http://127.0.0.1:{port}/masuk/"
            if not wait_for(port):
                print("The web did not answer.")
                return 1
            return prove(env, data) if check else serve(address, children, env)
        finally:
            for child in children:
                child.stop()
            for child in children:
                child.process.wait()


def serve(address: str, children: list[Child], env: dict) -> int:
    print(f"Kerja Sama: {address}  (Ctrl-C stops it)", flush=True)
    code = subprocess.run([sys.executable, "manage.py", "first_run_code"], env=env, capture_output=True, text=True).stdout.strip()
    if code:
        print(f"Code for the first page (kode pemasangan): {code}", flush=True)
    while True:
        for child in children:
            child.keep()
        time.sleep(1)


def prove(env: dict, data: Path) -> int:
    print("web: answers")
    failed = manage(env, "selfcheck")
    used = memory_mb(data.resolve())
    print(f"memory: {used:.0f} MB of at most {LIMIT_MB}")
    return int(bool(failed) or used > LIMIT_MB)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--check", action="store_true", help="prove the whole stack on throwaway data")
    parser.add_argument("--no-demo", action="store_true", help="start empty; a given DATABASE_URL never gets demo data")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        if not options.check:
            return run(Path("var"), False, not options.no_demo and "DATABASE_URL" not in os.environ)
        with tempfile.TemporaryDirectory() as data:
            return run(Path(data), True, True)
    except KeyboardInterrupt:
        return 0
    except PermissionError as denied:
        print(f"No right to {denied.filename}. Was var/ copied by another user? Give it back: chown -R $(id -un) var", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
