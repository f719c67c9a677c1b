"""Who is called when the data of a mitra changed, in the transaction of the change.

The followers stand on higher floors; `agreements.following` lists them.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from partners.models import Partner

_followers: tuple[Callable[["Partner"], None], ...] = ()


def install_followers(*followers: Callable[["Partner"], None]) -> None:
    """Name the followers; done once, when the application starts."""
    global _followers
    _followers = followers


def follow_change(partner: "Partner") -> None:
    """What was agreed with the old data may no longer stand."""
    for follow in _followers:
        follow(partner)
