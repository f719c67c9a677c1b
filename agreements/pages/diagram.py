"""Where the boxes and arrows of a track's picture stand, in SVG units."""

from dataclasses import dataclass
from textwrap import wrap

from agreements.regulations.citations import REGULATIONS
from agreements.regulations.vocabulary import Stage, Track

TOP, LINE, GAP, RIGHT = 10, 17, 22, 361
LETTERS = 46  # of a title that fit on one line of a box


@dataclass(frozen=True)
class Box:
    """A stage, who holds it by which article and how long, and the tops of the boxes to which it
    may be sent back.
    """

    stage: Stage
    title: tuple[str, ...]
    y: int
    height: int
    note: str
    back: tuple[int, ...]

    @property
    def reach(self) -> int:
        """How far the ways back stand out to the right."""
        return max((self._out(top) for top in self.back), default=0)

    @property
    def ways_back(self) -> list[str]:
        """The path of each arrow back, out to the right, up and in again."""
        half = self.height // 2
        return [
            f"M {RIGHT} {self.y + half} h {self._out(top)} V {top + half} h -{self._out(top)}"
            for top in self.back
        ]

    def _out(self, top: int) -> int:
        return 30 + (self.y - top) // 4

    @property
    def above(self) -> int:
        """Where the arrow from the stage before ends."""
        return self.y - GAP

    @property
    def title_y(self) -> int:
        return self.y + 22

    @property
    def note_y(self) -> int:
        return self.y + 24 + LINE * len(self.title)


@dataclass(frozen=True)
class Diagram:
    boxes: tuple[Box, ...]
    regulation: str  # whose articles stand without its name

    @property
    def height(self) -> int:
        return self.boxes[-1].y + self.boxes[-1].height + TOP

    @property
    def width(self) -> int:
        return RIGHT + 2 + max((box.reach for box in self.boxes), default=0)


def diagram_of_track(track: Track, lengths: dict[str, tuple[int, str]]) -> Diagram:
    """The road from top to bottom, with the ways back at the right; all boxes are as high as the
    longest title asks for.
    """
    titles = [
        tuple(wrap(f"{place}. {stage.name}", LETTERS))
        for place, stage in enumerate(track.stages, 1)
    ]
    height = 35 + LINE * max(map(len, titles))
    tops = {stage.code: TOP + place * (height + GAP) for place, stage in enumerate(track.stages)}
    own = track.basis[0].regulation
    boxes = []
    for stage, title in zip(track.stages, titles, strict=True):
        back = tuple(tops[code] for code in stage.send_back_to)
        note = _note(stage, own, lengths)
        boxes.append(Box(stage, title, tops[stage.code], height, note, back))
    return Diagram(tuple(boxes), REGULATIONS[own])


def _note(stage: Stage, own: str, lengths: dict[str, tuple[int, str]]) -> str:
    """Who holds the stage, how long it may take, by which article."""
    parts = (str(stage.actor), _term(stage, lengths), _article(stage, own))
    return " · ".join(part for part in parts if part)


def _article(stage: Stage, own: str) -> str:
    """The first article behind the stage; of the regulation `own` without its name."""
    cited = next(iter(stage.citations), None)
    if cited is None:
        return "norma setempat"
    if cited.regulation == own:
        return cited.article
    return str(cited)


def _term(stage: Stage, lengths: dict[str, tuple[int, str]]) -> str:
    """How long the stage may take, or somebody in it, who is then named."""
    if stage.deadline is None or stage.code not in lengths:
        return ""
    days, kind = lengths[stage.code]
    length = f"{days} hari {kind}"
    if stage.deadline.code == "tahap":
        return length
    return f"{stage.deadline.code.capitalize()} {length}"
