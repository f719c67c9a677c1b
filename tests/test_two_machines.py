"""Two machines: web, worker and calendar on each, with folders of their own, over one database, one
Redis and one S3. One of each dies under load, and nothing that was acknowledged is lost.
"""

import os
import re
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import httpx
import pytest
from django.conf import settings as project
from django.urls import reverse
from services import free_port

from agreements.documents import store
from agreements.models import Document, Number
from kerjasama.files.choosing import storage_at

from .servers import serve_s3, until_open
from .test_failures import LONG_TEXT, Broker, proposal, until  # noqa: F401  a fixture

pytestmark = pytest.mark.django_db(transaction=True)
AT = "s3://daerah/berkas"
CASES = 4


class Machine:
    """Web, worker and calendar, each a group of processes of its own."""

    def __init__(self, env: dict[str, str], folder) -> None:
        folder.mkdir()
        self.log = (folder / "log").open("w")
        self.env = os.environ | env | {"MEDIA_ROOT": str(folder / "media")}
        self.port = free_port()
        bind = f"127.0.0.1:{self.port}"
        celery = ["celery", "-A", "kerjasama"]
        self.web = self._start("gunicorn", "kerjasama.wsgi", "--bind", bind, "--threads", "2")
        self.worker = self._start(*celery, "worker", "--concurrency", "1", "--without-mingle")
        self.beat = self._start(*celery, "beat", "--schedule", str(folder / "beat"), "--pidfile=")

    def _start(self, *words: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", *words],
            cwd=project.BASE_DIR,
            env=self.env,
            stdout=self.log,
            stderr=self.log,
            start_new_session=True,
        )

    def kill(self, *parts: subprocess.Popen[bytes]) -> None:
        """As if it lost power."""
        for part in parts or (self.web, self.worker, self.beat):
            with suppress(ProcessLookupError):
                os.killpg(part.pid, signal.SIGKILL)
            part.wait()


@pytest.fixture
def machines(program, monkeypatch, settings, tmp_path_factory):
    place = tmp_path_factory.mktemp("mesin")
    broker = Broker(place)
    broker.start()
    with serve_s3(monkeypatch):
        settings.STORAGES = {**settings.STORAGES, "files": storage_at(AT)}
        env = {
            "DATABASE_URL": program[1],
            "REDIS_URL": broker.url,
            "SECRET_KEY": project.SECRET_KEY,
            "FILES_AT": AT,
            "INSTALLATION": "uji",
            "WEB_CONCURRENCY": "1",
        }
        started = [Machine(env, place / name) for name in ("satu", "dua")]
        try:
            for machine in started:
                until_open(machine.port)
            yield started
        finally:
            for machine in started:
                machine.kill()
            broker.stop()


def order(ports: list[int], session: str, case: int) -> None:
    """Ask for the paper at one machine, and at the other while that does not answer."""
    page, act = reverse("kerja-sama", args=[case]), reverse("buat-dokumen", args=[case, "kak"])
    for port in ports * 5:
        with (
            suppress(httpx.HTTPError),
            httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30) as browser,
        ):
            browser.cookies.set("uji-sessionid", session, "127.0.0.1")
            token = re.search(r'csrfmiddlewaretoken" value="([^"]+)"', browser.get(page).text)[1]
            answer = browser.post(act, data={"csrfmiddlewaretoken": token})
            assert answer.status_code == 302
            return
        time.sleep(0.2)
    raise AssertionError("nobody answered")


def test_one_of_each_dies_under_load_and_every_paper_is_made_once(
    machines,
    proposal,  # noqa: F811
    client,
    people,
):
    cases = [proposal(latar_belakang=LONG_TEXT).pk for _ in range(CASES)]
    client.force_login(people["staf"])
    session = client.cookies[project.SESSION_COOKIE_NAME].value
    first, second = machines
    ports = [first.port, second.port]
    with ThreadPoolExecutor(2) as people_at_work:
        asked = [people_at_work.submit(order, ports, session, case) for case in cases]
        until(lambda: Document.objects.filter(agreement__in=cases).exists())
        first.kill(first.web)
        time.sleep(1)
        first.kill(first.worker, first.beat)
        for one in asked:
            one.result()

    def papers():
        return Document.objects.filter(agreement__in=cases)

    until(lambda: papers().filter(state="siap").count() == CASES, 150)
    assert papers().count() == CASES
    assert all(store.read_stored(paper.sha256).startswith(b"%PDF-") for paper in papers())
    numbers = Number.objects.filter(series__code="KAK").values_list("urut", flat=True)
    assert sorted(numbers) == [1, 2, 3, 4]
