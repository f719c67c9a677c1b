"""One original: where it is, where it was, and what may be done with it."""

from collections.abc import Sequence
from dataclasses import dataclass

from agreements.forms.originals import MoveForm
from agreements.forms.reasons import WhyForm
from agreements.models import CensusMark, Document, Original, OriginalMove
from agreements.regulations.originals import Share


@dataclass(frozen=True)
class StrikeOption:
    """How a move that stands is struck: by its form, or after the later move `before` it."""

    before: OriginalMove | None
    is_last: bool
    form: WhyForm


@dataclass(frozen=True)
class MoveLine:
    """A move with its Berita Acara, and how it is struck by who may."""

    move: OriginalMove
    paper: Document | None
    way: StrikeOption | None


@dataclass(frozen=True)
class OriginalPage:
    """An original with the forms of what may be done with it now, all its moves, the newest first,
    and what each census found.
    """

    original: Original
    title: str
    share: Share
    forms: list[MoveForm]
    may_keep: bool
    moves: list[MoveLine]
    marks: Sequence[CensusMark]

    @property
    def days_late(self) -> int:
        """How many days ago it should have been back."""
        return self.original.days_late()

    @property
    def is_alarming(self) -> bool:
        """Whether it is lost, or not back in time."""
        return bool(self.days_late or self.original.is_lost)
