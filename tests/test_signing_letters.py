"""Whoever signs a letter electronically numbers and signs it in one press; an account that may not
sign takes no number.
"""

import io
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from pypdf import PdfReader

from agreements.documents import rendering, store
from agreements.documents.letters import living, reading
from agreements.documents.letters.free_letters import FreeOrder
from agreements.documents.letters.templates import letter_templates
from agreements.documents.letters.words import LetterWords, read_typed
from agreements.documents.signatures import hand_signing
from agreements.documents.signatures.hand_signing import HandSignature
from agreements.models import (
    Document,
    Letter,
    LetterState,
    Number,
    SealRenewal,
    SignedLetter,
    SignedPaper,
)
from agreements.workflow.guarding import Refused
from kerjasama import authority

from .letters import initial, scan_of
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


class TestSeal:
    """The seal comes after the signature: what is sealed is what was signed."""

    @pytest.fixture(autouse=True)
    def sealed(self, settings, tmp_path_factory):
        place = tmp_path_factory.mktemp("segel")
        authority.make_authority(place)
        settings.SEAL_CERTIFICATE = str(place / "seal.p12")
        settings.SEAL_PASSPHRASE = (place / "passphrase").read_text()
        settings.TRUST_ROOTS = str(place / "trust")

    def offer(self, make_agreement, people, signed_in) -> Letter:
        case = make_agreement(at="penawaran")
        signed_in(people["verifikator"]).post(reverse("buat-dokumen", args=[case.pk, "penawaran"]))
        return initial(Letter.objects.get())

    def names_in(self, sha256: str) -> list[str]:
        fields = PdfReader(io.BytesIO(store.read_stored(sha256))).get_fields() or {}
        return [str(name) for name in fields]

    def public(self, paper) -> str:
        page = Client().get(reverse("verifikasi-rinci", args=[paper.token]))
        return " ".join(page.content.decode().split())

    def test_it_stands_behind_an_electronic_signature(
        self, make_agreement, people, signed_in, head, settings
    ):
        letter = self.offer(make_agreement, people, signed_in)
        with bsre(signing_with(head, SECRET)) as (settings.BSRE_URL, _):
            sign(signed_in(people["bupati"]), letter)
        letter.refresh_from_db()
        signed = letter.document.signed
        assert letter.document.seal == {} and self.names_in(letter.document.sha256) == []
        assert signed.seal["is_test"] and self.names_in(signed.sha256)[-1] == "Segel"
        assert [found["since"] for found in signed.signatures["signatures"]] == [
            "signed",
            "nothing",
        ]
        assert "Segel uji, bukan untuk dokumen resmi." in self.public(letter.document)

    @pytest.mark.parametrize("name", ["surat.pdf", "surat.jpg"])
    def test_it_stands_on_the_scan_of_what_was_signed_by_hand(
        self, name, make_agreement, people, signed_in
    ):
        letter = self.offer(make_agreement, people, signed_in)
        paper = living.number_letter(letter.pk, people["verifikator"])
        rendering.render_queued_document(paper.pk)
        paper.refresh_from_db()
        told = self.public(paper)
        assert "Belum ditandatangani" in told and "Dibubuhkan sesudah surat ini" in told
        scan = scan_of("surat")
        if name == "surat.jpg":
            Image.new("RGB", (600, 800), "white").save(picture := io.BytesIO(), "jpeg")
            scan = picture.getvalue()
        signature = HandSignature(timezone.localdate(), scan, name)
        hand_signing.record_hand_signature(paper.pk, people["verifikator"], signature)
        signed = SignedPaper.objects.get()
        assert self.names_in(signed.sha256) == ["Segel"] and signed.file_name == "surat.pdf"
        assert scan in store.read_stored(signed.sha256)
        assert "Segel uji" in self.public(Document.objects.get(pk=paper.pk))

    def test_a_scan_that_bears_no_seal_is_refused_with_the_way_out(
        self, make_agreement, people, signed_in
    ):
        letter = self.offer(make_agreement, people, signed_in)
        paper = living.number_letter(letter.pk, people["verifikator"])
        rendering.render_queued_document(paper.pk)
        signature = HandSignature(timezone.localdate(), b"%PDF-1.7 rusak", "surat.pdf")
        with pytest.raises(Refused, match="tidak dapat disegel"):
            hand_signing.record_hand_signature(paper.pk, people["verifikator"], signature)


@pytest.mark.parametrize(
    ("sealed_before", "days", "served"),
    [({}, 1, b"stempel"), ({"level": "B-LTA"}, 1, b"surat"), ({}, -1, b"surat")],
)
def test_a_letter_is_served_as_signed_whatever_was_stamped_before(
    sealed_before, days, served, make_agreement, people, signed_in
):
    """A stamp that is renewed belongs to the file that bore the seal then."""
    case = make_agreement(at="penawaran")
    final, signed, stamped = (store.store_bytes(told) for told in (b"final", b"surat", b"stempel"))
    paper = case.documents.create(
        kind="penawaran", revision=1, sha256=final, seal=sealed_before, draft=False
    )
    kept = SignedPaper.objects.create(
        agreement=case,
        document=paper,
        sha256=signed,
        seal={"level": "B-LTA"},
        by=people["bupati"],
    )
    at = kept.at + timedelta(days=days)
    SealRenewal.objects.create(document=paper, sha256=stamped, at=at, until=at)
    answer = signed_in(people["verifikator"]).get(reverse("bertanda-tangan", args=[paper.pk]))
    assert b"".join(answer) == served


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
