"""Who is called when the data of a mitra changed, in the transaction of the change."""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from partners.models import Partner

_followers: list[Callable[["Partner"], None]] = []


def install_follower(follow: Callable[["Partner"], None]) -> None:
    """Name a follower; done once each, when the application starts."""
    _followers.append(follow)


def follow_change(partner: "Partner") -> None:
    """What was agreed with the old data may no longer stand."""
    for follow in _followers:
        follow(partner)
