"""No article is cited on a road, or for a naskah, to which it does not belong."""

from dataclasses import replace

import pytest

from agreements.documents.kinds import DECLARED
from agreements.regulations import (
    catalogue,
    chooser,
    duties,
    evaluation,
    ksdd,
    limits,
    originals,
    plans,
)
from agreements.regulations.belonging import (
    belongs_to_family,
    belongs_to_naskah,
    belongs_to_track,
    borrowed_on_track,
)
from agreements.regulations.citations import p22, p25, pp28
from agreements.regulations.citing import places_asking


# What runs on a former version keeps its citations as they were.
@pytest.mark.parametrize("track", catalogue.EACH, ids=lambda track: track.code)
def test_a_track_borrows_no_article(track):
    assert set(borrowed_on_track(track)) == set()


@pytest.mark.parametrize("track", catalogue.EACH, ids=lambda track: track.code)
def test_what_follows_the_signature_is_cited_by_the_articles_of_its_road(track):
    cited = [duty.citation for duty in duties.duties_of(track.code)]
    cited += [duty.contents_by for duty in duties.duties_of(track.code) if duty.contents_by]
    cited += evaluation.evaluation_law_of(track.code)
    for kind in track.signings:
        shares = originals.shares_of_originals(track, kind, originals.OriginalsPlan())
        cited += [share.citation for share in shares if share.citation]
    if plan := plans.plan_law_of(track):
        places = (plan.carried_out, plan.asked_by, plan.changed_by)
        cited += [place for place in places if place]
    assert [str(one) for one in cited if not belongs_to_track(one, track)] == []


@pytest.mark.parametrize("kind", DECLARED, ids=lambda kind: kind.code)
def test_a_paper_prints_only_articles_of_the_road_that_asks_for_it(kind):
    asking = [track for track in catalogue.EACH if any(places_asking(track, kind.code))]
    borrowed = {
        f"{track.code}: {citation}"
        for track in asking
        for citations in kind.law_on(track).values()
        for citation in citations
        if not belongs_to_track(citation, track)
    }
    assert borrowed == set()


def test_an_answer_is_cited_by_an_article_of_the_road_to_which_it_leads():
    leading = [
        (answer, catalogue.newest_track_version(answer.track))
        for question in chooser.QUESTIONS.values()
        for answer in question.answers
        if answer.track and answer.citation
    ]
    assert leading
    assert [
        answer.text for answer, track in leading if not belongs_to_track(answer.citation, track)
    ] == []


def test_the_longest_term_of_a_naskah_is_an_article_of_its_family_and_of_no_other_naskah():
    for (family, naskah), longest in limits.LONGEST.items():
        assert belongs_to_family(longest.citation, family), (family, naskah)
        assert belongs_to_naskah(longest.citation, naskah), (family, naskah)


def with_basis(track, *citations):
    return replace(track, basis=(*track.basis, *citations))


@pytest.mark.parametrize("citation", [p25("17"), p22("34"), p22("56"), pp28("30")], ids=str)
def test_a_road_at_home_may_not_borrow_from_abroad_or_from_another_family(citation):
    (fault,) = borrowed_on_track(with_basis(ksdd.SUKARELA, citation))
    assert fault == f"ksdd-sukarela: {citation} is of another road"


def test_what_is_passed_on_from_the_government_has_its_own_articles():
    own, passed_on = (
        catalogue.newest_track_version(code) for code in ("ksdll-daerah", "ksdll-penerusan")
    )
    assert belongs_to_track(p25("16"), own) and not belongs_to_track(p25("16"), passed_on)
    assert belongs_to_track(p25("29"), passed_on) and not belongs_to_track(p25("29"), own)
    assert belongs_to_track(p25("35"), own) and belongs_to_track(p25("35"), passed_on)


def test_a_pks_may_not_be_signed_by_the_article_of_the_kesepakatan_bersama():
    stage = ksdd.SUKARELA.stage("penandatanganan_pks")
    signing = next(need for need in stage.requirements if need.signs)
    wrong = replace(
        stage,
        requirements=tuple(
            replace(need, citation=p22("10 ayat (2)")) if need is signing else need
            for need in stage.requirements
        ),
    )
    track = replace(
        ksdd.SUKARELA,
        stages=tuple(wrong if one is stage else one for one in ksdd.SUKARELA.stages),
    )
    (fault,) = borrowed_on_track(track)
    assert "of another naskah than perjanjian_kerja_sama" in fault
