"""The global search: everything with a name, a number or an article, and only what one may see."""

import pytest
from django.core.paginator import Paginator
from django.urls import reverse

from agreements.models import Agreement, Document
from agreements.pages.search.page import FIRST, build_search_page
from agreements.regulations.finding import find_articles
from kerjasama.web.lists import CountsBeside

pytestmark = pytest.mark.usefixtures("blank_papers")


def found(user, asked, only="") -> dict[str, list[str]]:
    page = build_search_page(user, asked, only)
    return {group.code: [result.title for result in group.results] for group in page.groups}


def test_a_case_is_found_by_its_title_and_by_its_partner(make_agreement, people):
    case = make_agreement(title="Pengolahan sampah pasar")
    assert found(people["staf"], "sampah")["kerja-sama"] == [case.title]
    by_partner = found(people["staf"], case.partner.name)
    assert by_partner["kerja-sama"] == [case.title] and case.partner.name in by_partner["mitra"]


def test_an_opd_does_not_find_what_it_may_not_see(make_agreement, people, stranger):
    make_agreement(title="Pengolahan sampah pasar")
    assert "kerja-sama" not in found(stranger, "sampah")


def test_a_number_leads_to_its_case(make_agreement, people, stranger):
    case = make_agreement(at="penawaran")
    paper = Document.objects.filter(agreement=case).first()
    Document.objects.filter(pk=paper.pk).update(number="017/PKS-X/2026")
    assert found(people["staf"], "017/PKS-X")["nomor"] == ["017/PKS-X/2026"]
    assert "nomor" not in found(stranger, "017/PKS-X")


def test_an_opd_is_found_by_its_name_and_opens_its_cases(make_agreement, people, signed_in):
    case = make_agreement()
    (group,) = build_search_page(people["kabag"], str(case.owner), "opd").groups
    listed = signed_in(people["kabag"]).get(group.results[0].address).context["page"]
    assert listed.paginator.count == 1


def test_a_misspelt_word_finds_what_is_like_it(make_agreement, people):
    make_agreement(title="Pengolahan sampah pasar")
    page = build_search_page(people["staf"], "sampha")
    assert page.is_alike and page.count == 1


def test_many_results_say_how_many_more_there_are(make_agreement, people):
    for number in range(FIRST + 2):
        make_agreement(title=f"Pengolahan sampah {number}")
    (group,) = build_search_page(people["staf"], "sampah pengolahan").groups
    assert (group.count, group.rest) == (FIRST + 2, 2)


@pytest.mark.parametrize("asked", ["", " ", "a"])
def test_too_little_finds_nothing_and_says_so(people, asked):
    assert build_search_page(people["staf"], asked).is_too_short


@pytest.mark.parametrize(
    "asked", ["sampah", "", "Pasal 17", "tidak ada di mana pun", "%", "a' OR 1=1"]
)
def test_the_page_answers_whatever_is_asked(people, signed_in, asked):
    assert signed_in(people["staf"]).get(reverse("cari"), {"q": asked}).status_code == 200


class TestArticles:
    def test_a_place_finds_itself_and_what_lies_in_it(self):
        places = {str(article.citation) for article in find_articles("Pasal 17 ayat (1)")}
        assert "Permendagri 22/2020 Pasal 17 ayat (1)" in places
        assert all("Pasal 17 ayat (1)" in place for place in places)
        assert find_articles("pasal 17 ayat 1") == find_articles("Pasal 17 ayat (1)")

    def test_the_regulation_narrows_a_place(self):
        places = {
            article.citation.regulation for article in find_articles("permendagri 22/2020 pasal 17")
        }
        assert places == {"P22"}

    def test_words_find_the_articles_that_say_them(self):
        found = find_articles("kerangka acuan kerja")
        assert found and all("acuan" in article.text.lower() for article in found)

    def test_a_word_is_not_found_inside_another(self):
        texts = [article.text.lower() for article in find_articles("dinas")]
        assert all(" dinas" in f" {text}" for text in texts)

    def test_a_place_that_is_cited_leads_to_its_tracks(self):
        assert any(article.tracks for article in find_articles("permendagri 22/2020 pasal 17"))


def test_a_search_counts_and_pages_as_a_list_does(make_agreement):
    cases = [make_agreement() for _ in range(3)]
    keys = Agreement.objects.order_by("pk").values_list("pk", flat=True)
    for asked in (None, "1", "2", "3", "99", "0", "x"):
        page, plain = CountsBeside(keys, 2).get_page(asked), Paginator(keys, 2).get_page(asked)
        assert [*page.object_list] == [*plain.object_list] and page.number == plain.number
        assert page.paginator.count == len(cases)
