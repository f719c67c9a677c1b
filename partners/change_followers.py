"""Who is called when the data of a mitra changed, in the transaction of the change.

The followers stand on higher floors; `agreements.following` lists them.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from partners.models import Partner
    from partners.partner_change import PartnerChange

_followers: tuple[Callable[["Partner"], None], ...] = ()
_tellers: tuple[Callable[["PartnerChange"], None], ...] = ()


def install_followers(*followers: Callable[["Partner"], None]) -> None:
    """Name the followers; done once, when the application starts."""
    global _followers
    _followers = followers


def install_tellers(*tellers: Callable[["PartnerChange"], None]) -> None:
    """Name who tells people of a change that was made or decided; done once as well."""
    global _tellers
    _tellers = tellers


def follow_change(partner: "Partner") -> None:
    """What was agreed with the old data may no longer stand."""
    for follow in _followers:
        follow(partner)


def tell_of_change(change: "PartnerChange") -> None:
    """Those whom a change concerns learn what became of it."""
    for tell in _tellers:
        tell(change)
