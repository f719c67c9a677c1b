"""The rows that a paper prints of a body: lines with their list marks set in, and tables."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from agreements.naskah.blocks import (
    Body,
    ItemList,
    Line,
    Paragraph,
    Table,
    Text,
    map_lines,
)
from agreements.naskah.inline import Teller
from agreements.naskah.markers import marker_of

# "Rp 1.500.000,00" and "12,5%"; in English "USD 1,500,000.00" and "12.5%".
_FIGURE = re.compile(
    r"(?:Rp\s?)?-?[\d.]+(?:,\d+|,-)?\s?%?|(?:[A-Z]{3}\s)?-?\d{1,3}(?:,\d{3})+(?:\.\d+)?"
)
_TWO_STOPS = re.compile(r"(?<!\.)\.\.(?!\.)")
Runs = tuple[Text, ...]


@dataclass(frozen=True)
class PrintedLine:
    """One line: its list mark, its words in runs, how far it is set in."""

    marker: str
    runs: Runs
    level: int

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)

    @property
    def leads(self) -> bool:
        """Whether the next line belongs to it, so that no page may end here."""
        return self.text.rstrip().endswith(":")


@dataclass(frozen=True)
class PrintedTable:
    """A table: each row in cells of runs, and which columns hold figures."""

    head: tuple[Runs, ...]
    rows: tuple[tuple[Runs, ...], ...]
    level: int

    @property
    def in_figures(self) -> tuple[bool, ...]:
        """By column, whether all it holds are figures, which stand to the right."""
        return tuple(map(_is_figures, zip(*self.rows, strict=True))) or (False,) * len(self.head)


Row = PrintedLine | PrintedTable


def _is_figures(column: tuple[Runs, ...]) -> bool:
    told = ["".join(run.text for run in cell).strip() for cell in column]
    return any(told) and all(_FIGURE.fullmatch(cell) for cell in told if cell not in ("", "-"))


def rows_of(body: Body, teller: Teller, within: str, *, as_typed: bool = False) -> list[Row]:
    """The rows of a body, its first sentence begun with a capital and its last one closed; unless
    it is told `as_typed`, in a language that does both its own way.
    """
    if as_typed:
        return list(_rows(body, teller, within, 0))
    rows = list(_rows(map_lines(body, _one_stop), teller, within, 0))
    if rows and isinstance(rows[0], PrintedLine) and not rows[0].marker:
        rows[0] = replace(rows[0], runs=_capitalized(rows[0].runs))
    if rows and isinstance(rows[-1], PrintedLine):
        rows[-1] = replace(rows[-1], runs=_closed(rows[-1].runs))
    return rows


def _rows(body: Body, teller: Teller, within: str, level: int) -> Iterator[Row]:
    for block in body:
        if isinstance(block, Paragraph):
            yield PrintedLine("", tuple(teller.runs(block.text, within)), level)
        elif isinstance(block, Table):
            head, *rows = (
                tuple(tuple(teller.runs(cell, within)) for cell in row)
                for row in (block.head, *block.rows)
            )
            yield PrintedTable(head, tuple(rows), level)
        else:
            yield from _items(block, teller, within, level)


def _items(block: ItemList, teller: Teller, within: str, level: int) -> Iterator[Row]:
    for number, item in enumerate(block.items, block.start):
        runs = tuple(teller.runs(item.text, within))
        yield PrintedLine(marker_of(block.style, number), runs, level)
        yield from _rows(item.body, teller, within, level + 1)


def _one_stop(line: Line) -> Line:
    """What was closed twice is closed once."""
    return tuple(
        replace(one, text=_TWO_STOPS.sub(".", one.text)) if isinstance(one, Text) else one
        for one in line
    )


def _capitalized(runs: Runs) -> Runs:
    if not runs:
        return runs
    first, *rest = runs
    return (replace(first, text=first.text[:1].upper() + first.text[1:]), *rest)


def _closed(runs: Runs) -> Runs:
    """Ended with exactly one full stop, unless it ends with another sign."""
    *before, last = runs or (Text(""),)
    bare = last.text.rstrip(" .,;")
    if not bare and before:
        return _closed(tuple(before))
    if bare and bare[-1] not in ":!?…":
        bare += "."
    return (*before, replace(last, text=bare))
