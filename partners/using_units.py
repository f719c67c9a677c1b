"""Which units use a mitra: those with a case that names it.

Cases stand on higher floors; `agreements.following` lists who knows them.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from partners.models import Partner

FindUnits = Callable[["Partner"], frozenset[int]]


def _find_none(partner: "Partner") -> frozenset[int]:
    return frozenset()


_find: FindUnits = _find_none


def install_unit_finder(find: FindUnits) -> None:
    """Name who knows the units; done once, when the application starts."""
    global _find
    _find = find


def units_using(partner: "Partner") -> frozenset[int]:
    """The keys of the units that use the mitra."""
    if partner.pk is None:
        return frozenset()
    return _find(partner)
