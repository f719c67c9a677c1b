"""The naskah of a decision, read on a telephone: its words and pages come from the stored PDF."""

import io

import pytest
from django.urls import reverse
from PIL import Image

from agreements.documents import content_removal, on_screen, store
from agreements.models import Agreement
from agreements.pages.case.paper_on_screen import put_on_screen
from agreements.pages.case.papers import paper_row_of, paper_table_of
from tests.conftest import until_holder

pytestmark = [pytest.mark.django_db, pytest.mark.laid_out]
KB = "kesepakatan_bersama"


@pytest.fixture
def case(make_agreement):
    case = make_agreement()
    until_holder(case, "SEKDA")
    return Agreement.objects.get(pk=case.pk)


@pytest.fixture
def draft(case):
    return case.documents.filter(kind=KB).latest("pk")


def test_the_naskah_of_a_decision_is_read_in_flowing_words(case, draft, people, signed_in):
    client = signed_in(people["sekda"])
    page = client.get(reverse("putuskan", args=[case.pk]))
    naskah = page.context["decision"].naskah
    assert naskah.row.paper == draft
    titles = [passage.block.text for passage in naskah.articles]
    assert titles[0] == "Pasal 1 MAKSUD DAN TUJUAN" and "Pasal 3 RUANG LINGKUP" in titles
    said = [passage.block for passage in naskah.passages]
    assert ("(1)", True) in [(block.mark, "Kesepakatan Bersama" in block.text) for block in said]
    whole = " ".join(block.text for block in said)
    assert "disebut PARA PIHAK, dan secara sendiri-sendiri disebut PIHAK." in whole
    assert on_screen.WATERMARK not in [block.text for block in said]
    assert f'href="#{naskah.articles[2].anchor}"' in page.content.decode()


def test_each_of_its_pages_is_a_picture_told_by_its_number(case, draft, people, signed_in):
    client = signed_in(people["sekda"])
    page = client.get(reverse("putuskan", args=[case.pk]))
    last = page.context["decision"].naskah.pages[-1]
    assert f"halaman {last} dari {last}" in page.content.decode()
    answer = client.get(reverse("halaman-dokumen", args=[draft.pk, last]))
    picture = Image.open(io.BytesIO(answer.content))
    assert answer["Content-Type"] == "image/png" and picture.width == on_screen.WIDTH
    assert picture.convert("L").getextrema() == (0, 255)
    assert answer["Cache-Control"] == "no-store, private"
    beyond = client.get(reverse("halaman-dokumen", args=[draft.pk, last + 1]))
    assert beyond.url == reverse("dokumen", args=[draft.pk])


def test_a_sealed_final_is_read_like_a_draft(case):
    final = case.documents.filter(draft=False, kind="kak").latest("pk")
    shown = put_on_screen(paper_row_of(final))
    said = [part for passage in shown.passages for part in passage.block.cells]
    said += [passage.block.text for passage in shown.passages]
    assert shown.pages[0] == 1 and case.title.lower() in " ".join(said).lower()


def test_another_opd_sees_no_page_of_it(draft, stranger, signed_in):
    answer = signed_in(stranger).get(reverse("halaman-dokumen", args=[draft.pk, 1]))
    assert answer.status_code == 404


def test_a_draft_that_is_being_taken_away_is_not_shown(draft, people, signed_in):
    content_removal.propose_removal(draft, people["verifikator"], "Memuat data pribadi.")
    answer = signed_in(people["sekda"]).get(reverse("halaman-dokumen", args=[draft.pk, 1]))
    assert answer.status_code == 404
    assert put_on_screen(paper_row_of(draft)) is None


def test_a_damaged_file_leaves_the_decision_open(case, draft, people, signed_in):
    store.path_of(draft.sha256).write_bytes(b"changed")
    page = signed_in(people["sekda"]).get(reverse("putuskan", args=[case.pk]))
    assert page.status_code == 200 and page.context["decision"].naskah is None
    assert paper_table_of(case, [draft]).papers


def test_what_is_no_pdf_is_told_by_nothing():
    assert on_screen.read_blocks(b"%PDF-1.7 none") == []
    assert on_screen.count_pages(b"%PDF-1.7 none") == 0
    assert on_screen.draw_page(b"%PDF-1.7 none", 1) == b""


@pytest.mark.parametrize(
    "lines, text",
    [
        (["perundang-", "undangan."], "perundang-undangan."),
        (["Nomor 100/273/", "DPRD/2022"], "Nomor 100/273/DPRD/2022"),
        (["disebut ", "PARA PIHAK", ", dan"], "disebut PARA PIHAK, dan"),
        (["kota", "Samarinda"], "kota Samarinda"),
        (["Senin -", "Kamis"], "Senin - Kamis"),
    ],
)
def test_printed_lines_become_one_text(lines, text):
    told = "".join(f'    "{line}"\n' for line in lines)
    (block,) = on_screen._blocks_of(on_screen._structure_of(f"Document\n  P\n{told}".encode()))
    assert block.text == text
