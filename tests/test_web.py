import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from pypdf import PdfReader

from agreements.documents import store

from .conftest import order_and_render


def patterns(resolver):
    for entry in resolver.url_patterns:
        yield from [entry] if isinstance(entry, URLPattern) else patterns(entry)


def test_every_url_declares_who_may_use_it():
    for pattern in patterns(get_resolver()):
        assert getattr(pattern.callback, "public", False) or pattern.callback.allowed_roles, pattern


@pytest.mark.django_db
def test_a_stranger_is_asked_to_sign_in_at_every_page():
    for name in ("beranda", "alur", "dasbor", "daftar", "pilih-jalur"):
        assert Client().get(reverse(name)).url.startswith("/masuk/")


def test_another_opds_case_is_not_found(make_agreement, signed_in, stranger):
    agreement = make_agreement()
    client = signed_in(stranger)
    assert client.get(reverse("kerja-sama", args=[agreement.pk])).status_code == 404
    assert client.post(reverse("teruskan", args=[agreement.pk])).status_code == 404
    assert agreement.title not in client.get(reverse("daftar")).content.decode()


@pytest.mark.parametrize("name", ["beranda", "alur", "dasbor", "daftar"])
def test_reading_pages_answer_every_role(name, make_agreement, people, signed_in):
    make_agreement()
    for user in people.values():
        assert signed_in(user).get(reverse(name)).status_code == 200


def test_only_opd_staff_may_propose(people, signed_in):
    for name, user in people.items():
        expected = 200 if name == "staf" else 403
        assert signed_in(user).get(reverse("ajukan", args=["sinergi"])).status_code == expected


def test_a_proposal_is_saved_as_draft_and_shows_what_is_missing(people, signed_in):
    answer = signed_in(people["staf"]).post(reverse("ajukan", args=["ksdpk-daerah"]), {"title": "Layanan baru"}, follow=True)
    assert "Manfaat diisi dalam KAK: masih kosong." in answer.content.decode()


def test_a_rejected_form_keeps_what_was_typed(people, signed_in):
    data = {"title": "Layanan baru", "jangka_waktu_bulan": 61}
    page = signed_in(people["staf"]).post(reverse("ajukan", args=["ksdpk-daerah"]), data).content.decode()
    assert "paling lama 60 bulan" in page and 'value="Layanan baru"' in page


@pytest.mark.parametrize("content", [b"#!/bin/sh\necho", b""])
def test_an_upload_is_refused_by_content_not_by_name(content, make_agreement, people, signed_in):
    agreement = make_agreement()
    upload = SimpleUploadedFile("studi.pdf", content, "application/pdf")
    url = reverse("penuhi", args=[agreement.pk, "studi_kelayakan"])
    page = signed_in(people["staf"]).post(url, {"tahap": "persiapan", "upload": upload})
    assert page.status_code == 422
    assert not agreement.evidence.exists()


def test_kerjasama_finds_kerja_sama(make_agreement, people, signed_in):
    make_agreement(title="Kerja sama pengelolaan perpustakaan")
    page = signed_in(people["sekda"]).get(reverse("daftar"), {"q": "kerjasama perpustakaan"})
    assert "pengelolaan perpustakaan" in page.content.decode()


def test_the_list_costs_the_same_whatever_its_length(make_agreement, people, signed_in, django_assert_max_num_queries):
    client = signed_in(people["sekda"])
    for _ in range(20):
        make_agreement()
    with django_assert_max_num_queries(15):
        client.get(reverse("daftar"))


def test_a_paper_is_numbered_rendered_and_readable(make_agreement, people, signed_in):
    agreement = make_agreement(at="penyusunan_pks")
    order_and_render(agreement, people["verifikator"], "perjanjian_kerja_sama")
    paper = agreement.documents.get(kind="perjanjian_kerja_sama")
    answer = signed_in(people["staf"]).get(reverse("dokumen", args=[paper.pk]))
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
    assert "SANKSI" in text and "Halaman 1 dari" in text and paper.number in text


def test_an_altered_paper_is_shown_never_served(make_agreement, people, signed_in):
    agreement = make_agreement()
    order_and_render(agreement, people["staf"], "kak")
    paper = agreement.documents.get()
    store.path_of(paper.sha256).write_bytes(b"%PDF-palsu")
    assert signed_in(people["staf"]).get(reverse("dokumen", args=[paper.pk])).status_code == 500


def test_a_signed_agreement_is_not_edited_in_place(make_agreement, people, signed_in):
    agreement = make_agreement(at="pelaksanaan")
    assert signed_in(people["staf"]).get(reverse("ubah", args=[agreement.pk])).status_code == 404
