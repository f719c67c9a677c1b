import re

from kerjasama.accounts import aliases
from kerjasama.accounts.models import Unit, UnitAlias
from kerjasama.reference import OpdRow, opd

# What a name of a unit may bear or leave out.
OUTSIDE = re.compile(
    r"\b(sekretariat daerah|pemerintah|kabupaten|kab\.?|kutai kartanegara|kukar)\b", re.IGNORECASE
)


def load_units() -> int:
    """Create the OPD that are not there yet, by whatever name, with their daily names, and say how
    many. What is there stays as it is.

    A unit that is there under a shorter name, as the first page makes it, learns the names of
    the reference data instead.
    """
    known = _known()
    made = []
    for row in opd():
        unit = known.get(plain_region_name(row.name))
        if unit is None:
            made.append(Unit(name=row.name))
        elif unit.name.casefold() != row.name.casefold():
            _teach(unit, row)
    count = len(Unit.objects.bulk_create(made))
    aliases.seed_aliases(Unit.objects.filter(aliases=None))
    return count


def _known() -> dict[str, Unit]:
    """The units that are there by every plain name; those still valid count more than closed ones."""  # noqa: E501
    units = list(Unit.objects.prefetch_related("aliases").order_by("valid_to"))
    found: dict[str, Unit] = {}
    for names in (
        lambda unit: [unit.name],
        lambda unit: [alias.name for alias in unit.aliases.all()],
    ):
        for unit in units:
            for name in names(unit):
                found.setdefault(plain_region_name(name), unit.successor or unit)
    return found


def plain_region_name(name: str) -> str:
    """The name without what says only where it belongs; a name that says nothing else stays."""
    kept = " ".join(OUTSIDE.sub(" ", name).split()).casefold()
    return kept or " ".join(name.split()).casefold()


def _teach(unit: Unit, row: OpdRow) -> None:
    known = {unit.name.upper(), *(alias.name.upper() for alias in unit.aliases.all())}
    names = {name.upper(): name for name in (row.name, *row.aliases.split(";")) if name}
    UnitAlias.objects.bulk_create(
        [UnitAlias(unit=unit, name=name) for key, name in names.items() if key not in known]
    )
