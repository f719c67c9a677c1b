import re
from collections import Counter
from dataclasses import fields, is_dataclass

import pytest

from agreements.regulations import catalogue, change_law, chooser, register, urusan
from agreements.regulations.citations import REGULATIONS, Citation
from agreements.regulations.vocabulary import Basis

ARTICLES = {"UU23": 411, "PP28": 52, "P22": 64, "P25": 44, "UU09": 74, "PS63": 44}
PLACE = re.compile(r"Pasal (\d+)( angka \d+| ayat \(\d+\)( huruf [a-z])?| huruf [a-z])?")


def inside(value):
    """Every citation held anywhere in a value, found without knowing its shape."""
    if isinstance(value, Citation):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from inside(part)
    elif is_dataclass(value):
        for field in fields(value):
            yield from inside(getattr(value, field.name))


def unknown(citations):
    return {(c.regulation, c.article) for c in citations} - set(register.ENTRIES)


@pytest.mark.parametrize("track", catalogue.TRACKS, ids=lambda t: t.code)
def test_every_citation_of_a_track_resolves(track):
    assert unknown(register.citations_of_track(track)) == set()


@pytest.mark.parametrize("track", catalogue.TRACKS, ids=lambda t: t.code)
def test_cited_forgets_no_citation_of_a_track(track):
    assert Counter(register.citations_of_track(track)) == Counter(inside(track))


def test_the_citations_of_the_chooser_and_of_urusan_resolve():
    asked = list(inside(tuple(chooser.QUESTIONS.values())))
    assert asked
    assert unknown([*asked, urusan.CITATION, urusan.WARNING_CITATION]) == set()


def test_the_grounds_on_which_an_agreement_ends_resolve():
    assert unknown(citation for _, citation in change_law.GROUNDS.values()) == set()


@pytest.mark.parametrize("change", ("perpanjangan", "pengakhiran"))
def test_how_a_sinergi_is_extended_or_ended_is_a_local_norm(change):
    """No article says it; only that what was agreed binds both."""
    preparation = catalogue.newest_track_version(f"sinergi-{change}").stages[0]
    assert preparation.basis is Basis.SOP and not any(
        need.citation for need in preparation.requirements
    )


@pytest.mark.parametrize("place", register.ENTRIES, ids=" ".join)
def test_an_entry_is_one_short_sentence(place):
    text = register.ENTRIES[place]
    assert 0 < len(text) <= 200
    assert text == " ".join(text.split())
    assert text[0].isupper()
    assert text.endswith(".")
    assert ". " not in text


@pytest.mark.parametrize("place", register.ENTRIES, ids=" ".join)
def test_an_entry_stands_at_an_article_the_regulation_has(place):
    regulation, article = place
    if not article:
        return  # a law known as a whole only
    named = PLACE.fullmatch(article)
    assert named
    assert 1 <= int(named[1]) <= ARTICLES[regulation]


def test_articles_named_inside_a_sentence_exist_too():
    for (regulation, _), text in register.ENTRIES.items():
        for number in re.findall(r"Pasal (\d+)", text):
            assert 1 <= int(number) <= ARTICLES[regulation]


def test_every_regulation_has_its_full_title():
    assert set(register.TITLES) == {regulation for regulation, _ in register.ENTRIES}
    assert set(REGULATIONS) <= set(register.TITLES)
    for regulation, short in REGULATIONS.items():
        number, year = re.search(r"(\d+)/(\d{4})", short).groups()
        assert f"Nomor {number} Tahun {year} tentang " in register.TITLES[regulation]


def test_says_gives_the_sentence_and_refuses_what_it_does_not_know():
    assert "30 hari" in register.text_of_citation(Citation("P22", "Pasal 8 ayat (3)"))
    assert "45 hari kerja" in register.text_of_citation(Citation("P25", "Pasal 17 ayat (2)"))
    with pytest.raises(KeyError):
        register.text_of_citation(Citation("P22", "Pasal 65"))


# The number of days of each lawful term stands in the sentence on its article, so a reader sees
# where it comes from.
@pytest.mark.parametrize("track", catalogue.TRACKS, ids=lambda t: t.code)
def test_a_lawful_term_has_its_days_in_the_sentence_it_cites(track):
    for stage in track.stages:
        for term in stage.terms:
            if term.citation:
                assert f"{term.days} hari" in register.text_of_citation(term.citation)
