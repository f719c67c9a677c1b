"""The hourly run settles what became late since it last ran, and all again when that is not
certain.
"""

from datetime import date, timedelta

import pytest
from django.core.cache import caches
from django.utils import timezone

from agreements.models import DayOff
from agreements.workflow import settling
from agreements.workflow.deadlines import Calendar

from .conftest import again, as_long_as, pass_stage

pytestmark = pytest.mark.usefixtures("blank_papers")


@pytest.fixture
def run_on(time_machine, db):
    """Let a day come and the hourly run with it; how many cases it settled."""

    def run(day: date) -> int:
        time_machine.move_to(f"{day} 09:00+08:00", tick=False)
        return settling.settle_lapsed_cases()

    run(date(2026, 3, 2))
    return run


@pytest.fixture
def due(run_on, make_agreement, people) -> date:
    """The last day of the term of the only case."""
    case = make_agreement()
    for _ in as_long_as(lambda: not again(case).term_key):
        case = pass_stage(case, people)
    return Calendar().of(again(case), timezone.localdate()).due


def test_a_case_is_settled_once_when_its_term_has_passed(run_on, due):
    assert run_on(due) == 0
    assert run_on(due + timedelta(1)) == 1
    assert run_on(due + timedelta(1)) == 0
    assert run_on(due + timedelta(2)) == 0


def test_a_day_off_lets_all_be_settled_again(run_on, due, people):
    run_on(due + timedelta(10))
    assert run_on(due + timedelta(10)) == 0
    for days in (7, 8, 9):  # one of them would be worked
        day = due + timedelta(days)
        DayOff.objects.create(day=day, name="Cuti bersama", decree="1")
    assert run_on(due + timedelta(10)) == 1


def test_in_a_database_that_was_brought_back_all_are_settled_again(run_on, due):
    run_on(due + timedelta(10))
    told = caches["default"].get(settling.SETTLED)
    later = {**told, "entry": [told["entry"][0] + 1, told["entry"][1]]}
    caches["default"].set(settling.SETTLED, later)
    assert run_on(due + timedelta(10)) == 1
