"""What waits for a second person where there is none: whoever owns the machine decides it.

It needs a name and a reason, stands in the log, and is mailed to all who administer.
"""

import getpass
import socket
from collections.abc import Callable
from typing import Any

from kerjasama.accounts import granting
from kerjasama.accounts.confirming import GrantRefused, why_not_confirm
from kerjasama.accounts.models import AccountProposal, Membership, SeatState, User
from kerjasama.accounts.roles import CONFIRMERS

from . import loosening, telling
from .models import RulesProposal

Waiting = Membership | AccountProposal | RulesProposal
ACTS: dict[str, Callable[..., Waiting]] = {
    "peran": granting.decide_seat,
    "akun": granting.decide_about,
    "aturan": loosening.decide_rules,
}


def signed(name: str, reason: str) -> str:
    """Who decided, as it is kept: the name given, and the account of the machine."""
    return f"Dari server oleh {name} ({getpass.getuser()}@{socket.gethostname()}): {reason}"


def what_waits() -> dict[str, Waiting]:
    """Everything that waits for a second person, by the key under which it is decided."""
    seats = Membership.objects.filter(state=SeatState.PENDING)
    abouts = AccountProposal.objects.filter(state=SeatState.PENDING).select_related("person", "by")
    rules = RulesProposal.objects.filter(state=SeatState.PENDING).select_related("by")
    found: dict[str, Waiting] = {}
    found |= {f"peran/{row.pk}": row for row in seats.select_related("user", "given_by")}
    found |= {f"akun/{row.pk}": row for row in abouts}
    return found | {f"aturan/{row.pk}": row for row in rules}


def describe(row: Waiting) -> str:
    """What waits, with whom it concerns and who proposed it."""
    proposer, person = _people_of(row)
    about = f"{person}: peran {row.said}" if isinstance(row, Membership) else str(row)
    return f"{about} (diusulkan {proposer or 'sistem'})"


def who_could(row: Waiting) -> list[User]:
    """The people who may confirm it on the page."""
    proposer, person = _people_of(row)
    seats = Membership.objects.of_active(*CONFIRMERS).values("user")
    people = User.objects.filter(pk__in=seats, is_active=True).order_by("username")
    return [user for user in people if not why_not_confirm(user, proposer, person)]


def decide_here(key: str, name: str, reason: str, *, is_given: bool) -> int:
    """Decide it. Returns how many mails tell of it. Raises GrantRefused where nothing of that key
    waits.
    """
    row = what_waits().get(key)
    if row is None:
        raise GrantRefused("Tidak ada yang menunggu dengan kunci itu.")
    told = [user for user in _people_of(row) if user is not None]
    said, note = describe(row), signed(name, reason)
    ACTS[key.partition("/")[0]](row.pk, None, is_given=is_given, note=note)
    verdict = "disetujui" if is_given else "ditolak"
    return telling.tell_from_the_server(told, f"{verdict.capitalize()} dari server: {said}", note)


def _people_of(row: Any) -> tuple[User | None, User | None]:
    """Who proposed it, and whom it concerns."""
    if isinstance(row, Membership):
        return row.given_by, row.user
    return row.by, getattr(row, "person", None)
