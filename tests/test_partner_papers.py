"""The legal papers of a mitra are files with their validity, which a signing asks for."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from agreements.documents import store
from agreements.documents.archive import integrity
from agreements.models import Agreement, PartnerPaper, State
from partners.models import Partner

from .reading import words_of

pytestmark = pytest.mark.usefixtures("blank_papers")

PDF = b"%PDF-1.7 akta"


def a_file(content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile("akta.pdf", content)


@pytest.fixture
def partner(make_agreement) -> Partner:
    """A company that a case of the first OPD names."""
    return make_agreement("ksdpk-daerah").partner


@pytest.fixture
def upload(signed_in):
    def send(user, partner, content=PDF, **said):
        told = {"kind": "akta", "number": "5", "upload": a_file(content)} | said
        return signed_in(user).post(reverse("mitra-dokumen", args=[partner.pk]), told, follow=True)

    return send


def address_of(paper: PartnerPaper) -> str:
    return reverse("mitra-dokumen-berkas", args=[paper.partner_id, paper.pk])


def test_an_opd_hands_a_paper_in_and_its_file_is_kept_and_watched(
    partner, people, upload, signed_in
):
    page = words_of(upload(people["staf"], partner).content.decode())
    paper = PartnerPaper.objects.get()
    assert "Akta pendirian atau perubahannya akta.pdf belum dipindai 5" in page
    assert b"".join([signed_in(people["verifikator"]).get(address_of(paper)).content]) == PDF
    assert integrity.is_kept(paper.sha256)


def test_a_file_is_judged_by_its_content_and_what_was_typed_is_kept(partner, people, upload):
    answer = upload(people["staf"], partner, b"MZ not a paper", number="AHU-7")
    page = answer.content.decode()
    assert "Isi berkas bukan PDF, JPEG, PNG, atau HEIC" in page and "AHU-7" in page
    assert not PartnerPaper.objects.exists()


def test_the_same_paper_is_not_kept_twice(partner, people, upload):
    upload(people["staf"], partner)
    assert "sudah tercatat" in upload(people["staf"], partner).content.decode()
    assert PartnerPaper.objects.count() == 1


def test_another_opd_neither_reads_nor_adds_papers(partner, people, upload, stranger, signed_in):
    upload(people["staf"], partner)
    client, address = signed_in(stranger), address_of(PartnerPaper.objects.get())
    assert client.get(address).status_code == 404
    assert signed_in(people["admin"]).get(address).status_code == 404
    assert signed_in(people["hukum"]).get(address).status_code == 200
    assert upload(stranger, partner, b"%PDF-1.7 lain").status_code == 403
    page = client.get(reverse("mitra-rinci", args=[partner.pk])).content.decode()
    assert "akta.pdf" not in page


def test_the_papers_of_a_mitra_that_nobody_uses_are_read_by_who_brought_them_alone(
    partner, people, upload, stranger, signed_in
):
    upload(people["staf"], partner)
    Agreement.objects.filter(parties__partner=partner).update(state=State.WITHDRAWN)
    upload(stranger, partner, b"%PDF-1.7 nib", kind="nib")
    akta, nib = PartnerPaper.objects.get(kind="akta"), PartnerPaper.objects.get(kind="nib")
    seen = {
        user: [
            signed_in(people.get(user, stranger)).get(address_of(paper)).status_code
            for paper in (akta, nib)
        ]
        for user in ("staf", "stranger", "verifikator", "hukum")
    }
    assert seen == {
        "staf": [200, 404],
        "stranger": [404, 200],
        "verifikator": [200, 200],
        "hukum": [200, 200],
    }
    page = signed_in(stranger).get(reverse("mitra-rinci", args=[partner.pk])).content.decode()
    assert address_of(nib) in page and address_of(akta) not in page


def test_a_paper_that_was_handed_in_by_mistake_is_taken_back(partner, people, upload, signed_in):
    upload(people["staf"], partner)
    paper = PartnerPaper.objects.get()
    address = reverse("mitra-dokumen-tarik", args=[partner.pk, paper.pk])
    page = signed_in(people["staf"]).post(address, follow=True).content.decode()
    assert "akta.pdf" not in page
    assert signed_in(people["staf"]).get(address_of(paper)).status_code == 404
    paper.refresh_from_db()
    assert paper.withdrawn_by == people["staf"] and store.read_stored(paper.sha256) == PDF


def test_the_signing_tells_what_is_missing_or_lapsed_and_goes_on(
    make_agreement, people, upload, signed_in
):
    case = make_agreement("ksdpk-daerah", at="penandatanganan_kb")
    yesterday = timezone.localdate() - timedelta(1)
    upload(people["staf"], case.partner, valid_until=yesterday.strftime("%d/%m/%Y"))
    upload(people["staf"], case.partner, b"%PDF-1.7 nib", kind="nib")
    for name in ("kerja-sama", "penandatanganan-berkas"):
        page = words_of(
            signed_in(people["verifikator"]).get(reverse(name, args=[case.pk])).content.decode()
        )
        assert "Akta pendirian atau perubahannya berakhir" in page
        assert "SK pengesahan badan hukum belum diunggah" in page
        assert "NIB belum diunggah" not in page
        assert "Penandatanganan tetap dapat dilanjutkan. norma setempat" in page
