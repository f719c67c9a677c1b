"""A real browser, a live server and a real worker on the test database."""

import os
import shutil
import subprocess
import sys

import pytest
from django.core.cache import caches
from playwright.sync_api import sync_playwright

from agreements import demo
from kerjasama.accounts.models import Membership, Unit, User
from kerjasama.celery import app
from partners.models import Partner
from tests.conftest import in_office
from tests.home import settle_at_home
from tests.program import serve_as

from .driver import Driver

# Playwright keeps an event loop in the thread of the test, which Django would take for asynchronous
# code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

PARTNERS = (
    ("Pemerintah Kabupaten Paser", "daerah", "Bupati Paser"),
    ("Pemerintah Kota Samarinda", "daerah", "Wali Kota Samarinda"),
    ("PT Contoh Mahakam Sejahtera", "swasta", "Direktur Utama"),
    ("Badan Pusat Statistik", "pusat", "Kepala Badan Pusat Statistik"),
    ("PT Contoh Mahakam Sentosa", "swasta", "Direktur Utama"),
)


@pytest.fixture(scope="session")
def files(tmp_path_factory):
    return tmp_path_factory.mktemp("media")


@pytest.fixture(autouse=True)
def own_files(settings, files):
    """The live server and the worker store their files in one place."""
    settings.MEDIA_ROOT = files
    settings.FRESH_MINUTES = 24 * 60  # what is asked again is asked where that is the subject
    own = f"browser/{os.getpid()}"
    caches.settings["default"]["KEY_PREFIX"] = caches["default"].key_prefix = own
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def served_as_the_program(program, monkeypatch):
    serve_as(program, monkeypatch)


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        path = shutil.which("chromium-headless-shell") or shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def worker(program, files):
    """Celery as on a server, but with a queue of its own, so that parallel runs do not serve each
    other's papers.
    """
    queue, before = f"browser-{os.getpid()}", app.conf.task_default_queue
    app.conf.task_default_queue = queue
    app.__dict__.pop("amqp", None)  # it may have remembered the old queue
    command = [
        sys.executable,
        "-m",
        "celery",
        "-A",
        "kerjasama",
        "worker",
        "--pool",
        "solo",
        "-Q",
        queue,
        "--loglevel",
        "warning",
    ]
    process = subprocess.Popen(
        [*command, "--without-gossip", "--without-mingle"],
        env=os.environ | {"DATABASE_URL": program[1], "MEDIA_ROOT": str(files)},
    )
    yield process
    process.terminate()
    process.wait()
    app.conf.task_default_queue = before
    app.__dict__.pop("amqp", None)


@pytest.fixture
def office(transactional_db):
    """The accounts of the demo, who sign in with the demo's password, and a small registry of
    mitra.
    """
    settle_at_home(address="Jalan Contoh Nomor 1")
    unit = Unit.objects.create(
        name="Dinas Komunikasi dan Informatika", address="Jalan Dinas Nomor 3"
    )
    Unit.objects.create(name="Dinas Kesehatan", address="Jalan Lain Nomor 4")
    in_office()
    for name, role in demo.ACCOUNTS.items():
        Membership.objects.create(
            user=User.objects.create_user(name, f"{name}@contoh.invalid", demo.PASSWORD),
            role=role,
            unit=unit,
        )
    for name, kind, position in PARTNERS:
        signer = {"representative": "Contoh Nama Pejabat", "representative_position": position}
        Partner.objects.create(name=name, kind=kind, address="Jalan Contoh Nomor 2", **signer)


@pytest.fixture(scope="session")
def looks(request):
    """What barriers.js knows of texts; each text is measured when all is asked."""
    return None if request.config.getoption("--thorough") else set()


@pytest.fixture
def visitor(live_server, chromium, looks):
    """Somebody at the browser; afterwards no page may have complained."""
    # Without reduced motion each click waits for Bootstrap's smooth scrolling.
    context = chromium.new_context(
        viewport={"width": 1280, "height": 900}, locale="id-ID", reduced_motion="reduce"
    )
    driver = Driver(context, live_server.url, looks)
    yield driver
    context.close()
    assert not driver.complaints, "\n".join(driver.complaints)


@pytest.fixture
def driver(office, visitor):
    return visitor


@pytest.fixture
def nobody_signs_out(driver):
    """Each person stays signed in from the first chapter to the last."""
    driver.sessions = {}
