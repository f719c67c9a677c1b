"""Every kind of paper is declared whole, and what is missing in a declaration is named."""

from dataclasses import replace
from typing import get_args, get_type_hints

import pytest

from agreements.checks import kinds_of_paper_are_whole
from agreements.documents.kinds import DECLARED, KINDS, naskah
from agreements.documents.kinds.proving import faults_of_kinds, faults_of_law
from agreements.documents.kinds.vocabulary import Enclosed, Needs, OnRequest, always
from agreements.documents.pages import builders, enclosures
from agreements.documents.pages.paper_words import PaperWords
from agreements.regulations.citations import p22, p25
from agreements.regulations.citing import name_places


def faults_of(monkeypatch, **changed) -> list[str]:
    """What the system check says of a Kesepakatan Bersama that is declared so."""
    kind = replace(naskah.JOINT_AGREEMENT, **changed)
    declared = tuple(kind if one.code == kind.code else one for one in DECLARED)
    monkeypatch.setattr("agreements.checks.DECLARED", declared)
    return [fault.msg for fault in kinds_of_paper_are_whole(None)]


def test_the_kinds_of_this_program_are_whole():
    assert kinds_of_paper_are_whole(None) == []


@pytest.mark.parametrize(
    "changed, fault",
    [
        ({"template": "documents/nowhere.html"}, "no template documents/nowhere.html"),
        ({"context": "naskah_at_home.of_nothing"}, "no function naskah_at_home.of_nothing"),
        ({"context": "nowhere.of_naskah"}, "no function nowhere.of_naskah"),
        ({"needs": Needs(("warna",))}, "needs warna, which nobody can fill in (proposal)"),
        (
            {"needs": Needs(by_road=lambda track: ("warna",))},
            "needs warna, which nobody can fill in (proposal)",
        ),
        ({"needs": Needs(partner_for_final=("warna",))}, "nobody can fill in (partner)"),
        ({"needs": Needs(meeting=("warna",))}, "nobody can fill in (meeting)"),
        ({"on_request": OnRequest(always, asks=("warna",))}, "nobody can fill in (order)"),
        ({"on_request": OnRequest(always, basis=p22("999"))}, "Pasal 999"),
        ({"cites": {"basis": (p22("40"),)}}, "declares basis of the law, which it never prints"),
        ({"cites": {"basis": (p22("999"),)}}, "cites Permendagri 22/2020 Pasal 999"),
        ({"title_en": ""}, "goes to the partner without a name in English"),
        ({"series": "K" * 21}, "the code of its series is too long"),
    ],
)
def test_what_a_declaration_lacks_is_named(monkeypatch, changed, fault):
    found = faults_of(monkeypatch, **changed)
    assert any(told.startswith("kesepakatan_bersama: ") and fault in told for told in found), found


def test_a_kind_that_nobody_declares_is_missed_by_the_roads_that_ask_for_it():
    left = tuple(kind for kind in DECLARED if kind.code != "penawaran")
    found = [*faults_of_kinds(left)]
    assert "penawaran: declared 0 times" in found
    assert "ksdd-sukarela: names the unknown kind penawaran" in found


def test_a_letter_prints_no_law_that_a_road_does_not_name(monkeypatch):
    bare = replace(KINDS["penawaran"], cites_by_road=lambda track: {})
    assert "penawaran: prints law.basis, which ksdd-sukarela does not name" in [
        *faults_of_law(bare, {"basis"})
    ]


@pytest.mark.parametrize(
    "places, words",
    [
        (("14 ayat (1)", "14 ayat (2)"), "Pasal 14 ayat (1) dan ayat (2)"),
        (
            ("18 ayat (2)", "18 ayat (3)", "18 ayat (4)"),
            "Pasal 18 ayat (2) sampai dengan ayat (4)",
        ),
        (
            ("18 ayat (1)", "18 ayat (2)", "18 ayat (4)"),
            "Pasal 18 ayat (1), ayat (2), dan ayat (4)",
        ),
        (("30", "38"), "Pasal 30 dan Pasal 38"),
        (("46 ayat (2) huruf g",), "Pasal 46 ayat (2) huruf g"),
        (("22",), "Pasal 22"),
    ],
)
def test_places_are_named_in_one_phrase(places, words):
    assert name_places(tuple(p25(place) for place in places)) == words


def test_whatever_a_letter_may_enclose_has_a_name():
    assert set(enclosures._NAMED) == set(Enclosed)


@pytest.mark.parametrize("kind", [kind for kind in DECLARED if kind.context])
def test_what_a_kind_prints_is_declared_field_by_field(kind):
    returned = get_type_hints(builders.function_named(kind.context))["return"]
    for words in get_args(returned) or (returned,):
        assert issubclass(words, PaperWords) and words is not PaperWords
