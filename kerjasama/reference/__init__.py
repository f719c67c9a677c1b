"""Reference data as CSV files and the functions that read them. No Django in this file; sources and
licences: docs/reference-data.md.
"""

import csv
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

OWN_REGION = "64.02"


class Region(NamedTuple):
    """A province, kabupaten or kota with its Kemendagri code; `administrasi` is one without a
    government of its own.
    """

    code: str
    name: str
    level: str
    parent: str


class OpdRow(NamedTuple):
    """A unit of the first region; `aliases` are its daily and former names, between semicolons."""

    name: str
    kind: str
    source: str
    aliases: str = ""


class Body(NamedTuple):
    """A known institution or company, the kind of mitra it is and why; `aliases` between
    semicolons.
    """

    kind: str
    name: str
    aliases: str
    ground: str


class University(NamedTuple):
    """A university: PTN-BH, PTN or, where its name could mislead, PTS."""

    status: str
    name: str
    aliases: str


class Place(NamedTuple):
    """A kecamatan of the first region or a neighbour of it, as a tile of the map: `column` and
    `row` count from the north-west.

    `also` is a name that means it too; `not_before` a word with which its name is another's.
    """

    key: str
    name: str
    kind: str
    code: str
    short: str
    column: int
    row: int
    also: str
    not_before: str


class Holiday(NamedTuple):
    """A day that is no working day: `libur nasional` or `cuti bersama`."""

    date: date
    name: str
    kind: str
    source: str


@cache
def read_regions() -> tuple[Region, ...]:
    """The regions of Indonesia by their Kemendagri codes."""
    return tuple(Region(*row) for row in read_rows("regions"))


def is_first_home(name: str) -> bool:
    """Whether a region of that name is the one of whose units and places we have lists."""
    own = next(row.name for row in read_regions() if row.code == OWN_REGION)
    return bool(name) and own.endswith(name)


@cache
def opd() -> tuple[OpdRow, ...]:
    """The units of the first home, Kutai Kartanegara."""
    return tuple(OpdRow(*row) for row in read_rows("opd_kukar"))


@cache
def read_bodies() -> tuple[Body, ...]:
    """Known bodies: ministries, state companies and the like, with their kinds of mitra."""
    return tuple(Body(*row) for row in read_rows("bodies"))


@cache
def read_universities() -> tuple[University, ...]:
    """Known universities with their status."""
    return tuple(University(*row) for row in read_rows("universities"))


@cache
def read_days_off() -> tuple[Holiday, ...]:
    """The days off that the ministers announced."""
    return tuple(Holiday(date.fromisoformat(day), *rest) for day, *rest in read_rows("days_off"))


@cache
def read_places() -> tuple[Place, ...]:
    """The tiles of the map of the first region, from north to south."""
    return tuple(
        Place(key, name, kind, code, short, int(column), int(row), also, not_before)
        for key, name, kind, code, short, column, row, also, not_before in read_rows("places")
    )


def read_rows(name: str) -> Iterator[list[str]]:
    """The rows of a CSV file beside this module, without its headings."""
    with (Path(__file__).parent / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        yield from rows
