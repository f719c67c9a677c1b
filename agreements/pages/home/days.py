"""How far off the last day of a task is, in the words of the queue."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from django.utils.formats import date_format

from agreements.regulations.vocabulary import DayKind
from agreements.workflow.deadlines import Calendar

SUNDAY = 6


@dataclass(frozen=True)
class DaysLeft:
    """The days in words, the day itself beneath them, and how much it presses."""

    words: str
    day: str
    is_late: bool = False
    is_soon: bool = False


class Week(NamedTuple):
    """The days that are planned for now: this week, and on its last two days the coming one."""

    title: str
    last_day: date


def find_week(today: date) -> Week:
    """The week in which a reader plans today."""
    last_day = today + timedelta(SUNDAY - today.weekday())
    if today.weekday() < SUNDAY - 1:
        return Week("Minggu ini", last_day)
    return Week("Minggu depan", last_day + timedelta(7))


def tell_days_left(due_on: date | None, today: date, calendar: Calendar) -> DaysLeft:
    """Past days are counted as they passed, coming ones as they are worked."""
    if due_on is None:
        return DaysLeft("Tanpa tenggat", "")
    day = short_day(due_on, today)
    if due_on < today:
        return DaysLeft(f"Lewat {(today - due_on).days} hari", day, is_late=True)
    if due_on == today:
        return DaysLeft("Hari ini", day, is_soon=True)
    worked = calendar.days_left(today, due_on, DayKind.WORKING)
    if not worked:
        return DaysLeft(f"{(due_on - today).days} hari", day, is_soon=True)
    return DaysLeft(f"{worked} hari kerja", day, is_soon=worked == 1)


def short_day(day: date, today: date) -> str:
    """The day with its month in short, and its year where that is not the present one."""
    return date_format(day, "j M" if day.year == today.year else "j M Y")
