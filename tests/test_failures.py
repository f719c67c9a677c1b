"""Real processes that die: the worker in the middle of a paper, the broker under a request, two
people at one number series.
"""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import kombu.pools
import psutil
import pytest
import redis
from celery.beat import Scheduler
from django.conf import settings as project
from django.db import transaction
from django.urls import reverse
from services import free_port, start_redis

from agreements import demo
from agreements.documents import outbox, rendering, store
from agreements.models import Document, Number, chain_is_intact
from agreements.workflow import guarding
from agreements.workflow.evaluation import evaluate_case
from kerjasama.celery import app

from .conftest import as_long_as, order_and_render

pytestmark = pytest.mark.django_db(transaction=True)
A_REQUEST_LASTS = 3
# WeasyPrint needs seconds for so many pages, time enough to kill it in the middle.
LONG_TEXT = "\n".join(
    f"{n}. {'Masyarakat membutuhkan layanan informasi publik yang mudah dijangkau. ' * 6}"
    for n in range(220)
)


def until(holds, seconds: float = 30) -> None:
    """Wait until it holds. Raises AssertionError when it does not in that time."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.1)


class Broker:
    """A Redis of this test alone, so that tests running beside it see nothing of it."""

    def __init__(self, data):
        self.data, self.process = data, None
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        self.process = start_redis(self.port, self.data, 'save ""')
        until(self._answers)

    def _answers(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    @contextmanager
    def stopped(self) -> Iterator[None]:
        """It stays connected to everybody and does nothing more."""
        self.process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self.process.send_signal(signal.SIGCONT)

    def stop(self) -> None:
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process = None


@contextmanager
def celery_at(url: str):
    """The web process speaks to that broker."""
    usual = app.conf.broker_url
    _connect(url)
    try:
        yield
    finally:
        _connect(usual)


def _connect(url: str) -> None:
    app.conf.broker_url = url
    kombu.pools.reset()
    app._pool = None
    app.__dict__.pop("amqp", None)


@pytest.fixture
def broker(tmp_path_factory):
    broker = Broker(tmp_path_factory.mktemp("broker"))
    broker.start()
    with celery_at(broker.url):
        yield broker
    broker.stop()


class Worker:
    def __init__(self, broker: Broker, database: str, media, log, **limits: str):
        self.log = log
        env = dict(
            os.environ,
            DATABASE_URL=database,
            REDIS_URL=broker.url,
            MEDIA_ROOT=str(media),
            **limits,
        )
        command = [
            sys.executable,
            "-m",
            "celery",
            "-A",
            "kerjasama",
            "worker",
            "--concurrency",
            "1",
            "--loglevel",
            "INFO",
        ]
        quick = ["--without-gossip", "--without-mingle", "--without-heartbeat"]
        with log.open("w") as out:
            self.process = subprocess.Popen(
                [*command, *quick],
                cwd=project.BASE_DIR,
                env=env,
                stdout=out,
                stderr=out,
                start_new_session=True,
            )

    def says(self, words: str) -> int:
        return self.log.read_text().count(words)

    def kill(self) -> None:
        """The machine loses power: the worker and what it started are gone at once."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def stop_the_renderer(self) -> None:
        """It hangs, and answers to nothing but being killed."""
        for child in psutil.Process(self.process.pid).children():
            child.suspend()

    def kill_the_renderer(self) -> None:
        """Only the process that renders dies, as for want of memory."""
        for child in psutil.Process(self.process.pid).children():
            child.kill()


@pytest.fixture
def start_worker(broker, program, settings, tmp_path_factory):
    started, logs = [], tmp_path_factory.mktemp("logs")

    def start(**limits: str) -> Worker:
        log = logs / f"{len(started)}.log"
        started.append(Worker(broker, program[1], settings.MEDIA_ROOT, log, **limits))
        return started[-1]

    yield start
    for worker in started:
        worker.kill()


def _waits_for(agreement, kind: str) -> bool:
    """Whether this paper is the next thing to do."""
    return any(check.requirement.document == kind for check in evaluate_case(agreement).open_checks)


@pytest.fixture
def proposal(make_agreement):
    """A case whose KAK is the next thing to do."""

    def make(**fields):
        agreement = make_agreement(**fields)
        for _ in as_long_as(lambda: not _waits_for(agreement, "kak")):
            demo.meet_next(agreement, order_and_render)
        agreement.refresh_from_db()
        return agreement

    return make


def is_ready(paper: Document) -> bool:
    return Document.objects.get(pk=paper.pk).state == "siap"


def assert_made_once(agreement) -> None:
    paper = Document.objects.get(agreement=agreement)
    assert (paper.state, paper.error) == ("siap", "")
    assert store.read_stored(paper.sha256).startswith(b"%PDF-")
    files = sorted(file.name for file in project.MEDIA_ROOT.rglob("*") if file.is_file())
    assert files == sorted([paper.sha256, paper.made_from.sha256])
    assert [(row.series.code, row.urut, row.state) for row in Number.objects.all()] == [
        ("KAK", 1, "terbit")
    ]
    assert evaluate_case(agreement).check("kak").met
    assert chain_is_intact(agreement)


@pytest.mark.parametrize("dies", ["worker", "renderer"])
def test_a_worker_killed_while_it_renders_leaves_one_correct_paper(
    dies, start_worker, proposal, people, monkeypatch
):
    agreement = proposal(latar_belakang=LONG_TEXT)
    worker = start_worker()
    paper = rendering.order_document(agreement.pk, people["staf"], "kak")
    until(lambda: worker.says("received") == 1)
    time.sleep(0.7)
    worker.kill() if dies == "worker" else worker.kill_the_renderer()
    assert Document.objects.get(pk=paper.pk).state == "antre", (
        "it was made before it could be interrupted"
    )
    assert not list(project.MEDIA_ROOT.rglob("*"))
    monkeypatch.setattr(outbox, "PATIENCE", timedelta(0))
    if dies == "worker":
        rendering.sweep_documents()
        worker = start_worker()
    until(lambda: is_ready(paper))
    rendering.queue_document(paper.pk)  # what the broker delivers once more is not made once more
    until(lambda: worker.says("succeeded") == 2)
    assert_made_once(agreement)


def test_a_paper_that_takes_too_long_is_stopped_and_says_why(start_worker, proposal, people):
    agreement = proposal(latar_belakang=LONG_TEXT)
    start_worker(TASK_SECONDS="1")
    paper = rendering.order_document(agreement.pk, people["staf"], "kak")
    until(lambda: Document.objects.get(pk=paper.pk).state == "gagal")
    assert "melewati batas waktu" in Document.objects.get(pk=paper.pk).error


def test_a_process_that_hangs_is_replaced_and_other_papers_are_made(start_worker, proposal, people):
    hanging, next_one = proposal(latar_belakang=LONG_TEXT), proposal()
    worker = start_worker(TASK_SECONDS="8", TASK_GRACE_SECONDS="1")
    rendering.order_document(hanging.pk, people["staf"], "kak")
    until(lambda: worker.says("received") == 1)
    time.sleep(0.5)
    worker.stop_the_renderer()
    paper = rendering.order_document(next_one.pk, people["staf"], "kak")
    until(lambda: is_ready(paper))


def test_with_the_broker_down_work_goes_on_and_the_paper_comes_later(
    broker, start_worker, proposal, people, signed_in, monkeypatch
):
    other, agreement = proposal(), proposal()
    broker.stop()
    act(
        signed_in(people["staf"]),
        reverse("buat-dokumen", args=[agreement.pk, "kak"]),
        "Dokumen sedang dibuat",
    )
    demo.meet_everything(other, order_and_render)  # its last act closes the stage
    other.refresh_from_db()
    paper = agreement.documents.get()
    assert (other.stage_code, paper.state, paper.sent_at) == ("penawaran", "antre", None)
    monkeypatch.setattr(outbox, "PATIENCE", timedelta(0))
    rendering.sweep_documents()
    assert not is_ready(paper)
    broker.start()
    start_worker()
    rendering.sweep_documents()
    until(lambda: is_ready(paper))
    assert store.read_stored(Document.objects.get(pk=paper.pk).sha256).startswith(b"%PDF-")
    assert Number.objects.filter(series__code="KAK").count() == 2


@contextmanager
def in_time():
    began = time.monotonic()
    yield
    assert time.monotonic() - began < A_REQUEST_LASTS


def act(client, url: str, says: str, **data) -> None:
    """A request that succeeds, says so and does not keep anybody waiting."""
    with in_time():
        page = client.post(url, data, follow=True)
    told = [str(message) for message in page.context["messages"]]
    assert page.status_code == 200 and any(says in message for message in told), told


def test_a_broker_that_is_full_refuses_nobody(broker, proposal, people, signed_in, monkeypatch):
    agreement = proposal()
    redis.Redis.from_url(broker.url).config_set("maxmemory", 1)
    act(
        signed_in(people["staf"]),
        reverse("buat-dokumen", args=[agreement.pk, "kak"]),
        "Dokumen sedang dibuat",
    )
    assert agreement.documents.get().state == "antre"


@contextmanager
def silent_broker():
    """It takes the connection and then says nothing, as a half-dead machine does; after a while it
    is gone.
    """
    with (
        socket.create_server(("127.0.0.1", 0)) as silent,
        celery_at(f"redis://127.0.0.1:{silent.getsockname()[1]}/0"),
    ):
        end = threading.Timer(5 * A_REQUEST_LASTS, silent.close)
        end.start()
        yield
        end.cancel()


def test_a_broker_that_does_not_answer_keeps_nobody_waiting(proposal, people, signed_in):
    agreement = proposal()
    with silent_broker():
        act(
            signed_in(people["staf"]),
            reverse("buat-dokumen", args=[agreement.pk, "kak"]),
            "Dokumen sedang dibuat",
        )
    paper = agreement.documents.get()
    assert (paper.state, paper.sent_at) == ("antre", None)


def test_a_sweep_asks_a_silent_broker_once(proposal, people, monkeypatch):
    monkeypatch.setattr(outbox, "PATIENCE", timedelta(0))
    with silent_broker():
        for _ in range(3):
            Document.objects.create(
                agreement=proposal(), stage_code="persiapan", kind="kak", revision=1
            )
        with in_time():
            rendering.sweep_documents()


def test_a_broker_that_falls_silent_is_outlived_by_web_beat_and_worker(
    broker, start_worker, proposal, people, signed_in, monkeypatch
):
    """All three hold a living connection to it when it stops."""
    before, agreement = proposal(), proposal()
    worker, beat = start_worker(), Scheduler(app=app)
    paper = rendering.order_document(before.pk, people["staf"], "kak")
    entry = beat.schedule["outbox"]
    beat.apply_entry(entry, producer=beat.producer)
    until(lambda: is_ready(paper) and worker.says("sweep_outbox") and worker.says("succeeded") == 2)
    with broker.stopped():
        act(
            signed_in(people["staf"]),
            reverse("buat-dokumen", args=[agreement.pk, "kak"]),
            "Dokumen sedang dibuat",
        )
        with in_time():
            beat.apply_entry(entry, producer=beat.producer)
        assert agreement.documents.get().sent_at is None
    monkeypatch.setattr(outbox, "PATIENCE", timedelta(0))
    rendering.sweep_documents()
    until(lambda: is_ready(agreement.documents.get()))
    swept = worker.says("sweep_outbox")
    beat.apply_entry(entry, producer=beat.producer)
    until(lambda: worker.says("sweep_outbox") > swept)


def test_a_number_drawn_for_what_was_not_kept_is_given_again(proposal, people):
    agreement = proposal()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        rendering.order_document(agreement.pk, people["staf"], "kak")
        raise ZeroDivisionError
    assert not agreement.documents.exists()
    paper = rendering.order_document(agreement.pk, people["staf"], "kak")
    assert paper.number.startswith("001/")
    with pytest.raises(guarding.Refused, match="sedang dibuat"):
        rendering.order_document(agreement.pk, people["staf"], "kak")
    assert Number.objects.filter(series__code="KAK").count() == 1
