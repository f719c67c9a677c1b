"""Style and scripts as bin/start serves them: small, and fetched once."""

import re

import pytest
from django.conf import settings as project
from django.core.management import call_command
from django.test import Client
from whitenoise import compress

A_YEAR = 365 * 24 * 60 * 60


@pytest.fixture
def collected(settings, tmp_path, monkeypatch):
    """Collected as bin/start does, without the second compression, which takes ten seconds."""
    monkeypatch.setattr(compress, "brotli_installed", False)
    settings.STATIC_ROOT = str(tmp_path / "static")
    settings.WHITENOISE_USE_FINDERS = False
    whitenoise = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    settings.STORAGES = {**project.STORAGES, "staticfiles": whitenoise}
    call_command("collectstatic", interactive=False, verbosity=0)


def test_files_of_a_page_are_compressed_and_kept_for_a_year_under_names_of_their_content(
    people, collected
):
    client = Client(headers={"accept-encoding": "gzip"})
    names = re.findall(r'(?:href|src)="(/static/[^"]+)"', client.get("/masuk/").text)
    assert any("/app." in name for name in names)
    assert any(name.endswith(".js") for name in names)
    sent = 0
    for name in names:
        assert re.search(r"\.[0-9a-f]{12}\.\w+$", name), name
        answer = client.get(name)
        kept = re.search(r"max-age=(\d+), public, immutable", answer["Cache-Control"])
        assert answer.status_code == 200 and int(kept[1]) >= A_YEAR
        sent += len(b"".join(answer.streaming_content))
    assert sent < 100_000


def test_without_collecting_files_are_served_as_they_lie(people, recwarn):
    page = Client().get("/masuk/").text
    assert '"/static/css/app.css"' in page
    assert Client().get("/static/css/app.css").status_code == 200
    assert not [warning for warning in recwarn if "No directory at" in str(warning.message)]
