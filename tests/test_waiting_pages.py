"""Pages on which something is being made renew themselves; a link to reload is only for browsers
without script.
"""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from agreements.models import BatchState, ImportBatch
from agreements.models.imports import ImportProgress

RELOADS = re.compile(r'<a href="[^"]*">Muat ulang')


def ask(client, batch):
    return client.get(reverse("impor-rinci", args=[batch.pk]), headers={"HX-Request": "true"})


@pytest.fixture
def batch(people):
    told = {
        "file_name": "register.xlsx",
        "size": 1,
        "by": people["kabag"],
        "ordered_at": timezone.now(),
    }
    batch = ImportBatch.objects.create(**told)
    ImportProgress.objects.create(batch=batch)
    return batch


def test_the_page_of_an_import_is_told_when_the_check_is_done(batch, people, signed_in):
    client = signed_in(people["kabag"])
    assert "HX-Trigger-After-Settle" not in ask(client, batch).headers
    ImportBatch.objects.update(state=BatchState.CHECKED)
    answer = ask(client, batch)
    assert "kabar" in answer.headers["HX-Trigger-After-Settle"]
    assert "Muat ulang" not in answer.content.decode()


def test_the_page_of_an_import_names_where_it_is_read_anew(batch, people, signed_in):
    address = reverse("impor-rinci", args=[batch.pk])
    assert f'data-renew="{address}"' in signed_in(people["kabag"]).get(address).content.decode()


def places():
    for path in sorted(Path(settings.BASE_DIR, "templates").rglob("*.html")):
        text = path.read_text()
        yield from (
            pytest.param(text, found.start(), id=path.name) for found in RELOADS.finditer(text)
        )


@pytest.mark.parametrize(("text", "at"), list(places()))
def test_where_a_page_waits_it_asks_for_itself_and_the_link_is_for_browsers_without_script(
    text, at
):
    assert text.rindex("<noscript>", 0, at) > text.rfind("</noscript>", 0, at)
    assert "hx-trigger" in text or "data-waits" in text
