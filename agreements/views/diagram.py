"""Where the boxes and arrows of a track's picture stand, in SVG units."""

from dataclasses import dataclass

from agreements.regulations.vocabulary import Stage, Track

TOP, BOX, GAP, RIGHT = 10, 52, 22, 380


@dataclass(frozen=True)
class Box:
    stage: Stage
    y: int
    term: str
    back: tuple[str, ...]

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


def of(track: Track, lengths: dict[str, tuple[int, str]]) -> Diagram:
    """The road from top to bottom, with the ways back at the right."""
    tops = {stage.code: TOP + place * (BOX + GAP) for place, stage in enumerate(track.stages)}
    return Diagram(tuple(Box(stage, tops[stage.code], _term(lengths.get(stage.code)), _ways_back(stage, tops)) for stage in track.stages))


def _term(length: tuple[int, str] | None) -> str:
    return f"{length[0]} hari {length[1]}" if length else ""


def _ways_back(stage: Stage, tops: dict[str, int]) -> tuple[str, ...]:
    here = tops[stage.code] + BOX // 2
    return tuple(
        f"M {RIGHT} {here} h {reach} V {tops[target] + BOX // 2} h -{reach}"
        for target in stage.send_back_to
        for reach in [30 + (here - tops[target]) // 4]
    )
