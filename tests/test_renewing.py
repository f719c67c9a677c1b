"""The page renews itself when a paper is ready, and says within a minute that nobody makes papers,
and whom to tell.
"""

import json
from datetime import timedelta

import pytest
from django.core.cache import caches
from django.urls import reverse
from django.utils import timezone

from agreements.documents import rendering
from agreements.models import Document
from kerjasama import celery
from kerjasama.web import heartbeat

pytestmark = pytest.mark.usefixtures("blank_papers")


@pytest.fixture
def waiting(make_agreement, people, monkeypatch):
    """A case whose KAK was ordered a minute ago and that nobody has taken up."""
    monkeypatch.setattr(rendering, "queue_document", lambda *key: None)
    agreement = make_agreement("ksdd-sukarela")
    paper = rendering.order_document(agreement.pk, people["staf"], "kak")
    age(paper, 60)
    caches["shared"].delete(heartbeat.KEY)
    return agreement


def age(paper, seconds) -> None:
    Document.objects.filter(pk=paper.pk).update(
        requested_at=timezone.now() - timedelta(seconds=seconds)
    )


def ask(client, agreement, **query):
    return client.get(
        reverse("dokumen-berkas", args=[agreement.pk]), query, headers={"HX-Request": "true"}
    )


def news_of(answer) -> dict | None:
    said = answer.headers.get("HX-Trigger-After-Settle")
    return json.loads(said)["kabar"] if said else None


def test_the_open_page_is_told_when_its_paper_is_ready(waiting, people, signed_in):
    client = signed_in(people["staf"])
    assert news_of(ask(client, waiting, tunggu=1)) is None
    rendering.render_queued_document(waiting.documents.get().pk)
    assert news_of(ask(client, waiting, tunggu=1)) == {
        "text": "Kerangka Acuan Kerja: selesai dibuat.",
        "isBad": False,
    }


def test_the_open_page_is_told_when_its_paper_failed(waiting, people, signed_in, monkeypatch):
    monkeypatch.setattr(rendering, "to_pdf", lambda paper: 1 / 0)
    rendering.render_queued_document(waiting.documents.get().pk)
    assert news_of(ask(signed_in(people["staf"]), waiting, tunggu=1)) == {
        "text": "Kerangka Acuan Kerja: gagal dibuat.",
        "isBad": True,
    }


def test_of_two_papers_the_first_that_is_ready_renews_the_page_too(waiting, people, signed_in):
    client = signed_in(people["staf"])
    first = waiting.documents.get()
    rendering.render_queued_document(first.pk)
    Document.objects.create(
        agreement=waiting,
        kind="kak",
        stage_code="persiapan",
        revision=2,
        content_hash="",
        context=first.context,
    )
    assert news_of(ask(client, waiting, tunggu=2)) == {
        "text": "Kerangka Acuan Kerja: selesai dibuat.",
        "isBad": False,
    }
    assert news_of(ask(client, waiting, tunggu="omong")) is None


def test_the_page_names_where_it_is_read_anew(make_agreement, people, signed_in):
    agreement = make_agreement()
    page = (
        signed_in(people["staf"]).get(reverse("kerja-sama", args=[agreement.pk])).content.decode()
    )
    assert (
        f'data-renew="{reverse("kerja-sama", args=[agreement.pk])}"' in page
        and 'id="kabar" role="status"' in page
    )


def test_without_a_worker_the_page_says_so_within_a_minute_and_names_the_administrator(
    waiting, people, signed_in
):
    type(people["admin"]).objects.filter(username="admin").update(
        first_name="Contoh", last_name="Administrator"
    )
    page = signed_in(people["staf"]).get(reverse("kerja-sama", args=[waiting.pk])).content.decode()
    assert "Belum dikerjakan sejak" in page and "Contoh Administrator" in page
    assert "Belum dikerjakan sejak" in ask(signed_in(people["staf"]), waiting).content.decode()


def test_nothing_is_said_while_the_worker_gives_signs_of_life(waiting, people, signed_in):
    heartbeat.give_sign()
    assert "Belum dikerjakan" not in ask(signed_in(people["staf"]), waiting).content.decode()
    heartbeat.give_sign(timezone.now() - timedelta(seconds=50))
    assert "Belum dikerjakan" in ask(signed_in(people["staf"]), waiting).content.decode()


def test_a_paper_that_was_just_asked_for_is_given_its_seconds(waiting, people, signed_in):
    age(waiting.documents.get(), 3)
    assert "Belum dikerjakan" not in ask(signed_in(people["staf"]), waiting).content.decode()


class Silent:
    def get(self, *args):
        raise ConnectionError

    set = get


def test_a_cache_that_does_not_answer_breaks_no_page_and_no_worker(
    waiting, people, signed_in, monkeypatch
):
    monkeypatch.setattr(heartbeat, "caches", {"shared": Silent()})
    heartbeat.give_sign()
    assert "Belum dikerjakan" in ask(signed_in(people["staf"]), waiting).content.decode()


def test_the_heart_of_the_worker_leaves_a_sign_now_and_then(db, monkeypatch):
    given = []
    monkeypatch.setattr(heartbeat, "give_sign", lambda: given.append(1))
    monkeypatch.setattr(celery, "_last_sign", float("-inf"))
    for _ in range(3):
        celery.signals.heartbeat_sent.send(sender=None)
    assert len(given) == 1


def test_a_met_requirement_shows_after_the_renewal(waiting, people, signed_in):
    rendering.render_queued_document(waiting.documents.get().pk)
    page = signed_in(people["staf"]).get(reverse("kerja-sama", args=[waiting.pk])).content.decode()
    assert "Ajukan" in page and "sedang dibuat" not in page


def test_the_message_that_a_paper_is_being_made_can_be_told_from_others(
    make_agreement, people, signed_in, monkeypatch
):
    monkeypatch.setattr(rendering, "queue_document", lambda *key: None)
    agreement = make_agreement("ksdd-sukarela")
    page = (
        signed_in(people["staf"])
        .post(reverse("buat-dokumen", args=[agreement.pk, "kak"]), follow=True)
        .content.decode()
    )
    message = page.partition("data-until-made")[2]
    assert "Dokumen sedang dibuat." in message[:300], (
        "static/js/renew.js puts what became of it in its place"
    )
