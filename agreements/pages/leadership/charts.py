"""Charts as values: whole numbers that a template draws as SVG, each with its words."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import NamedTuple

from kerjasama.reference import Place

WIDE, MIDDLE, THIRD = 100, 50, 33
# How long the longest bar of the months is, and how much room names and numbers take.
HIGHEST, ROOM, NAMES, STEP = 84, 24, 26, 38
# Letters that a line of a tile has room for.
LINE = 11


class Part(NamedTuple):
    """A piece of a bar, of a hundred; `tone` is a class of the stylesheet."""

    x: int
    width: int
    tone: str = ""


@dataclass(frozen=True)
class Bar:
    """A bar in a cell of a table, whose number stands beside it; `limit` is a line across."""

    parts: tuple[Part, ...]
    limit: int | None = None

    @property
    def has_limit(self) -> bool:
        return self.limit is not None


def make_bar(value: float, longest: float, tone: str = "") -> Bar:
    """As long as the share of the longest."""
    return Bar((Part(0, share_of(value, longest), tone),))


def make_bar_with_limit(value: float, limit: float) -> Bar:
    """The limit stands in the middle; what lies over it is late."""
    if not limit:
        return Bar(())
    whole = share_of(value, 2 * limit)
    if whole <= MIDDLE:
        return Bar((Part(0, whole),), MIDDLE)
    return Bar((Part(0, MIDDLE), Part(MIDDLE, whole - MIDDLE, "is-late")), MIDDLE)


def make_bar_of_range(half: float, most: float, limit: float) -> Bar:
    """Until when half was done, then until when nine in ten; the limit stands at a third."""
    longest = 3 * limit if limit else most
    first, last = share_of(half, longest), share_of(most, longest)
    if not limit:
        return Bar((Part(0, first), Part(first, last - first, "is-many")))
    tone = "is-late" if half > limit else ""
    rest = "is-soon" if most > limit else "is-many"
    return Bar((Part(0, first, tone), Part(first, last - first, rest)), THIRD)


def share_of(value: float, longest: float) -> int:
    """Of a hundred, and at least something where there is something."""
    if value <= 0 or longest <= 0:
        return 0
    return max(1, min(WIDE, round(WIDE * value / longest)))


class Column(NamedTuple):
    """What stands above and below the line at one month; the addresses lead to the lists."""

    label: str
    name: str
    above: int
    below: int
    above_address: str
    below_address: str


@dataclass(frozen=True)
class DrawnColumn:
    """Where the bars of one month stand; `line` is where those above end."""

    column: Column
    x: int
    line: int
    above_height: int
    below_height: int

    @property
    def middle(self) -> int:
        return self.x + 13

    @property
    def above_top(self) -> int:
        return self.line - self.above_height

    @property
    def above_text(self) -> int:
        return self.above_top - 6

    @property
    def name_text(self) -> int:
        return self.line + 18

    @property
    def below_top(self) -> int:
        return self.line + NAMES

    @property
    def below_text(self) -> int:
        return self.below_top + self.below_height + 15


@dataclass(frozen=True)
class Timeline:
    """Bars above and below a line of months or quarters; `above` and `below` say what they are,
    empty for a side that is not used.
    """

    title: str
    description: str
    above: str
    below: str
    height: int
    columns: list[DrawnColumn]

    @property
    def has_both(self) -> bool:
        return bool(self.above and self.below)


def draw_timeline(
    title: str, description: str, columns: Sequence[Column], above: str = "", below: str = ""
) -> Timeline:
    """Both sides on one scale; a side that has nothing takes no room."""
    highest = max((column.above for column in columns), default=0)
    lowest = max((column.below for column in columns), default=0)
    longest = max(highest, lowest)
    line = _length(highest, longest) + ROOM
    drawn = [
        DrawnColumn(
            column,
            4 + STEP * place,
            line,
            _length(column.above, longest),
            _length(column.below, longest),
        )
        for place, column in enumerate(columns)
    ]
    foot = _length(lowest, longest) + ROOM if below else 0
    return Timeline(title, description, above, below, line + NAMES + foot, drawn)


def _length(number: int, longest: int) -> int:
    return HIGHEST * share_of(number, longest) // WIDE


@dataclass(frozen=True)
class Tile:
    """A place on the map with how many it has."""

    place: Place
    count: int
    tone: str
    address: str

    @property
    def x(self) -> int:
        return 1 + 66 * self.place.column

    @property
    def y(self) -> int:
        return 1 + 50 * self.place.row

    @property
    def right(self) -> int:
        return self.x + 56

    @property
    def left(self) -> int:
        return self.x + 5

    @property
    def head(self) -> int:
        return self.y + 20

    @property
    def foot(self) -> int:
        return self.y + 40

    @property
    def lines(self) -> list[tuple[int, str]]:
        """Its name in at most two lines, each with where it stands."""
        name = self.place.name
        lines = wrap(name, LINE) if name.count(" ") > 1 else name.split()
        return [(self.y + 13 + 11 * number, line) for number, line in enumerate(lines)]

    @property
    def is_neighbour(self) -> bool:
        return bool(self.place.code)


TONES = ("is-few", "is-some", "is-many", "is-most")


def tone_of(count: int, most: int) -> str:
    """In which fourth of the most it lies; no tone for none."""
    if not count:
        return "is-none"
    return TONES[min(3, (4 * count - 1) // most)]
