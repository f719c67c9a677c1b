"""An agreement in force is called Berlaku everywhere, and Berakhir or Diakhiri after; never
Selesai.
"""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from agreements import insights
from agreements.models import Agreement, State
from agreements.models.status import Status, status_of_agreement

from .conftest import as_long_as, pass_stage
from .reading import folded

pytestmark = pytest.mark.usefixtures("blank_papers")
TODAY = date(2026, 11, 29)


def stand(agreement, **fields) -> Agreement:
    Agreement.objects.filter(pk=agreement.pk).update(**fields)
    return Agreement.objects.get(pk=agreement.pk)


@pytest.fixture
def lives(make_agreement, time_machine):
    """One case for each way to stand, by the status that it must have."""
    time_machine.move_to("2026-11-29 09:00+08:00", tick=False)
    start, past, later = TODAY - timedelta(400), TODAY - timedelta(1), TODAY + timedelta(400)

    def case(**fields):
        term = {"effective_on": start, "expires_on": later, "ends_on": later}
        return stand(make_agreement(), **{**term, **fields})

    return {
        "berjalan": [stand(make_agreement()), case(stage_code="penyusunan_pks")],
        "berlaku": [
            case(state=State.DONE),
            case(stage_code="pelaksanaan", effective_on=TODAY),
            case(stage_code="pelaporan", ends_on=TODAY),
            case(state=State.DONE, expires_on=None, ends_on=None, open_ended=True),
        ],
        "akan-berlaku": [case(stage_code="pelaksanaan", effective_on=TODAY + timedelta(1))],
        "berakhir": [
            case(state=State.DONE, expires_on=past, ends_on=past),
            case(stage_code="pelaporan", expires_on=past, ends_on=past),
        ],
        "diakhiri": [case(state=State.DONE, ends_on=past, terminated=True)],
        "ditangguhkan": [stand(make_agreement(), state=State.SUSPENDED)],
        "ditolak": [case(state=State.REJECTED)],
        "ditarik": [stand(make_agreement(), state=State.WITHDRAWN)],
        "selesai": [case(state=State.DONE, effective_on=None, expires_on=None, ends_on=None)],
    }


def test_the_word_and_the_filter_follow_from_one_rule(lives, people, signed_in):
    client = signed_in(people["verifikator"])
    for status, cases in lives.items():
        assert {status_of_agreement(case, TODAY) for case in cases} == {status}
        assert set(Agreement.objects.with_status(status, TODAY)) == set(cases)
        page = client.get(reverse("daftar"), {"status": status})
        assert page.context["page"].paginator.count == len(cases)


def test_every_case_has_exactly_one_status(lives):
    counted = [Agreement.objects.with_status(status, TODAY).count() for status in Status]
    assert sum(counted) == Agreement.objects.count()


def test_the_list_and_the_page_say_berlaku_and_name_whose_turn_it_is_beside_it(
    lives, people, signed_in
):
    client = signed_in(people["verifikator"])
    register = client.get(reverse("daftar"), {"status": "berlaku"}).content.decode()
    assert "Berlaku" in register and ">Selesai" not in register
    done = lives["berlaku"][0]
    page = client.get(reverse("kerja-sama", args=[done.pk])).content.decode()
    assert (
        '<span class="tag is-good">Berlaku' in folded(page)
        and "selesai." not in page.lower().partition("perjalanan")[0]
    )


def test_one_that_begins_later_is_called_so_on_its_page_and_in_the_list(lives, people, signed_in):
    client, (ahead,) = signed_in(people["verifikator"]), lives["akan-berlaku"]
    register = client.get(reverse("daftar"), {"status": "akan-berlaku"}).text
    assert ahead.title in register and "Akan berlaku" in register
    page = folded(client.get(reverse("kerja-sama", args=[ahead.pk])).text)
    assert "Akan berlaku 30 November 2026 sampai" in page


def test_a_refusal_calls_it_berlaku_too(lives, people):
    from agreements.workflow import engine, guarding

    with pytest.raises(guarding.Refused, match="berstatus berlaku"):
        engine.halt_case(
            lives["berlaku"][0].pk, people["kabag"], "persiapan", State.SUSPENDED, "Keliru"
        )


def test_the_dashboard_counts_as_on_their_way_what_its_list_shows(lives):
    counts = insights.count_by_stage_and_state(Agreement.objects.all())
    running = sum(n for *_, standing, n in counts if standing == State.RUNNING)
    assert running == Agreement.objects.on_their_way(TODAY).count() == 2


def test_a_signed_change_is_no_agreement_in_force_of_its_own(make_agreement, people):
    change = make_agreement("ksdpk-adendum")
    for _ in as_long_as(lambda: change.state == State.RUNNING):
        change = pass_stage(change, people)
    assert change.status == "Perubahan ditandatangani"
    assert change in Agreement.objects.with_status("ditandatangani", timezone.localdate())
