"""Seals that outlive their certificate: PAdES B-LTA by authorities of our own, and the nightly
renewal of their archive time stamps.
"""

import io
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pyhanko.pdf_utils.reader import PdfFileReader

from agreements import tasks
from agreements.documents import store
from agreements.documents.signatures import renewing
from agreements.models import SealRenewal

from .archive_rules import faults
from .authorities import PASSPHRASE, start_authorities
from .test_seals import make_paper  # noqa: F401

# A little less than the half year in which a renewal is due.
ENDS_SOON = datetime.now(UTC) + renewing.AHEAD - timedelta(days=1)


@pytest.fixture(scope="module")
def authorities(tmp_path_factory):
    running = start_authorities(
        tmp_path_factory.mktemp("otoritas"), ENDS_SOON.strftime("%Y-%m-%dT%H:%M:%S+0000")
    )
    yield running
    running.stop()


@pytest.fixture(autouse=True)
def configured(settings, authorities):
    settings.SEAL_CERTIFICATE, settings.SEAL_PASSPHRASE = str(authorities.seal), PASSPHRASE
    settings.TRUST_ROOTS, settings.TSA_URL = str(authorities.roots), authorities.tsa


def stamps_of(content: bytes) -> int:
    return len(PdfFileReader(io.BytesIO(content)).embedded_timestamp_signatures)


def page_of(paper) -> str:
    return Client().get(reverse("verifikasi-rinci", args=[paper.token])).content.decode()


def test_a_seal_is_archived_with_time_and_proofs_and_the_page_says_so(make_paper):  # noqa: F811
    paper = make_paper()
    assert paper.error == "" and paper.seal["level"] == "B-LTA"
    content = store.read_stored(paper.sha256)
    assert stamps_of(content) == 1 and b"/DSS" in content and faults(content) == []
    assert "PAdES B-LTA" in page_of(paper)


def test_without_an_authority_of_time_the_page_says_how_short_it_holds(
    make_paper,  # noqa: F811
    settings,
):
    settings.TSA_URL = ""
    paper = make_paper()
    assert paper.seal["level"] == "B-B"
    assert "hanya dapat dibuktikan selama sertifikatnya berlaku" in page_of(paper)


def test_no_paper_is_sealed_weaker_because_an_authority_is_silent(make_paper, settings):  # noqa: F811
    settings.TSA_URL = "http://127.0.0.1:9/diam"
    paper = make_paper()
    assert (paper.state, paper.sha256) == ("gagal", "") and "cap waktu" in paper.error


def test_a_stamp_that_ends_soon_is_renewed_at_night_and_both_files_are_genuine(
    make_paper,  # noqa: F811
    people,
    signed_in,
    settings,
):
    paper = make_paper()
    first = store.read_stored(paper.sha256)
    archive = signed_in(people["kabag"]).get(reverse("arsip")).content.decode()
    assert "Menunggu pembaruan" in archive
    tasks.renew_seals()
    renewal = SealRenewal.objects.get()
    content = store.read_stored(renewal.sha256)
    assert content.startswith(first) and stamps_of(content) == 2 and faults(content) == []
    served = signed_in(people["staf"]).get(reverse("dokumen", args=[paper.pk]))
    assert b"".join(served) == content
    paper.refresh_from_db()
    assert store.read_stored(paper.sha256) == first
    archive = signed_in(people["kabag"]).get(reverse("arsip")).content.decode()
    assert "Pembaruan terakhir" in archive


def test_a_stamp_that_holds_longer_is_left_alone(make_paper):  # noqa: F811
    paper = make_paper()
    far = timezone.now() + renewing.AHEAD + timedelta(days=1)
    paper.seal["until"] = far.isoformat()
    paper.save(update_fields=["seal"])
    assert renewing.renew_due_seals() == 0
    assert not SealRenewal.objects.exists()
