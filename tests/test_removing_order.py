"""A removal is decided in the same order of locks as every other act."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agreements.documents import content_removal, store
from agreements.forms.acts import evidence_words_of
from agreements.models import Evidence
from kerjasama.accounts.models import Unit

pytestmark = pytest.mark.usefixtures("blank_papers")


@pytest.fixture
def file(make_agreement, people):
    told = {
        "stage_code": "persiapan",
        "requirement_code": "daftar_rencana",
        "content_hash": "",
        "by": people["verifikator"],
    }
    return Evidence.objects.create(
        agreement=make_agreement(),
        sha256=store.store_bytes(b"%PDF ktp"),
        file_name="daftar.pdf",
        **told,
    )


def test_the_case_is_locked_before_the_proposal_and_its_bundles(file, people):
    removal = content_removal.propose_removal(file, people["verifikator"], "Memuat KTP")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        content_removal.confirm_removal(removal.pk, people["kabag"])
    locked = [
        found[1]
        for query in asked
        if (found := re.search(r'FROM "agreements_(\w+)".* FOR UPDATE', query["sql"]))
    ]
    assert locked[:3] == ["agreement", "contentremoval", "bundle"]


def test_a_file_that_serves_again_does_not_tell_what_another_opd_proposes(file, make_agreement):
    other = make_agreement(title="Kerja sama rahasia")
    assert file.agreement.title in evidence_words_of(file, other)
    other.owner = Unit.objects.exclude(pk=other.owner_id).first()
    assert file.agreement.title not in evidence_words_of(file, other)
