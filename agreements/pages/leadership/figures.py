"""Parts that the dasbor of several roles share: a number with its list, a row with its days."""

from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from django.urls import reverse
from django.utils.formats import date_format

from agreements.monitoring.leadership.urgent_matters import Matter, Sort
from agreements.monitoring.turns import page_of_case
from agreements.pages.days import DaysLeft, count_days

LONGEST_TITLE = 110


@dataclass(frozen=True)
class Linked:
    """A number that opens the list it counts, with the words after it."""

    count: int
    words: str
    address: str

    @property
    def shown(self) -> str:
        return str(self.count) if self.count else "tidak ada"


@dataclass(frozen=True)
class Headline:
    """A large figure with its change; `aside` is a second number that belongs to it."""

    label: str
    value: str
    unit: str
    address: str
    change: str
    change_tone: str
    since: str
    aside: Linked | None = None

    @property
    def aside_tone(self) -> str:
        """Red where there is some of what should not be."""
        return "late" if self.aside and self.aside.count else "mute"


class CaseLine(NamedTuple):
    """A row about one case: what, more of it, how urgent, and where it is."""

    title: str
    detail: str
    days: DaysLeft
    address: str


def listed(query: str) -> str:
    """The address of the daftar, narrowed by the query if there is one."""
    if not query:
        return reverse("daftar")
    return f"{reverse('daftar')}?{query}"


def line_of_matter(matter: Matter, today: date) -> CaseLine:
    """An urgent matter as a row."""
    days = (matter.day - today).days
    told = {
        Sort.LAPSED: count_days(days),
        Sort.ENDING: DaysLeft(f"{days} hari lagi", is_late=True),
        Sort.OWED: replace(count_days(days), is_late=False, is_soon=True),
        Sort.ASLEEP: DaysLeft("Tidur"),
        Sort.SUPERVISED: DaysLeft("Dibina", is_soon=True),
        Sort.TAKEN_OVER: DaysLeft("Diambil alih", is_late=True),
    }
    what = matter.what
    if matter.sort is Sort.ASLEEP:
        what = f"{what} sejak {date_format(matter.day, 'F Y')}"
    elif matter.sort in (Sort.SUPERVISED, Sort.TAKEN_OVER):
        what = f"{what}, {date_format(matter.day, 'j F Y')}"
    detail = " · ".join(filter(None, (what, matter.holder)))
    return CaseLine(
        shorten(matter.case.title), detail, told[matter.sort], page_of_case(matter.case.pk)
    )


def shorten(text: str, most: int = LONGEST_TITLE) -> str:
    """So much of it as a row has room for."""
    flat = " ".join(text.split())
    if len(flat) <= most:
        return flat
    return f"{flat[: most - 1].rstrip()}…"
