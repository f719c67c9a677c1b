"""What waits for a second person where there is none: whoever owns the machine decides it.

It needs a name and a reason, stands in the log, and is mailed to all who administer.
"""

import socket
from collections.abc import Callable

from django.db import transaction

from kerjasama.accounts import granting
from kerjasama.accounts.confirming import GrantRefused, why_not_confirm
from kerjasama.accounts.models import AccountProposal, Membership, SeatState, User
from kerjasama.accounts.roles import CONFIRMERS
from kerjasama.logbook.acting import AT_SERVER, account_of_machine
from kerjasama.logbook.appending import append_entry
from kerjasama.logbook.models import Deed

from . import factor, loosening, telling
from .models import RulesProposal

Waiting = Membership | AccountProposal | RulesProposal
ACTS: dict[str, Callable[..., Waiting]] = {
    "peran": granting.decide_seat,
    "akun": granting.decide_about,
    "aturan": loosening.decide_rules,
}


def signed(name: str, reason: str) -> str:
    """Who decided, as it is kept: the name given, and the account of the machine."""
    return f"Dari server oleh {name} ({account_of_machine()}@{socket.gethostname()}): {reason}"


def what_waits() -> dict[str, Waiting]:
    """Everything that waits for a second person, by the key under which it is decided."""
    seats = Membership.objects.filter(state=SeatState.PENDING)
    abouts = AccountProposal.objects.filter(state=SeatState.PENDING).select_related(
        "person", "by", "seat__unit", "seat__official__unit"
    )
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


@transaction.atomic
def lift_factor(user: User, name: str, reason: str) -> int:
    """Take the second factor of this account off. Returns how many mails tell of it."""
    said = signed(name, reason)
    factor.take_off(user)
    subject = f"Faktor kedua {user} dilepas dari server"
    told = {"nama": subject[:200], "oleh": name, "alasan": said}
    append_entry(AT_SERVER, str(user.pk), Deed.AT_SERVER, told)
    return telling.tell_from_the_server([user], subject, f"{said}. Dengan perintah lift_factor.")


@transaction.atomic
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


def _people_of(row: Waiting) -> tuple[User | None, User | None]:
    """Who proposed it, and whom it concerns."""
    if isinstance(row, Membership):
        return row.given_by, row.user
    return row.by, getattr(row, "person", None)
