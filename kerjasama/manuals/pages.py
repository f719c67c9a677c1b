"""The pages of help as values: what each shows, and the unit that is asked."""

from collections.abc import Sequence
from dataclasses import dataclass

from kerjasama.accounts.models import Unit

from .manual import Manual


@dataclass(frozen=True)
class HelpPage:
    """The manuals, one's own first."""

    own: Sequence[Manual]
    others: Sequence[Manual]
    office: Unit | None


@dataclass(frozen=True)
class ManualPage:
    """One manual."""

    manual: Manual
    office: Unit | None
