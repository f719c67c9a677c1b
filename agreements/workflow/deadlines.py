"""Deadlines are derived, never stored: a new holiday moves every running one."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

import holidays

from agreements.regulations.vocabulary import DayKind


@cache
def _holidays(year: int) -> dict[date, str]:
    return dict(holidays.Indonesia(years=year, categories=("public", "government"), language="id"))


def explain(start: date, days: int, kind: str) -> Iterator[tuple[date, bool, str]]:
    """Each day after `start` up to the due date: (day, whether it counts, why it does not)."""
    day, counted = start, 0
    while counted < days:
        day += timedelta(1)
        why = "" if kind == DayKind.CALENDAR else _day_off(day)
        counted += not why
        yield day, not why, why


def _day_off(day: date) -> str:
    return _holidays(day.year).get(day, "akhir pekan" if day.weekday() >= 5 else "")


def due_on(start: date, days: int, kind: str) -> date:
    """The last day of a term of `days` that begins the day after `start`."""
    return max((day for day, _, _ in explain(start, days, kind)), default=start)


def days_left(today: date, due: date, kind: str) -> int:
    """Days of that kind from today to the due date; negative when it has passed."""
    if due < today:
        return -days_left(due, today, kind)
    span = (today + timedelta(n) for n in range(1, (due - today).days + 1))
    return sum(1 for day in span if kind == DayKind.CALENDAR or not _day_off(day))
