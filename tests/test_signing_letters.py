"""Whoever signs a letter electronically numbers and signs it in one press; an account that may not
sign takes no number.
"""

import io

import pytest
from django.urls import reverse
from pypdf import PdfReader

from agreements.documents import store
from agreements.documents.letters import living, reading
from agreements.documents.letters.free_letters import FreeOrder
from agreements.documents.letters.templates import letter_templates
from agreements.documents.letters.words import LetterWords, read_typed
from agreements.models import Letter, LetterState, Number, SignedLetter, SignedPaper

from .letters import initial
from .signatories import Person, bsre, signing_with

pytestmark = pytest.mark.laid_out
NIK, SECRET = "6402000000000001", "frasa rahasia"
SENT = {"nik": NIK, "frasa": SECRET}


@pytest.fixture(scope="module")
def head():
    return Person("Contoh Bupati")


def sign(client, letter):
    """By somebody who read it as it stands."""
    address = reverse("surat-tanda-tangan", args=[letter.pk])
    initial(Letter.objects.get(pk=letter.pk))
    read = {"isi": reading.seen_in(Letter.objects.get(pk=letter.pk))}
    return client.post(address, SENT | read, follow=True).content.decode()


def words_of(sha256: str) -> str:
    pages = PdfReader(io.BytesIO(store.read_stored(sha256))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_the_letter_of_a_stage_is_numbered_and_signed_in_one_press(
    make_agreement, people, signed_in, head, settings
):
    case = make_agreement(at="penawaran")
    signed_in(people["verifikator"]).post(reverse("buat-dokumen", args=[case.pk, "penawaran"]))
    letter = Letter.objects.get()
    with bsre(signing_with(head, SECRET)) as (settings.BSRE_URL, _):
        page = sign(signed_in(people["bupati"]), letter)
    assert "Surat ditandatangani." in page
    assert "Ditandatangani: elektronik" in " ".join(page.split())
    letter.refresh_from_db()
    paper = letter.document
    assert paper.number and letter.standing == LetterState.SIGNED
    assert "Ditandatangani secara elektronik." in words_of(SignedPaper.objects.get().sha256)
    assert "Ditandatangani secara elektronik." not in words_of(paper.sha256)


def test_a_free_letter_is_too_and_its_number_counts(people, signed_in, head, settings):
    template = letter_templates()["sambutan"]
    letter = living.begin_free_letter(FreeOrder(template, None, None), people["verifikator"])
    words = LetterWords(subject="Pada acara penandatanganan", body=read_typed("Hadirin sekalian."))
    living.edit_letter(letter.pk, people["verifikator"], words)
    with bsre(signing_with(head, SECRET)) as (settings.BSRE_URL, _):
        assert "Surat ditandatangani." in sign(signed_in(people["bupati"]), letter)
    signed = SignedLetter.objects.get()
    assert "Hadirin sekalian." in words_of(signed.sha256) and not signed.is_by_hand


def test_an_account_that_may_not_sign_takes_no_number(
    make_agreement, people, signed_in, head, settings
):
    case = make_agreement(at="penawaran")
    signed_in(people["verifikator"]).post(reverse("buat-dokumen", args=[case.pk, "penawaran"]))
    letter = Letter.objects.get()
    with bsre(signing_with(head, SECRET), account="EXPIRED") as (settings.BSRE_URL, asked):
        assert "sudah berakhir" in sign(signed_in(people["bupati"]), letter)
    assert asked == [] and not Number.objects.filter(series__code="PNW").exists()
    letter.refresh_from_db()
    assert letter.is_draft


def test_nobody_but_the_signatory_is_offered_to(make_agreement, people, signed_in, settings):
    case = make_agreement(at="penawaran")
    signed_in(people["verifikator"]).post(reverse("buat-dokumen", args=[case.pk, "penawaran"]))
    settings.BSRE_URL = "http://127.0.0.1:9"
    letter = initial(Letter.objects.get())
    address = reverse("surat-tanda-tangan", args=[letter.pk])
    assert signed_in(people["sekda"]).get(address).status_code == 302
    assert signed_in(people["bupati"]).get(address).status_code == 200
