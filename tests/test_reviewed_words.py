"""What was reviewed is what is signed: a change of a unit, of the region's profile or of an
official never reaches a naskah that nobody read so.
"""

import json

import pytest
from django.urls import reverse

from agreements.documents import rendering
from agreements.documents.archive import pdf_archive
from agreements.documents.pages.terms_in_force import articles_in_force
from agreements.documents.signatures import electronic_signing
from agreements.models import Agreement, Document
from kerjasama.accounts.models import Office, Official, RegionProfile, Unit

from .conftest import order_and_render
from .reading import words_of

KB = "kesepakatan_bersama"
FALSE_UNIT = "Dinas Penipu Sejahtera"
pytestmark = pytest.mark.usefixtures("blank_papers")


def again(case) -> Agreement:
    return Agreement.objects.get(pk=case.pk)


def words(paper: Document) -> str:
    return words_of(rendering.to_html(Document.objects.get(pk=paper.pk)))


@pytest.fixture
def reviewed(make_agreement):
    """Its Kesepakatan Bersama was drafted, reviewed and recommended, and is to be signed."""
    return make_agreement("ksdpk-daerah", at="penandatanganan_kb")


@pytest.fixture
def order(people):
    def final(case) -> Document:
        order_and_render(case, people["verifikator"], KB)
        return case.documents.get(kind=KB, draft=False)

    return final


def change_master_data(case) -> None:
    Unit.objects.filter(pk=case.owner_id).update(name=FALSE_UNIT)
    RegionProfile.objects.update(email="penipu@contoh.invalid")


def test_the_final_prints_the_pasal_that_were_reviewed(reviewed, order):
    before, hashed = reviewed.owner.name, reviewed.content_hash
    change_master_data(reviewed)
    final = order(again(reviewed))
    said = words(final)
    assert before in said and FALSE_UNIT not in said and "penipu@contoh" not in said
    assert again(reviewed).content_hash == hashed


def test_who_orders_it_reads_which_pasal_would_be_others_today(reviewed, people, signed_in):
    client, place = signed_in(people["verifikator"]), reverse("kerja-sama", args=[reviewed.pk])
    assert "sejak rancangan ditelaah" not in client.get(place).content.decode()
    change_master_data(reviewed)
    page = words_of(client.get(place).content.decode())
    assert "sejak rancangan ditelaah: Pelaksanaan, Surat-Menyurat kini berbunyi lain" in page


def test_a_draft_made_anew_takes_the_new_data(make_agreement, people):
    case = make_agreement("ksdpk-daerah", at="penyusunan_kb")
    change_master_data(case)
    order_and_render(again(case), people["verifikator"], KB)
    assert FALSE_UNIT in words(case.documents.get(kind=KB, draft=True))


def test_the_naskah_in_force_says_what_was_printed(reviewed, order):
    before = reviewed.owner.name
    change_master_data(reviewed)
    order(again(reviewed))
    told = " ".join(article.text for article in articles_in_force(again(reviewed), KB))
    assert before in told and FALSE_UNIT not in told


def test_its_machine_readable_copy_says_the_same(reviewed, order):
    change_master_data(reviewed)
    final = order(again(reviewed))
    told = pdf_archive.facts_of_document(Document.objects.get(pk=final.pk))
    assert told["pasal"] and FALSE_UNIT not in json.dumps(told["pasal"])


def test_whoever_is_renamed_afterwards_signs_nothing_that_names_another(
    reviewed, order, people, settings
):
    settings.BSRE_URL = "http://127.0.0.1:1"
    final = order(reviewed)
    assert electronic_signing.may_sign(people["bupati"], final)
    Official.objects.filter(office=Office.HEAD).update(name="Nama Penipu")
    final = Document.objects.get(pk=final.pk)
    assert not electronic_signing.may_sign(people["bupati"], final)
