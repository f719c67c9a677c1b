"""The example cases as TOML files: what each proposes, and how far and in how much time it came."""

import tomllib
from dataclasses import dataclass, field, fields
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from agreements.models import State
from agreements.regulations import catalogue
from agreements.regulations.vocabulary import Track

DATA = Path(__file__).parent / "data"
EVALUATED = (
    15  # days before a change in which its agreement is evaluated, and nobody reports any more
)
FAMILIES = ("ksdd", "ksdpk", "sinergi", "ksln", "perubahan")


@dataclass(frozen=True)
class Back:
    """Sent back when the requirement `at` is reached, with items of which the OPD mends the first
    `mended`.
    """

    at: str
    to: str
    reason: str
    items: list[str]
    mended: int = 0

    @property
    def is_open(self) -> bool:
        """Whether some of the items are left to mend."""
        return self.mended < len(self.items)


@dataclass(frozen=True)
class Spec:
    """One example case. `began` and `rested` are days before today: its begin, and its last act if
    that is to be recent.

    It goes to `stage` and there up to the requirement `upto`. `waits` are days that pass before
    a requirement is met. `expires_in` places the last signing so that the term ends that many
    days from today. Early cases need no papers.
    """

    title: str
    track: str
    unit: str
    partner: str
    stage: str
    began: int
    content: dict[str, Any]
    indicators: list[list[Any]]
    state: str = State.RUNNING
    upto: str = ""
    rested: int | None = None
    expires_in: int | None = None
    parent: str = ""
    early: bool = False
    back: Back | None = None
    waits: dict[str, int] = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict)
    reason: str = ""
    # Partners beside the first, and who signs which naskah for one of them.
    further: list[str] = field(default_factory=list)
    signatories: list[dict[str, Any]] = field(default_factory=list)
    # Among whom the mitra is chosen: `partner` by name, and what is known of each.
    candidates: list[dict[str, str]] = field(default_factory=list)
    supporters: list[str] = field(default_factory=list)
    comments: list[list[str]] = field(default_factory=list)
    activities: list[dict[str, Any]] = field(default_factory=list)
    changed: dict[str, Any] = field(default_factory=dict)

    @property
    def law(self) -> Track:
        """The newest version of its track."""
        return catalogue.newest_track_version(self.track)

    @property
    def changed_after(self) -> int:
        """How many days ago the first change of this case was prepared; 0 when none was."""
        changes = [
            spec for spec in all_example_specs() if spec.law.changes and spec.parent == self.title
        ]
        return max((spec.began + EVALUATED for spec in changes), default=0)

    @property
    def ends_at(self) -> str:
        """The stage at which the case rests in the end."""
        if self.back and self.back.is_open:
            return self.back.to
        return self.stage


_OWN = {item.name for item in fields(Spec)} - {"content"} | {"title"}


def _spec(row: dict[str, Any]) -> Spec:
    own = {key: value for key, value in row.items() if key in _OWN}
    if "back" in row:
        own["back"] = Back(**row["back"])
    return Spec(**own, content={key: value for key, value in row.items() if key not in _OWN})


@cache
def all_example_specs() -> tuple[Spec, ...]:
    """All cases as they began one after the other, so that numbers grow with their dates."""
    rows: list[dict[str, Any]] = []
    for name in FAMILIES:
        rows += tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))["case"]
    return tuple(sorted(map(_spec, rows), key=lambda spec: -spec.began))


def early_example_specs() -> tuple[Spec, ...]:
    """The cases that are there when the web starts."""
    return tuple(spec for spec in all_example_specs() if spec.early)


def later_example_specs() -> tuple[Spec, ...]:
    """The cases that the worker walks."""
    return tuple(spec for spec in all_example_specs() if not spec.early)


def example_partners() -> dict[str, dict[str, Any]]:
    """The example partners by name. Their permits hold for so many days from the real today,
    however far back an example begins.
    """
    return {row["name"]: _with_days(row) for row in _partner_rows()}


@cache
def _partner_rows() -> list[dict[str, Any]]:
    return tomllib.loads((DATA / "mitra.toml").read_text(encoding="utf-8"))["partner"]


def _with_days(row: dict[str, Any]) -> dict[str, Any]:
    """The row with a day in the place of a number of days from today."""
    ends = {
        name: date.today() + timedelta(value)
        for name, value in row.items()
        if name.endswith("_until") and isinstance(value, int)
    }
    return row | ends
