from kerjasama.accounts import aliases
from kerjasama.accounts.models import Unit
from kerjasama.reference import opd


def load_units() -> int:
    """Create the OPD that are not there by name yet with their daily names, and say how many. What is there stays as it is."""
    known = set(Unit.objects.values_list("name", flat=True))
    made = Unit.objects.bulk_create(Unit(name=row.name) for row in opd() if row.name not in known)
    aliases.seed(Unit.objects.filter(aliases=None))
    return len(made)
