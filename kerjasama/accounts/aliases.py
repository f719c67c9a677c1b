"""The other names of units: seeded with the units of the first region, taught by people, learnt
from imports.
"""

from collections.abc import Iterable, Mapping

from django.db import transaction

from kerjasama.reference import opd

from .models import Unit, UnitAlias, User


def seed_aliases(units: Iterable[Unit]) -> None:
    """Give units that the reference data know their daily names."""
    known = {row.name.casefold(): row.aliases for row in opd() if row.aliases}
    rows = [
        UnitAlias(unit=unit, name=name)
        for unit in units
        for name in known.get(unit.name.casefold(), "").split(";")
        if name
    ]
    UnitAlias.objects.bulk_create(rows, ignore_conflicts=True)


@transaction.atomic
def learn_aliases(chosen: Mapping[str, int], by: User | None, learnt_from: str) -> int:
    """Keep what a person said that names mean: {name: key of the unit}. Returns how many were new.

    A name that came with the units becomes this person's word, and so counts more than where
    else it stands.
    """
    units = Unit.objects.in_bulk(set(chosen.values()))
    return sum(
        _teach(units[pk], name, by, learnt_from) for name, pk in chosen.items() if pk in units
    )


def _teach(unit: Unit, name: str, by: User | None, learnt_from: str) -> bool:
    plain = " ".join(name.split())[:200]
    if not plain or plain.casefold() == unit.name.casefold():
        return False
    known = unit.aliases.filter(name__iexact=plain).first()
    if known and known.by_id:
        return False
    row = known or UnitAlias(unit=unit)
    row.name, row.by, row.learnt_from = plain, by, learnt_from[:200]
    row.save()
    return True


def move_aliases(former: Unit, new: Unit) -> None:
    """The unit that follows another is called by the same daily names, and by the name of the
    former one.
    """
    kept = {alias.name.upper() for alias in new.aliases.all()} | {new.name.upper()}
    rows = [
        UnitAlias(unit=new, name=alias.name, by=alias.by, learnt_from=alias.learnt_from)
        for alias in former.aliases.select_related("by")
        if alias.name.upper() not in kept
    ]
    UnitAlias.objects.bulk_create(rows)
