"""Whoever holds a paper learns whether it is genuine, and nothing about anybody."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from agreements.documents import store
from agreements.documents.archive import public_verification
from agreements.documents.archive.signatories import signatories_to_keep
from agreements.models import Document, DocumentState
from kerjasama.accounts.models import Official, RegionProfile

from .reading import words_of


@pytest.fixture
def naskah(make_agreement):
    return make_agreement(at="penyusunan_pks").documents.get(
        kind="kesepakatan_bersama", draft=False
    )


def page_of(paper, **sent):
    client, url = Client(), reverse("verifikasi-rinci", args=[paper.token])
    return client.post(url, sent) if sent else client.get(url)


def said(paper) -> str:
    return page_of(paper).content.decode()


def test_a_signed_naskah_is_genuine_and_in_force_and_its_page_names_nobody(naskah, people):
    partner = naskah.agreement.partner
    named = partner.representative
    text = said(naskah)
    assert "masih berlaku" in text and naskah.number in text and naskah.sha256 in text
    assert partner.name in text and "Bupati" in text
    assert named not in text


def test_it_says_what_was_signed_whatever_becomes_of_the_mitra_and_of_our_officials(naskah):
    before = words_of(said(naskah))
    partner = naskah.agreement.partner
    partner.name, partner.representative_position = "PT Penipu Sejahtera", "Direktur Palsu"
    partner.save()
    Official.objects.all().delete()
    RegionProfile.objects.update(name="Pemerintah Kabupaten Lain")
    assert words_of(said(naskah)) == before


def test_of_an_old_paper_whose_signatories_were_not_kept_it_says_so(naskah):
    naskah.signatories = []
    naskah.save(update_fields=["signatories"])
    text = said(naskah)
    assert "Tidak diketahui sistem" in text and naskah.agreement.partner.name not in text


def test_the_name_of_a_partner_who_is_a_person_is_not_shown(naskah):
    naskah.agreement.parties.exclude(partner=None).update(kind="perseorangan", name="Siti Pribadi")
    naskah.signatories = signatories_to_keep(Document.objects.get(pk=naskah.pk))
    naskah.save(update_fields=["signatories"])
    assert len(naskah.signatories) == 2 and "Siti" not in said(naskah)


def test_a_naskah_past_its_term_is_no_longer_in_force(naskah):
    long_ago = timezone.localdate() - timedelta(days=5000)
    naskah.agreement.evidence.filter(requirement_code="ttd_kesepakatan_bersama").update(
        decided_on=long_ago
    )
    assert "Berakhir" in said(naskah)


@pytest.mark.parametrize("days, said_of_it", [(-1, "berlaku mulai"), (0, "masih berlaku")])
def test_a_naskah_that_begins_on_a_day_holds_from_that_day(naskah, time_machine, days, said_of_it):
    first = timezone.localdate() + timedelta(30)
    naskah.agreement.mulai, naskah.agreement.mulai_pada = "tanggal", first
    naskah.agreement.save()
    time_machine.move_to(first + timedelta(days), tick=False)
    text = said(naskah)
    assert said_of_it in text and "Berlaku mulai" in text


def test_a_replaced_paper_names_the_one_that_replaced_it(naskah):
    newer = naskah.agreement.documents.create(
        stage_code=naskah.stage_code,
        kind=naskah.kind,
        revision=9,
        number="999/KB/KS/2026",
        state=DocumentState.READY,
        context=naskah.context,
        sha256="0" * 64,
    )
    assert "diganti oleh Nomor 999/KB/KS/2026" in said(naskah)
    assert "diganti" not in said(newer)


def test_a_cancelled_paper_says_so(naskah):
    naskah.state = DocumentState.CANCELLED
    naskah.save(update_fields=["state"])
    assert "Dibatalkan" in said(naskah)


@pytest.mark.parametrize(
    "state, draft",
    [(DocumentState.QUEUED, False), (DocumentState.FAILED, False), (DocumentState.READY, True)],
)
def test_drafts_and_unfinished_papers_are_not_known(naskah, state, draft):
    naskah.state, naskah.draft = state, draft
    naskah.save(update_fields=["state", "draft"])
    answer = page_of(naskah)
    assert answer.status_code == 404 and naskah.agreement.title not in answer.content.decode()


def test_an_uploaded_copy_is_compared_by_its_hash_and_not_kept(naskah, settings):
    content = store.read_stored(naskah.sha256)
    before = sorted(settings.MEDIA_ROOT.rglob("*"))
    same = page_of(naskah, berkas=SimpleUploadedFile("a.pdf", content)).content.decode()
    other = page_of(
        naskah, berkas=SimpleUploadedFile("a.pdf", content[:-1] + b" ")
    ).content.decode()
    assert "Sama:" in same and "Berbeda:" in other
    assert sorted(settings.MEDIA_ROOT.rglob("*")) == before


def test_a_file_too_large_or_empty_is_refused(naskah, settings):
    settings.UPLOAD_LIMIT_MB = 0
    assert page_of(naskah, berkas=SimpleUploadedFile("a.pdf", b"x")).status_code == 422
    assert page_of(naskah, berkas=SimpleUploadedFile("a.pdf", b"")).status_code == 422


def test_the_printed_code_leads_to_the_page_however_it_is_typed(naskah):
    typed = public_verification.group_code(naskah.token).lower().replace("-", " ")
    answer = Client().get(reverse("verifikasi"), {"kode": typed}, follow=True)
    assert naskah.number in answer.content.decode()
    assert Client().get(reverse("verifikasi"), {"kode": "ABC"}).status_code == 404


def test_codes_cannot_be_tried_in_bulk(naskah, time_machine):
    client = Client()
    time_machine.move_to(timezone.now(), tick=False)  # all within one minute, however slow
    tries = [
        client.get(reverse("verifikasi-rinci", args=[f"{n:020}"])).status_code for n in range(62)
    ]
    assert tries[0] == 404 and tries[-1] == 429


@pytest.mark.laid_out
def test_a_final_prints_its_code_on_each_page_and_a_draft_prints_none(naskah):
    for page in PdfReader(io.BytesIO(store.read_stored(naskah.sha256))).pages:
        assert public_verification.group_code(naskah.token) in page.extract_text()
    draft = naskah.agreement.documents.filter(draft=True, state=DocumentState.READY).first()
    assert (
        public_verification.group_code(draft.token)
        not in PdfReader(io.BytesIO(store.read_stored(draft.sha256))).pages[0].extract_text()
    )
