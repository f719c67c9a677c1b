"""A page for each article: its wording, what we say of it, and where the product rests on it."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from agreements.pages.articles import NAMES, address_of_citation, build_article_page
from agreements.regulations import catalogue, register
from agreements.regulations.citations import REGULATIONS, Citation, p22, p25, pp28
from agreements.regulations.contract_duties import AGREED, Agreed
from agreements.regulations.readings import READINGS
from agreements.regulations.wording import (
    COPIES,
    number_of_pasal,
    pasal_of_regulation,
    place_in_pasal,
    wording_of_pasal,
)
from agreements.templatetags.law import cite, cited, cited_briefly, named, with_law


def stands_in_wording(citation):
    lines = wording_of_pasal(citation.regulation, number_of_pasal(citation))
    return place_in_pasal(citation) in {"" if lines else None, *(" ".join(x.places) for x in lines)}


def test_every_cited_place_stands_in_the_wording_that_we_hold():
    held = [Citation(*key) for key in register.ENTRIES if key[0] in COPIES]
    assert [str(citation) for citation in held if not stands_in_wording(citation)] == []


def test_no_place_of_an_article_stands_there_twice():
    for code in COPIES:
        for number in pasal_of_regulation(code):
            anchors = [line.anchor for line in wording_of_pasal(code, number) if line.anchor]
            assert len(anchors) == len(set(anchors)), (code, number)


def test_a_huruf_is_found_inside_its_ayat_and_an_angka_inside_its_huruf():
    anchors = {line.anchor: line.text for line in wording_of_pasal("P22", "41")}
    assert anchors["ayat-1-huruf-d-angka-6"] == "pembiayaan;"
    assert anchors["ayat-1-huruf-e"] == "penutup."


def test_every_reading_is_of_an_article_that_we_know():
    for reading in READINGS:
        for article in reading.articles:
            assert number_of_pasal(article) in pasal_of_regulation(article.regulation)


def page_of(client, citation):
    return client.get(address_of_citation(citation).partition("#")[0])


@pytest.mark.django_db
class TestThePage:
    @pytest.fixture(autouse=True)
    def _signed_in(self, client, people):
        client.force_login(people["staf"])

    def test_shows_the_wording_our_reading_and_the_roads_that_rest_on_it(self, client):
        page = page_of(client, p22("12"))
        assertContains(page, "45 (empat puluh lima) hari DPRD belum menetapkan sikap")
        assertContains(page, "Berita Negara Republik Indonesia Tahun 2020 Nomor 371")
        assertContains(page, "Awal jangka waktu 45 hari tidak disebut.")
        track = catalogue.newest_track_version("ksdd-sukarela")
        assertContains(page, reverse("alur-rinci", args=[track.code]) + "#persetujuan_dprd")
        assertContains(page, 'id="ayat-1-huruf-e"')

    def test_names_the_duties_and_papers_of_an_article(self, client):
        assertContains(page_of(client, p22("17")), "Pelaporan pelaksanaan KSDD")
        assertContains(page_of(client, p22("8")), "Surat penawaran", msg_prefix="the offer")

    def test_says_so_where_we_do_not_hold_the_wording(self, client):
        page = page_of(client, Citation("UU23", "Pasal 1 angka 50"))
        assertContains(page, "Bunyi pasal ini belum dimuat")
        assertContains(page, "Hari dalam undang-undang ini berarti hari kerja.")

    def test_marks_words_that_our_copy_lost(self, client):
        assertContains(page_of(client, pp28("4")), "[…]")

    def test_an_article_without_use_says_so(self, client):
        assertContains(page_of(client, p22("2")), "Tidak ada yang bersandar pada pasal ini.")

    def test_the_list_leads_to_every_article(self, client):
        shown = client.get(reverse("peraturan")).content.decode()
        for code in REGULATIONS:
            for number in pasal_of_regulation(code):
                address = address_of_citation(Citation(code, f"Pasal {number}"))
                assert f'href="{address}"' in shown
                assert (
                    build_article_page(NAMES[code], number).title
                    == f"{REGULATIONS[code]} Pasal {number}"
                )

    @pytest.mark.parametrize("address", ["permendagri-22-2020/pasal-99", "perda-5-2025/pasal-1"])
    def test_what_we_do_not_know_is_not_found(self, client, address):
        assert client.get(f"/peraturan/{address}/").status_code == 404

    def test_the_road_leads_to_its_articles_and_calls_the_rest_local(self, client):
        page = client.get(reverse("alur-rinci", args=["ksdd-sukarela"]))
        assertContains(page, f'href="{address_of_citation(p22("12 ayat (4)"))}"')
        assertContains(page, "norma setempat")
        assertNotContains(page, "(SOP)")


def test_a_citation_leads_to_its_place():
    assert cite(p25("17 ayat (3)")) == (
        '<a class="law" href="/peraturan/permendagri-25-2020/pasal-17/#ayat-3">'
        "Permendagri 25/2020 Pasal 17 ayat (3)</a>"
    )
    assert cite(Citation("UU24", "")) == (
        '<a class="law" href="/peraturan/#uu-24-2000">UU 24/2000</a>'
    )


def test_several_places_name_their_regulation_once():
    places = (p22("25"), p22("27"), pp28("17"))
    assert named(places) == "Permendagri 22/2020 Pasal 25, Pasal 27; PP 28/2018 Pasal 17"
    assert cited(places).count("<a ") == 3
    assert cited(places).count("Permendagri 22/2020") == 1
    assert "Pasal </span><a" in cited_briefly(places)


def test_what_no_article_asks_for_is_called_the_local_norm():
    for shown in (cite(None), cited(()), cited_briefly(())):
        assert "norma setempat" in shown
        assert "bukan ketentuan" in shown


def test_a_pasal_of_a_naskah_is_no_article_of_the_law():
    assert cite(Agreed(AGREED, "Pasal 5 PKS")) == "Pasal 5 PKS"


def test_a_text_leads_to_the_places_that_it_cites_and_stays_text():
    shown = with_law(
        "Paling lama 60 bulan (Permendagri 22/2020 Pasal 9 ayat (3)); <b>lihat</b> Pasal 8."
    )
    assert shown == (
        'Paling lama 60 bulan (<a class="law"'
        ' href="/peraturan/permendagri-22-2020/pasal-9/#ayat-3">'
        "Permendagri 22/2020 Pasal 9 ayat (3)</a>); &lt;b&gt;lihat&lt;/b&gt; Pasal 8."
    )
