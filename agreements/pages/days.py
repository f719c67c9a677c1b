"""How far off a day is, in the words of every page."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from django.utils.formats import date_format

from agreements.regulations.vocabulary import DayKind
from agreements.workflow.deadlines import Calendar, Running

SUNDAY = 6
# So near a day presses.
SOON_DAYS = 3


@dataclass(frozen=True)
class DaysLeft:
    """The days in words, the day itself beneath them, and how much it presses; `sentence` is the
    words where they stand alone.
    """

    words: str = ""
    day: str = ""
    is_late: bool = False
    is_soon: bool = False
    sentence: str = ""

    @property
    def tone(self) -> str:
        """The class of its colour."""
        if self.is_late:
            return "is-late"
        return "is-soon" if self.is_soon else ""


NO_DAY = DaysLeft()


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
    """Until the last day of a task: past days are counted as they passed, coming ones as they are
    worked.
    """
    if due_on is None:
        return DaysLeft("Tanpa tenggat")
    day = short_day(due_on, today)
    worked = calendar.days_left(today, due_on, DayKind.WORKING) if due_on > today else 0
    if worked:
        return count_days(worked, str(DayKind.WORKING), day)
    return count_days((due_on - today).days, day=day)


def tell_term(term: Running | None, today: date) -> DaysLeft:
    """Until the end of a running term, in days of its kind; past days are counted as they passed.
    Nothing where none runs.
    """
    if term is None:
        return NO_DAY
    if term.due < today:
        return count_days((term.due - today).days, day=short_day(term.due, today))
    return count_days(term.left, term.kind, short_day(term.due, today))


def count_days(left: int, kind: str = "", day: str = "") -> DaysLeft:
    """So many days of that kind are left, or have passed where `left` is below zero."""
    unit = "hari kerja" if kind == DayKind.WORKING else "hari"
    if left < 0:
        words = f"Lewat {-left} {unit}"
        return DaysLeft(words, day, is_late=True, sentence=words)
    if left == 0:
        return DaysLeft("Hari ini", day, is_soon=True, sentence="Hari ini hari terakhir")
    words = f"{left} {unit}"
    return DaysLeft(words, day, is_soon=left <= SOON_DAYS, sentence=f"Sisa {words}")


def short_day(day: date, today: date) -> str:
    """The day with its month in short, and its year where that is not the present one."""
    return write_day(day, "j M" if day.year == today.year else "j M Y")


@lru_cache(maxsize=2000)
def write_day(day: date, pattern: str) -> str:
    """A day as lists write it, where the same ones stand many times."""
    return date_format(day, pattern)
