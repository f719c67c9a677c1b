"""By its own first values a norm of the office never makes a term of the law impossible to keep."""

from collections.abc import Iterable
from datetime import date, timedelta

import pytest

from agreements.regulations import catalogue, expiry
from agreements.regulations.vocabulary import Deadline, Stage
from agreements.workflow.deadlines import Calendar

pytestmark = pytest.mark.django_db
# Every day of three years on which somebody may begin.
FIRST, LAST = date(2026, 1, 1), date(2028, 12, 31)
SIX_MONTHS, ONE_YEAR = 184, 365  # the longest half year, the shortest year


def norms_in_turn(stage: Stage) -> list[Deadline]:
    """The terms of a stage as they follow each other at worst: the one of the stage as a whole, or
    those of its parts where they are longer together.
    """
    whole = [stage.deadline] if stage.deadline else []
    if stage.deadline and stage.deadline.until:
        return [*whole, *stage.legs]
    return max(whole, list(stage.legs), key=lambda terms: sum(term.days for term in terms))


def worst_days(terms: Iterable[Deadline]) -> int:
    """How many days the terms take one after the other, begun on the worst of all days."""
    calendar = Calendar()
    worked = [
        day
        for day in (FIRST + timedelta(n) for n in range((LAST - FIRST).days + 800))
        if not calendar.day_off(day)
    ]
    length = sum(term.days for term in terms)
    reached = {
        begun: worked[place + length - 1] for place, begun in enumerate(worked) if begun <= LAST
    }
    return max((end - begun).days + _rest_before(begun, calendar) for begun, end in reached.items())


def _rest_before(day: date, calendar: Calendar) -> int:
    """The days off right before a working day, on which one may have begun as well."""
    rest = 1
    while calendar.day_off(day - timedelta(rest)):
        rest += 1
    return rest


@pytest.mark.parametrize("track", ["ksdpl-perpanjangan", "ksdll-perpanjangan"])
def test_p25_33_2_what_is_decided_on_its_day_is_told_to_the_menteri_six_months_before(track):
    stages = catalogue.newest_track_version(track).stages
    notice = next(place for place, stage in enumerate(stages) if stage.code == "penyampaian")
    road = [term for stage in stages[: notice + 1] for term in norms_in_turn(stage)]
    assert worst_days(road) + SIX_MONTHS <= expiry.ABROAD.days


def test_somebody_is_reminded_before_the_decision_is_due():
    for steps, term in ((expiry.STEPS_ABROAD, expiry.ABROAD), (expiry.STEPS, expiry.AT_HOME)):
        assert steps[0] > term.days


@pytest.mark.parametrize("track", ["ksdpl-daerah", "ksdll-daerah"])
def test_p25_13_3_a_naskah_can_be_signed_while_its_intent_holds(track):
    road = catalogue.newest_track_version(track)
    begun, signed = road.position("rencana_kerja_sama"), road.position("penandatanganan")
    terms = [term for stage in road.stages[begun : signed + 1] for term in norms_in_turn(stage)]
    assert worst_days(terms) <= ONE_YEAR
