"""Several installations beside each other, and one that stands below an address of its host."""

import os
import re
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx
import pytest
import redis
from django.conf import settings
from django.urls import reverse
from services import free_port, start_redis

from kerjasama.standing import own_name, sub_path, within

from .servers import NGINX, make_certificate, run_nginx

INC = Path(settings.BASE_DIR) / "deploy" / "nginx" / "kerja-sama-sub-path.inc"


@pytest.mark.parametrize("told", ["Kukar", "kutai kartanegara", "-a", "a" * 31])
def test_a_name_that_no_cookie_can_bear_is_refused(told):
    with pytest.raises(ValueError, match="INSTALLATION"):
        own_name(told)


@pytest.mark.parametrize("told", ["kerja-sama", "/a b", "//"])
def test_an_address_that_is_none_is_refused(told):
    if told == "//":
        assert sub_path(told) == ""
        return
    with pytest.raises(ValueError, match="SUB_PATH"):
        sub_path(told)


@pytest.mark.parametrize(
    ("path", "known"),
    [
        ("/kerja-sama/masuk/", "/masuk/"),
        ("/masuk/", "/masuk/"),
        ("/kerja-sama", "/"),
        ("/kerja-sama-lain/", "/kerja-sama-lain/"),
        ("/kerja-sama/kerja-sama/7/", "/kerja-sama/7/"),
    ],
)
def test_an_address_is_known_whether_or_not_the_proxy_cut_it(path, known):
    assert within(path, "/kerja-sama") == known


LEAVES_TRACES = """
import django; django.setup()
from django.core.cache import cache
from kerjasama.celery import app
from kerjasama.web import heartbeat
print(heartbeat.last_sign())
heartbeat.give_sign()
cache.set("dicoba", 1)
app.send_task("kerjasama.notices.tasks.notify")
"""


def test_two_installations_on_one_redis_see_nothing_of_each_other(tmp_path):
    port = free_port()
    server = start_redis(port, tmp_path, 'save ""')
    there = redis.Redis(port=port)
    try:
        for name in ("kukar", "paser"):
            env = os.environ | {
                "INSTALLATION": name,
                "REDIS_URL": f"redis://127.0.0.1:{port}/0",
                "DJANGO_SETTINGS_MODULE": "kerjasama.settings",
            }
            command = [sys.executable, "-c", LEAVES_TRACES]
            said = subprocess.run(command, env=env, capture_output=True, text=True)
            assert said.stdout.strip() == "None", said.stderr
            own = [key for key in there.keys() if key.startswith(name.encode())]
            assert len(own) >= 3  # a sign of life, a limit, a queue
            assert [key for key in there.keys("*celery") if key.startswith(name.encode())]
        assert all(key.startswith((b"kukar", b"paser")) for key in there.keys())
    finally:
        server.kill()
        server.wait()


@contextmanager
def web(address: str, **told: str):
    """Two processes of the program; the port on which they listen."""
    port = free_port()
    env = os.environ | {
        "DATABASE_URL": address,
        "SECRET_KEY": settings.SECRET_KEY,
        "MEDIA_ROOT": str(settings.MEDIA_ROOT),
        "WEB_CONCURRENCY": "2",
        **told,
    }
    command = [sys.executable, "-m", "gunicorn", "kerjasama.wsgi", "--bind", f"127.0.0.1:{port}"]
    process = subprocess.Popen([*command, "--log-level", "warning"], env=env)
    try:
        for _ in range(300):
            with suppress(httpx.HTTPError):
                httpx.get(f"http://127.0.0.1:{port}/livez", timeout=2)
                break
            time.sleep(0.1)
        yield port
    finally:
        process.terminate()
        process.wait()


@pytest.mark.skipif(not NGINX, reason="no nginx here")
@pytest.mark.django_db(transaction=True)
def test_below_an_address_of_its_host_every_link_leads_within(program, people, client, tmp_path):
    static, https = tmp_path / "static", free_port()
    base = f"https://localhost:{https}"
    told = {
        "SUB_PATH": "/kerja-sama",
        "INSTALLATION": "kukar",
        "HTTPS": "1",
        "BEHIND_PROXY": "1",
        "ALLOWED_HOSTS": "localhost",
        "CSRF_TRUSTED_ORIGINS": base,
        "STATIC_ROOT": str(static),
    }
    collect = [sys.executable, "manage.py", "collectstatic", "--no-input", "-v", "0"]
    subprocess.run(collect, env=os.environ | told, check=True)
    client.force_login(people["kabag"])
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    make_certificate(tmp_path)
    with web(program[1], **told) as port:
        text = INC.read_text().replace("127.0.0.1:8000", f"127.0.0.1:{port}")
        text = text.replace("/var/lib/kerja-sama/static", str(static))
        site = (
            f"server {{ listen {https} ssl; server_name localhost; {text}"
            f" location / {{ return 404; }} ssl_certificate {tmp_path}/fullchain.pem;"
            f" ssl_certificate_key {tmp_path}/privkey.pem; }}"
        )
        with run_nginx(tmp_path, site, https), httpx.Client(verify=False, base_url=base) as browser:
            assert browser.get("/masuk/").status_code == 404
            page = browser.get("/kerja-sama/masuk/")
            assert page.status_code == 200
            kept = page.headers["set-cookie"]
            assert "__Secure-kukar-csrftoken" in kept and "Path=/kerja-sama/;" in kept
            browser.cookies.set(
                "__Secure-kukar-sessionid", session, "localhost.local", "/kerja-sama/"
            )
            home = browser.get("/kerja-sama/")
            assert home.status_code == 200, home.headers
            led = re.findall(r'(?:href|src|action|hx-get|hx-post)="(/[^"]*)"', home.text)
            assert len(led) > 20 and [to for to in led if not to.startswith("/kerja-sama/")] == []
            styles = [to for to in led if to.endswith(".css")]
            style = browser.get(styles[0])
            assert style.status_code == 200 and "immutable" in style.headers["cache-control"]
            lost = browser.get("/kerja-sama/tidak-ada/")
            assert lost.status_code == 404 and 'href="/kerja-sama/"' in lost.text
            help_page = browser.get("/kerja-sama/bantuan/")
            assert help_page.status_code == 200
            token = re.search(r'csrfmiddlewaretoken" value="([^"]+)"', home.text)[1]
            sent = {"csrfmiddlewaretoken": token}
            left = browser.post(
                f"/kerja-sama{reverse('keluar')}", data=sent, headers={"Referer": base}
            )
            assert left.status_code == 302 and left.headers["location"].startswith("/kerja-sama/")
            assert browser.get("/kerja-sama/").status_code == 302
