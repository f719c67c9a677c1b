"""Somebody administers this installation at all times."""

from .models import Membership, Role, User

LAST = (
    "Ini administrator terakhir. Beri peran itu kepada orang lain dan tunggu persetujuannya lebih"
    " dahulu."
)


def is_last_administrator(person: User) -> bool:
    """Whether nobody else administers, until the end of the transaction: two who take the role from
    each other at once go one after the other, and the second sees what the first left.
    """
    rows = Membership.objects.select_for_update(no_key=True).filter(role=Role.ADMIN)
    list(rows.order_by("pk").values_list("pk", flat=True))
    holding = Membership.objects.of_active(Role.ADMIN)
    is_one = holding.filter(user__in=person.accounts).exists()
    return is_one and not holding.exclude(user__in=person.accounts).exists()
