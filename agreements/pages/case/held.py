"""Who held a case how long, as a picture: a row for each holder, a bar for each turn, months
above.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone
from django.utils.formats import date_format

from agreements.models import Clock, State
from agreements.regulations.vocabulary import DayKind
from agreements.workflow.deadlines import Calendar

LEFT, RIGHT, WIDTH = 168, 622, 700
TOP, ROW, BAR = 26, 27, 18
NARROWEST = 4
MOST_MONTHS = 7

# Where a moment stands on the picture.
Place = Callable[[float], int]
# Holders of one office are one row, in one colour.
OFFICES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("Perangkat daerah", "held-opd", ("OPD", "OPD_HEAD")),
    ("Bagian Kerja Sama", "held-bagian", ("VERIFIER", "SECTION_HEAD")),
    ("TKKSD", "held-tkksd", ("TKKSD",)),
    ("Bagian Hukum", "held-hukum", ("LEGAL",)),
    ("Pimpinan", "held-leader", ("SEKDA", "HEAD_OF_REGION")),
    ("Mitra", "held-mitra", ("PARTNER",)),
    ("DPRD", "held-mitra", ("DPRD",)),
    ("Pemerintah pusat", "held-mitra", ("GOVERNOR", "MINISTER", "FOREIGN_MINISTER", "EMBASSY")),
    *((state.label, "held-none", (state.name,)) for state in State if state != State.RUNNING),
)


@dataclass(frozen=True)
class Bar:
    """One turn, in the units of the picture."""

    x: int
    width: int


@dataclass(frozen=True)
class HolderRow:
    """One office: its turns, how many there were, and the working days they took."""

    name: str
    look: str
    days: int
    bars: list[Bar]
    y: int

    @property
    def said(self) -> str:
        """How long, in words."""
        return f"{self.days} hari" if self.days else "< 1 hari"

    @property
    def turns(self) -> int:
        """How many times it held the case."""
        return len(self.bars)

    @property
    def text_y(self) -> int:
        """Where its name and days stand."""
        return self.y + BAR - 5


@dataclass(frozen=True)
class Month:
    """A line of the grid, with the name of the month that begins there."""

    x: int
    name: str

    @property
    def text_x(self) -> int:
        """Where its name begins."""
        return self.x + 5


@dataclass(frozen=True)
class HeldChart:
    """The picture and what it says in words."""

    rows: list[HolderRow]
    months: list[Month]
    height: int
    since: date

    @property
    def description(self) -> str:
        """The picture in one sentence."""
        return f"{', '.join(f'{row.name} {row.said}' for row in self.rows)} (hari kerja)."

    @property
    def bar(self) -> int:
        """The height of a bar."""
        return BAR

    @property
    def says_at(self) -> int:
        """Where the days of each row stand."""
        return RIGHT + 12

    @property
    def width(self) -> int:
        """The width of the picture, in its own units."""
        return WIDTH


def held_chart_of(clocks: Iterable[Clock], calendar: Calendar) -> HeldChart | None:
    """The picture of these clocks; None where nobody held the case yet."""
    turns = list(clocks)
    if not turns:
        return None
    start, end = turns[0].started_at.timestamp(), timezone.now().timestamp()
    open_or_last = [clock.ended_at.timestamp() if clock.ended_at else end for clock in turns]
    span = max(max(open_or_last) - start, 1.0)

    def place(stamp: float) -> int:
        return round(LEFT + (stamp - start) / span * (RIGHT - LEFT))

    rows: list[HolderRow] = []
    for name, look, holders in OFFICES:
        own = [clock for clock in turns if clock.owner in holders]
        if not own:
            continue
        bars = [_bar(clock, place, end) for clock in own]
        days = sum(working_days_of(clock, calendar) for clock in own)
        rows.append(HolderRow(name, look, days, bars, TOP + len(rows) * ROW))
    since = timezone.localdate(turns[0].started_at)
    months = months_between(since, max(open_or_last), place)
    return HeldChart(rows, months, TOP + len(rows) * ROW, since)


def _bar(clock: Clock, place: Place, end: float) -> Bar:
    x = place(clock.started_at.timestamp())
    until = place(clock.ended_at.timestamp() if clock.ended_at else end)
    return Bar(x, max(NARROWEST, until - x))


def working_days_of(clock: Clock, calendar: Calendar) -> int:
    """The working days of one turn; the day on which it began is not counted, as in every term."""
    day = timezone.localdate(clock.started_at)
    last = timezone.localdate(clock.ended_at) if clock.ended_at else timezone.localdate()
    return max(0, calendar.days_left(day, last, DayKind.WORKING))


def months_between(first: date, until: float, place: Place) -> list[Month]:
    """The first of each month in between; of many only some, so that their names do not touch."""
    days = []
    day = (first.replace(day=1) + timedelta(32)).replace(day=1)
    while _stamp(day) < until:
        days.append(day)
        day = (day + timedelta(32)).replace(day=1)
    step = max(1, -(-len(days) // MOST_MONTHS))
    return [Month(place(_stamp(day)), date_format(day, "M Y")) for day in days[::step]]


def _stamp(day: date) -> float:
    midnight = timezone.datetime.combine(day, timezone.datetime.min.time())
    return timezone.make_aware(midnight).timestamp()
