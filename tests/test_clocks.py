"""Who held a case how long: each party its own time, a stage the time in which anybody held it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.html import escape

from agreements import demo, insights
from agreements.models import Agreement, Clock
from agreements.pages.case.held import held_chart_of
from agreements.workflow import engine, meeting_requirements
from agreements.workflow.deadlines import Calendar

from .conftest import as_long_as, order_and_render, pass_stage, until_holder

pytestmark = pytest.mark.usefixtures("blank_papers")
REVIEWERS = {"SECTION_HEAD", "LEGAL"}


@pytest.fixture
def days_pass(time_machine):
    time_machine.move_to("2026-03-02 09:00+08:00", tick=False)
    return lambda days: time_machine.shift(timedelta(days))


@pytest.fixture
def in_review(make_agreement, days_pass):
    """A Kesepakatan Bersama that Kepala Bagian and Bagian Hukum review in parallel, all done before
    in no time.
    """
    agreement = make_agreement(at="penyusunan_kb")
    for _ in as_long_as(lambda: set(agreement.holders) != REVIEWERS):
        demo.meet_next(agreement, order_and_render)
        agreement.refresh_from_db()
    return agreement


def running(agreement) -> set[str]:
    return set(agreement.clocks.filter(ended_at=None).values_list("owner", flat=True))


def review(agreement, person, code) -> None:
    meeting_requirements.meet_requirement(
        agreement.pk, person, f"{code}_kesepakatan_bersama", "penyusunan_kb"
    )


def finish_both_reviews(agreement, people, days_pass) -> None:
    """Kepala Bagian takes two days, Bagian Hukum five."""
    days_pass(2)
    review(agreement, people["kabag"], "kabag")
    days_pass(3)
    review(agreement, people["hukum"], "hukum")


def days_in_stage() -> float:
    seen = Agreement.objects.all()
    times = (time for track in insights.stage_times(seen, Calendar()) for time in track.stages)
    return next(time.median_days for time in times if time.stage.code == "penyusunan_kb")


def test_one_party_after_the_other_holds_the_case_without_a_gap(make_agreement):
    agreement = until_holder(make_agreement(), "TKKSD")
    clocks = list(agreement.clocks.all())
    assert {"OPD", "OPD_HEAD", "VERIFIER", "TKKSD"} <= {clock.owner for clock in clocks}
    assert [clock.ended_at for clock in clocks[:-1]] == [clock.started_at for clock in clocks[1:]]
    assert clocks[-1].ended_at is None


def test_each_of_two_reviewers_has_a_clock_until_its_own_review(in_review, people, days_pass):
    assert running(in_review) == REVIEWERS
    days_pass(2)
    review(in_review, people["kabag"], "kabag")
    assert running(in_review) == {"LEGAL"}
    days_pass(3)
    review(in_review, people["hukum"], "hukum")
    assert running(in_review) == {"SEKDA"}


def test_the_page_shows_the_working_days_of_each_reviewer(in_review, people, signed_in, days_pass):
    """From Monday, Bagian Hukum until Saturday, Kepala Bagian until Wednesday."""
    finish_both_reviews(in_review, people, days_pass)
    chart = held_chart_of(in_review.clocks.all(), Calendar())
    assert {row.name: row.days for row in chart.rows if row.days} == {
        "Bagian Hukum": 4,
        "Bagian Kerja Sama": 2,
    }
    page = (
        signed_in(people["sekda"]).get(reverse("kerja-sama", args=[in_review.pk])).content.decode()
    )
    assert escape(chart.description) in page


def test_the_picture_begins_on_the_day_that_it_was_here(db):
    began = datetime(2026, 1, 31, 20, tzinfo=UTC)
    turn = Clock(owner="SEKDA", started_at=began, ended_at=began + timedelta(9))
    chart = held_chart_of([turn], Calendar())
    assert chart.since == date(2026, 2, 1) and not chart.months


def test_a_stage_took_the_span_of_parallel_reviews_and_not_their_sum(in_review, people, days_pass):
    finish_both_reviews(in_review, people, days_pass)
    pass_stage(in_review, people)
    assert days_in_stage() == 5.0


def test_the_time_at_rest_is_not_counted(in_review, people, days_pass):
    days_pass(1)
    engine.halt_case(
        in_review.pk, people["kabag"], "penyusunan_kb", "ditangguhkan", "Menunggu anggaran"
    )
    assert running(in_review) == {"SUSPENDED"}
    days_pass(30)
    engine.resume_case(in_review.pk, people["kabag"])
    assert running(in_review) == REVIEWERS
    finish_both_reviews(in_review, people, days_pass)
    pass_stage(in_review, people)
    assert days_in_stage() == 6.0


def test_a_stage_visited_twice_took_both_visits_and_not_the_time_between(
    in_review, people, days_pass
):
    days_pass(1)
    engine.send_case_back(
        in_review.pk, people["hukum"], "penyusunan_kb", "persiapan", "Kurang", ["Perjelas lokasi"]
    )
    days_pass(10)
    engine.resolve_correction(in_review.pk, people["staf"], in_review.corrections.get().pk)
    finish_both_reviews(in_review, people, days_pass)
    pass_stage(in_review, people)
    assert days_in_stage() == 6.0


def test_nobody_has_two_clocks_at_once(in_review):
    twin = in_review.clocks.filter(owner="LEGAL", ended_at=None).get()
    twin.pk = None
    with pytest.raises(IntegrityError, match="one_clock_per_holder"), transaction.atomic():
        Clock.save(twin, force_insert=True)
