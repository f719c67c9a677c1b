"""The terms that are a setting of the office, folded by track and narrowed by a chip."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django import forms
from django.urls import reverse

from agreements.models import TermSetting
from agreements.regulations.families import Family
from agreements.regulations.vocabulary import Deadline, Stage, Track

CHANGED = "diubah"


class TermRow(NamedTuple):
    """One term with its form, and the office's own value where there is one."""

    key: str
    track: Track
    stage: Stage
    term: Deadline
    form: forms.BaseForm
    own: TermSetting | None


@dataclass(frozen=True)
class TermGroup:
    """The terms of one track; it stands open where one of them was just seen to."""

    track: Track
    rows: list[TermRow]
    is_open: bool

    @property
    def anchor(self) -> str:
        """Its place on the page."""
        return f"jalur-{self.track.code}"

    @property
    def counted(self) -> str:
        """How many terms it has, and how many of them the office changed."""
        changed = sum(row.own is not None for row in self.rows)
        said = f"{len(self.rows)} tenggat"
        return f"{said}, {changed} diubah" if changed else said


@dataclass(frozen=True)
class Chip:
    """A way to narrow the list."""

    title: str
    address: str
    is_current: bool


def narrow_terms(rows: Sequence[TermRow], chosen: str) -> list[TermRow]:
    """The terms of one family, or those that the office changed; all without a choice."""
    if chosen == CHANGED:
        return [row for row in rows if row.own is not None]
    if chosen in list(Family):
        return [row for row in rows if row.track.family == chosen]
    return list(rows)


def group_terms(rows: Sequence[TermRow], chosen: str, opened: str) -> list[TermGroup]:
    """The rows by track; that of the code `opened` stands open, and all changed ones do."""
    tracks = list(dict.fromkeys(row.track for row in rows))
    return [
        TermGroup(
            track,
            [row for row in rows if row.track == track],
            chosen == CHANGED or track.code == opened,
        )
        for track in tracks
    ]


def list_chips(rows: Sequence[TermRow], chosen: str) -> list[Chip]:
    """All ways to narrow the list that leave something of it."""
    families = dict.fromkeys(row.track.family for row in rows)
    ways = [("", "Semua jalur"), *((str(family), family.label) for family in families)]
    if any(row.own is not None for row in rows):
        ways.append((CHANGED, "Yang diubah"))
    return [Chip(title, address_of_terms(code), code == chosen) for code, title in ways]


def address_of_terms(chosen: str, track: Track | None = None) -> str:
    """The page narrowed so, at the track that was seen to."""
    asked = [f"saring={chosen}"] if chosen else []
    if track is not None:
        asked.append(f"jalur={track.code}#jalur-{track.code}")
    query = "&".join(asked)
    return f"{reverse('tenggat')}?{query}" if query else reverse("tenggat")
