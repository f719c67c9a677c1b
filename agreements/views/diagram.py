"""Where the boxes and arrows of a track's picture stand, in SVG units."""

from dataclasses import dataclass

from agreements.regulations.vocabulary import Stage, Track

TOP, BOX, GAP, RIGHT = 10, 52, 22, 361


@dataclass(frozen=True)
class Box:
    """A stage, how long it may take, and the tops of the boxes to which it may be sent back."""

    stage: Stage
    y: int
    term: str
    back: tuple[int, ...]

    @property
    def reach(self) -> int:
        """How far the ways back stand out to the right."""
        return max((self._out(top) for top in self.back), default=0)

    @property
    def ways_back(self) -> list[str]:
        middle = self.y + BOX // 2
        return [f"M {RIGHT} {middle} h {self._out(top)} V {top + BOX // 2} h -{self._out(top)}" for top in self.back]

    def _out(self, top: int) -> int:
        return 30 + (self.y - top) // 4

    @property
    def above(self) -> int:
        return self.y - GAP

    @property
    def title_y(self) -> int:
        return self.y + 22

    @property
    def note_y(self) -> int:
        return self.y + 41


@dataclass(frozen=True)
class Diagram:
    boxes: tuple[Box, ...]

    @property
    def height(self) -> int:
        return self.boxes[-1].y + BOX + TOP

    @property
    def width(self) -> int:
        return RIGHT + 2 + max((box.reach for box in self.boxes), default=0)


def of(track: Track, lengths: dict[str, tuple[int, str]]) -> Diagram:
    """The road from top to bottom, with the ways back at the right."""
    tops = {stage.code: TOP + place * (BOX + GAP) for place, stage in enumerate(track.stages)}
    return Diagram(tuple(_box(stage, tops, lengths.get(stage.code)) for stage in track.stages))


def _box(stage: Stage, tops: dict[str, int], length: tuple[int, str] | None) -> Box:
    return Box(stage, tops[stage.code], _term(length), tuple(tops[target] for target in stage.send_back_to))


def _term(length: tuple[int, str] | None) -> str:
    return f"{length[0]} hari {length[1]}" if length else ""
