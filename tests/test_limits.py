"""No naskah runs for longer than the law lets it, whichever way its term was entered."""

import pytest
from django.utils import timezone

from agreements import demo
from agreements.models import Agreement, State
from agreements.regulations import catalogue
from agreements.regulations.limits import longest_of, term_field_of
from agreements.workflow import engine, guarding, meeting_requirements
from agreements.workflow.evaluation import evaluate_case

from .conftest import as_long_as, order_and_render, pass_stage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("blank_papers")]
ROADS = [track for track in catalogue.TRACKS if not track.changes]
LIMITED = {
    ("ksdd-sukarela", "jangka_waktu_bulan", 60): "Permendagri 22/2020 Pasal 9 ayat (3)",
    ("ksdpk-daerah", "jangka_waktu_bulan", 60): "Permendagri 22/2020 Pasal 32 ayat (3)",
    ("ksdpl-daerah", "jangka_waktu_bulan", 60): "Permendagri 25/2020 Pasal 32 ayat (1)",
    ("ksdpl-daerah", "loi_bulan", 12): "Permendagri 25/2020 Pasal 13 ayat (3)",
}


def reasons_of_all_stages(case: Agreement) -> str:
    return " ".join(
        reason for stage in case.track.stages for reason in evaluate_case(case, stage).reasons
    )


@pytest.mark.parametrize(("track", "field", "most"), LIMITED)
def test_a_term_at_the_limit_holds_nothing_up_and_one_month_more_does(
    track, field, most, make_agreement
):
    article = LIMITED[track, field, most]
    case = make_agreement(track, **{field: most})
    assert f"paling lama {most} bulan" not in reasons_of_all_stages(case)
    setattr(case, field, most + 1)
    said = reasons_of_all_stages(case)
    assert f"paling lama {most} bulan menurut {article}, terisi {most + 1} bulan" in said


def test_a_term_that_got_in_around_the_form_does_not_leave_the_preparation(make_agreement, people):
    case = make_agreement("ksdd-sukarela", jangka_waktu_bulan=240)
    with pytest.raises(guarding.Refused, match="paling lama 60 bulan menurut Permendagri 22/2020"):
        engine.complete_stage(case.pk, people["staf"], case.stage_code)
    assert Agreement.objects.get(pk=case.pk).stage_code == case.stage_code


def test_a_naskah_with_too_long_a_term_is_not_signed(make_agreement, people):
    case = make_agreement("ksdd-sukarela", at="penandatanganan_kb")
    need = next(need for need in case.stage.requirements if need.signs)
    for _ in as_long_as(lambda: evaluate_case(case).check(need.code).waits):
        assert demo.meet_next(case, order_and_render)
        case = Agreement.objects.get(pk=case.pk)
    Agreement.objects.filter(pk=case.pk).update(jangka_waktu_bulan=61)
    signed = {"outcome": need.outcomes[0], "decided_on": timezone.localdate(), "number": "1/KB"}
    with pytest.raises(guarding.Refused):
        meeting_requirements.meet_requirement(
            case.pk, people["verifikator"], need.code, case.stage_code, **signed
        )
    assert Agreement.objects.get(pk=case.pk).effective_on is None


def test_a_case_on_its_way_is_still_at_its_limit_when_signed(make_agreement, people):
    case = make_agreement("ksdd-sukarela", at="penandatanganan_kb", jangka_waktu_bulan=60)
    case = pass_stage(case, people)
    assert case.effective_on and case.state == State.RUNNING


@pytest.mark.parametrize("track", ROADS, ids=lambda track: track.code)
def test_every_limited_term_is_asked_for_by_some_stage(track):
    asked = {need.fact for stage in track.stages for need in stage.requirements}
    limited = [kind for kind in track.signings if longest_of(track.family, kind)]
    assert {term_field_of(kind) for kind in limited} <= asked
