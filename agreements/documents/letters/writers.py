"""Who writes letters."""

from agreements.models import Letter
from kerjasama.accounts import policy
from kerjasama.accounts.models import Role, User

# The Bagian and Bagian Hukum write all letters, an OPD its own.
OFFICE = (*policy.OFFICE, Role.LEGAL)
WRITERS = (*OFFICE, *policy.OPD_ROLES)


def holds_any(user: User, letter: Letter) -> bool:
    """Whether this person writes a free letter of that unit."""
    if user.roles & set(OFFICE):
        return True
    return letter.unit_id in user.units_as(*policy.OPD_ROLES)
