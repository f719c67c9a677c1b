from kerjasama.accounts.models import Unit
from kerjasama.reference import opd


def load_units() -> int:
    """Create the OPD that are not there by name yet, and say how many. Existing units stay as they are."""
    known = set(Unit.objects.values_list("name", flat=True))
    return len(Unit.objects.bulk_create(Unit(name=row.name) for row in opd() if row.name not in known))
