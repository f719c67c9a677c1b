"""Parts of pages that are built once for all who see the same: never for anybody else."""

from datetime import date
from types import SimpleNamespace

from agreements.models import Agreement
from agreements.pages.kept_parts import keep_parts
from kerjasama.accounts.models import Role


def someone(**units):
    """Who holds each role in one unit."""
    held = {Role[name]: unit for name, unit in units.items()}
    return SimpleNamespace(
        roles=frozenset(held),
        units_as=lambda *roles: frozenset(unit for role, unit in held.items() if role in roles),
    )


def test_who_holds_the_same_roles_crosswise_gets_a_list_of_his_own(db):
    seen, today = Agreement.objects.none(), date(2026, 11, 30)

    def list_of(user, whose):
        return keep_parts("crosswise", user, seen, today, 1, lambda: {"whose": whose})["whose"]

    assert list_of(someone(OPD=1, OPD_HEAD=2), "hers") == "hers"
    assert list_of(someone(OPD=2, OPD_HEAD=1), "his") == "his"
    assert list_of(someone(OPD=1, OPD_HEAD=2), "again") == "hers"
