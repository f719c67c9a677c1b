"""A naskah whose text was written elsewhere: its PDF becomes the text, Bagian Hukum finds in it
what the law lists, and it is numbered and printed as any other.
"""

import io

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from docx import Document

from agreements.documents import content_removal, rendering, store
from agreements.documents.archive import pdf_archive
from agreements.documents.pages.terms_in_force import articles_in_force
from agreements.documents.wording import bringing, versions
from agreements.documents.wording.annexes import Brought
from agreements.models import Agreement, AnnexUpload
from agreements.pages.case.outside import unwrap
from agreements.regulations.naskah_contents import parts_of_naskah
from agreements.workflow import outside_naskah, partner_links
from agreements.workflow.guarding import Refused

from . import archive_rules
from .conftest import pass_stage

PKS = "perjanjian_kerja_sama"
PAGES = (
    "<html lang=id><body><p>PERJANJIAN Pasal 1 Maksud dan Tujuan</p>"
    "<p style='break-before:page'>Pasal 2 Jangka Waktu</p>"
)


def pdf_of(html=PAGES):
    return rendering.plain_pdf(html)


@pytest.fixture
def draft(make_agreement):
    return make_agreement(at="penyusunan_pks")


@pytest.fixture
def brought(draft, people):
    return bring(draft, people["verifikator"])


def bring(case, person, html=PAGES):
    case = Agreement.objects.get(pk=case.pk)
    text = Brought(pdf_of(html), "pks-mitra.pdf", 2)
    return bringing.bring_text(case.pk, person, PKS, text, case.content_hash, note="Dari mitra")


def tick_all(case, people):
    text = case.outside_text_of(PKS)
    pages = {part.code: "1" for part in parts_of_naskah(PKS, case.track)}
    outside_naskah.tick_parts(case.pk, people["hukum"], PKS, text.sha256, pages)


def test_whoever_drafts_uploads_the_pdf_and_reads_which_parts_the_law_lists(
    draft, people, signed_in
):
    client = signed_in(people["verifikator"])
    page = reverse("naskah-luar", args=[draft.pk, PKS])
    sent = {
        "versi": draft.content_hash,
        "catatan": "Dikirim PT Mitra 12 Mei 2026",
        "berkas": SimpleUploadedFile("naskah.docx", b"PK\x03\x04 word"),
    }
    address = reverse("unggah-naskah-luar", args=[draft.pk, PKS])
    answer = client.post(address, sent)
    assert answer.status_code == 422 and "simpan sebagai PDF" in answer.content.decode()
    sent["berkas"] = SimpleUploadedFile("PKS mitra.pdf", pdf_of())
    word = io.BytesIO()
    Document().save(word)
    sent["word"] = SimpleUploadedFile("asal.docx", word.getvalue())
    assert client.post(address, sent).status_code == 302
    said = client.get(page).content.decode()
    assert (
        "asal.docx" in said and "PKS mitra.pdf" in said and "Dikirim PT Mitra 12 Mei 2026" in said
    )
    assert "belum ditandai" in said and "Pasal 41 ayat (1) huruf d angka 7" in said
    assert client.get(reverse("redaksi", args=[draft.pk, PKS])).url == page
    del sent["word"]
    sent["berkas"] = SimpleUploadedFile("Lain.pdf", pdf_of(PAGES + "<p>Pasal 3</p>"))
    later = client.post(address, sent)
    assert later.status_code == 422 and "diubah orang lain" in later.content.decode()


def test_an_approval_is_bound_to_the_file(brought, people):
    one = brought.content_hash
    assert bring(brought, people["verifikator"], PAGES + "<p>Pasal 3</p>").content_hash != one


def test_its_file_leaves_the_store_with_its_content_though_its_parts_were_ticked(
    brought, people, django_capture_on_commit_callbacks
):
    tick_all(brought, people)
    row = AnnexUpload.objects.get(agreement=brought)
    removal = content_removal.propose_removal(row, people["verifikator"], "Data pribadi")
    with django_capture_on_commit_callbacks(execute=True):
        content_removal.confirm_removal(removal.pk, people["kabag"])
    assert not store.path_of(row.sha256).exists()


def test_the_text_returns_as_it_was_written_here(draft, people):
    before = draft.content_hash
    case = bring(draft, people["verifikator"])
    bringing.write_here_again(case.pk, people["verifikator"], PKS, case.content_hash)
    assert Agreement.objects.get(pk=draft.pk).content_hash == before


def test_legal_waits_until_each_part_was_found_and_names_the_article(brought, people, signed_in):
    missing = outside_naskah.gaps_of_outside_text(brought, PKS)
    assert (
        "jangka_waktu",
        "Jangka waktu wajib ada (Permendagri 22/2020 Pasal 41 ayat (1) huruf d"
        " angka 7); halamannya belum ditandai.",
    ) in missing
    need = next(need for need in brought.stage.requirements if need.code == f"hukum_{PKS}")
    assert outside_naskah.reasons_to_wait(brought, need)
    with pytest.raises(Refused, match="wewenang|Bagian Hukum"):
        outside_naskah.tick_parts(brought.pk, people["verifikator"], PKS, "", {})
    client = signed_in(people["hukum"])
    file = brought.outside_text_of(PKS).sha256
    address = reverse("tandai-naskah-luar", args=[brought.pk, PKS])
    typed = {part.code: "1-2" for part in parts_of_naskah(PKS, brought.track)}
    answer = client.post(address, typed | {"berkas": file, "objek": "3"})
    assert answer.status_code == 422 and "Tulis halaman 1 sampai 2" in answer.content.decode()
    before = brought.content_hash
    assert client.post(address, typed | {"berkas": file}).status_code == 302
    case = Agreement.objects.get(pk=brought.pk)
    assert case.content_hash == before and not outside_naskah.reasons_to_wait(case, need)


def test_pages_that_were_ticked_count_for_that_file_alone(brought, people):
    tick_all(brought, people)
    assert not outside_naskah.gaps_of_outside_text(brought, PKS)
    other = bring(brought, people["verifikator"], PAGES + "<p>Pasal 3</p>")
    assert outside_naskah.gaps_of_outside_text(other, PKS)


def test_its_paper_shows_the_pages_and_a_sheet_and_carries_the_original(brought, people):
    tick_all(brought, people)
    paper = rendering.create_document(
        brought,
        people["verifikator"],
        PKS,
        brought.created_at.date(),
        brought.content_hash,
        draft=False,
        context={
            "version": versions.keep_version(brought, PKS, people["verifikator"]).number,
            **rendering.outside_texts.chosen_at_order(PKS, brought),
        },
    )
    pdf = rendering.to_pdf(paper)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert len(opened.pages) >= 3
        original = opened.attachments["naskah-dari-luar.pdf"].get_file().read_bytes()
    assert store.digest_of(original) == brought.outside_text_of(PKS).sha256
    facts = pdf_archive.facts_of_document(paper)
    told = {part["kode"]: part["halaman"] for part in facts["naskah_luar"]["bagian"]}
    assert told["objek"] == "1" and facts["pasal"][0]["id"] == "berkas_luar"
    assert archive_rules.faults(pdf) == []


def test_its_pasal_are_copied_from_its_words_before_an_adendum(brought, people, signed_in):
    tick_all(brought, people)
    case = pass_stage(pass_stage(brought, people), people)
    address = reverse("naskah-luar-pasal", args=[case.pk, PKS])
    client = signed_in(people["verifikator"])
    form = client.get(address).context["form"]
    assert "Pasal 2 Jangka Waktu" in form.initial["text"]
    broken = "(1) PARA PIHAK sepakat bahwa ketentuan ini dilaksanakan dengan itikad\nbaik.\n(2) Ya."
    assert unwrap(broken).splitlines()[1:] == ["(2) Ya."]
    typed = "Pasal 1 Maksud dan Tujuan\nPARA PIHAK bekerja sama.\nPasal 2 Jangka Waktu\nTiga tahun."
    assert client.post(address, {"text": typed}).status_code == 302
    rows = articles_in_force(Agreement.objects.get(pk=case.pk), PKS)
    assert [(row.place, row.title) for row in rows] == [
        ("Pasal 1", "Maksud dan Tujuan"),
        ("Pasal 2", "Jangka Waktu"),
    ]


def test_a_docx_of_the_partners_own_is_offered_as_one(draft, people, signed_in):
    client = signed_in(people["hukum"])
    versions.keep_version(draft, PKS, people["hukum"])
    own = Document()
    for number, title in enumerate(("Definisi", "Jaminan Mutu", "Hukum yang Mengatur"), 1):
        own.add_paragraph(f"Pasal {number}")
        own.add_paragraph(title)
        own.add_paragraph("Para pihak tunduk pada ketentuan ini.")
    file = io.BytesIO()
    own.save(file)
    sent = {"upload": SimpleUploadedFile("mitra.docx", file.getvalue()), "asal": "1"}
    said = client.post(reverse("terima-docx", args=[draft.pk, PKS]), sent).content.decode()
    assert "tampaknya naskah mitra sendiri" in said
    assert reverse("naskah-luar", args=[draft.pk, PKS]) in said


def test_a_letter_of_intent_abroad_may_be_the_partners_and_its_link_is_in_english(
    make_agreement, people
):
    case = make_agreement("ksdpl-daerah", at="pernyataan_kehendak")
    kind = "pernyataan_kehendak"
    text = Brought(pdf_of(), "loi.pdf", 2)
    case = bringing.bring_text(case.pk, people["verifikator"], kind, text, case.content_hash)
    paper = rendering.create_document(
        case,
        people["staf"],
        kind,
        case.created_at.date(),
        case.content_hash,
        draft=True,
        context=rendering.outside_texts.chosen_at_order(kind, case),
    )
    page = rendering.to_html(paper)
    assert "Lembar Identitas Naskah" in page and "Permendagri 25/2020 Pasal 13" in page
    _, secret = partner_links.give_link(case.pk, people["verifikator"], kind, case.partner_id, 14)
    said = Client().get(reverse("tautan", args=[secret])).content.decode()
    assert "Draft Letter of Intent" in said and 'value="halaman-2"' in said
