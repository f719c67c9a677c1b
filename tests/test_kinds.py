"""Every kind of paper is declared whole, and what is missing in a declaration is named."""

from dataclasses import replace

import pytest

from agreements.checks import kinds_of_paper_are_whole
from agreements.documents.kinds import DECLARED, naskah
from agreements.documents.kinds.proving import faults_of_kinds
from agreements.documents.kinds.vocabulary import Enclosed, Needs, OnRequest, always
from agreements.documents.pages import enclosures
from agreements.regulations.vocabulary import p22


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


def test_whatever_a_letter_may_enclose_has_a_name():
    assert set(enclosures._NAMED) == set(Enclosed)
