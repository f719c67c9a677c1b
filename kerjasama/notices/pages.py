"""The pages of notices as values: what waits, what is wished, what was sent."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Page

from .catcher import Mail
from .forms import ReachForm, WishForm
from .models import Channel, Delivery, DeliveryState, Notice


@dataclass(frozen=True)
class InboxPage:
    """What waits for its reader, and what was told and not read."""

    pages: Page

    @property
    def rows(self) -> Sequence[Notice]:
        """Those of this page."""
        return list(self.pages)


@dataclass(frozen=True)
class PreferencesPage:
    """What a person wants to be told over which channel; `link` is that of the calendar."""

    wishes: WishForm
    form: ReachForm
    channels: Sequence[Channel]
    link: str


@dataclass(frozen=True)
class DeliveriesPage:
    """What was sent, and what could not be, in one state or all."""

    pages: Page
    state: str

    @property
    def rows(self) -> Sequence[Delivery]:
        """Those of this page."""
        return list(self.pages)

    @property
    def states(self) -> list[tuple[str, str]]:
        """The states by which it is narrowed."""
        return DeliveryState.choices


@dataclass(frozen=True)
class CaughtMailsPage:
    """The mails that the embedded catcher kept."""

    mails: Sequence[Mail]
