"""Uji pemahaman: questions read from the roads, answers kept, and who of each OPD understood."""

import pytest
from django.urls import reverse

from agreements.models import SelfCheck
from agreements.regulations.families import Family
from agreements.regulations.self_check import Question, questions_of, track_asked_of


def question(family: Family, code: str) -> Question:
    return next(one for one in questions_of(family) if one.code == code)


def answers(family: Family, **wrong: str) -> dict[str, str]:
    return {one.code: one.answer for one in questions_of(family)} | wrong


def wrong_answer(one: Question) -> dict[str, str]:
    return {one.code: next(choice for choice in one.choices if choice != one.answer)}


@pytest.mark.parametrize("family", Family)
def test_every_kind_is_asked_six_to_eight_things_with_one_right_choice_and_its_article(family):
    questions = questions_of(family)
    assert 6 <= len(questions) <= 8
    for one in questions:
        assert one.choices.count(one.answer) == 1 and len(set(one.choices)) == len(one.choices) > 1
        assert one.law
    assert len({one.code for one in questions}) == len(questions)


def test_the_answers_are_those_of_the_road():
    road = track_asked_of(Family.KSDPK)
    term = road.stage("persetujuan_dprd").deadline
    assert question(Family.KSDPK, "lama_persetujuan_dprd_tahap").answer == f"{term.days} hari"
    assert question(Family.KSDPK, "pemegang_penawaran").answer == road.stage("penawaran").actor
    assert question(Family.KSDPL, "lama_verifikasi_gubernur").answer == "5 hari kerja"
    assert question(Family.KSDPL, "sesudah_persetujuan_dprd").answer == "Verifikasi"


def test_where_two_articles_differ_nothing_is_asked():
    codes = [one.code for one in questions_of(Family.SINERGI)]
    assert "syarat_persetujuan_dprd" not in codes


def test_what_was_missed_is_shown_with_its_article(people, signed_in):
    client, address = signed_in(people["staf"]), reverse("uji-pemahaman", args=["ksdpk"])
    missed = question(Family.KSDPK, "diam_persetujuan_dprd")
    page = client.post(address, answers(Family.KSDPK, **wrong_answer(missed)), follow=True)
    assert page.context["page"].missed == [missed]
    assert "KSDPK: 6 dari 7 benar." in page.text and "Permendagri 22/2020 Pasal 34" in page.text


def test_the_last_answers_count(people, signed_in):
    client, address = signed_in(people["staf"]), reverse("uji-pemahaman", args=["ksdd"])
    missed = question(Family.KSDD, "dokumen_pertama")
    client.post(address, answers(Family.KSDD, **wrong_answer(missed)))
    client.post(address, answers(Family.KSDD))
    check = SelfCheck.objects.get()
    assert check.is_passed and check.user == people["staf"] and check.right == 8
    assert "8 dari 8 benar" in client.get(reverse("alur")).text


def test_an_open_question_is_asked_for_at_its_field_and_nothing_is_kept(people, signed_in):
    client, address = signed_in(people["staf"]), reverse("uji-pemahaman", args=["ksdd"])
    given = answers(Family.KSDD)
    del given["dokumen_pertama"]
    page = client.post(address, given)
    assert "Pilih satu jawaban." in page.text and not SelfCheck.objects.exists()
    form = page.context["page"].form
    assert {code: form[code].value() for code in given} == given


def test_the_office_reads_by_opd_who_understood(people, signed_in):
    signed_in(people["staf"]).post(reverse("uji-pemahaman", args=["ksdd"]), answers(Family.KSDD))
    page = signed_in(people["kabag"]).get(reverse("pemahaman"))
    (row,) = [row for row in page.context["page"].rows if row.cells[0].names]
    assert row.cells[0].names == [str(people["staf"])]
    assert row.unit in page.text and str(people["staf"]) in page.text
    assert reverse("pemahaman") in signed_in(people["kabag"]).get(reverse("alur")).text
    assert reverse("pemahaman") not in signed_in(people["staf"]).get(reverse("alur")).text


def test_an_unknown_kind_is_not_found(people, signed_in):
    address = reverse("uji-pemahaman", args=["tidak-ada"])
    assert signed_in(people["staf"]).get(address).status_code == 404


def test_a_case_is_shown_where_it_stands_on_its_road(make_agreement, people, signed_in, stranger):
    case = make_agreement(at="penawaran")
    address = f"{reverse('alur-rinci', args=[case.track_code])}?kerja-sama={case.pk}"
    page = signed_in(people["staf"]).get(address).text
    assert reverse("uji-pemahaman", args=[case.track.family]) in page
    assert page.count("Kini di sini") == 1 and "kini pada tahap Penawaran" in page
    assert "Kini di sini" not in signed_in(stranger).get(address).text
