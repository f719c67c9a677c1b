"""Who is the second of the two people by whom leading seats and their accounts are changed."""

from django.utils import timezone

from .models import ByTwo, Membership, SeatState, User
from .roles import CONFIRMERS, PROTECTED

DECIDED = "Usulan ini sudah diputus."
FIRST_RUN = "Pemasangan pertama: belum pernah ada orang kedua."
OWN_ACCOUNT = "Ini tentang akun Anda sendiri; orang lain yang menyetujuinya."


class GrantRefused(Exception):
    """The grant may not be given or confirmed; the text says why, in Indonesian."""


def refuse_for(why: str) -> None:
    """Raises GrantRefused when there is a reason why not."""
    if why:
        raise GrantRefused(why)


def holds_protected(person: User) -> bool:
    """Whether this person holds a seat today that is given by two, or is about to."""
    rows = person.memberships.filter(role__in=PROTECTED).exclude(state=SeatState.REFUSED)
    return any(not row.is_over for row in rows)


def is_first_run(user: User) -> bool:
    """Whether nobody else ever could confirm: who is alone gives alone, and it is on record."""
    others = Membership.objects.filter(role__in=CONFIRMERS, state=SeatState.HELD)
    return not others.exclude(user__in=user.accounts).exists()


def why_not_confirm(user: User, proposer: User | None, person: User | None) -> str:
    """Why this person is not the second one; empty where he is."""
    if not user.roles & set(CONFIRMERS):
        return "Menyetujui ini bukan wewenang Anda."
    if proposer is not None and user.is_same_person(proposer):
        return "Ini usulan Anda sendiri; orang lain yang menyetujuinya."
    if person is not None and user.is_same_person(person):
        return OWN_ACCOUNT
    return ""


def refuse_decision(
    waiting: ByTwo, user: User | None, proposer: User | None, person: User | None = None
) -> None:
    """Raises GrantRefused where it was decided meanwhile, and for who is no second person; at the
    server, where there is no user, nobody asks who it is.
    """
    refuse_for("" if waiting.is_pending else DECIDED)
    if user is not None:
        refuse_for(why_not_confirm(user, proposer, person))


def await_second(seat: Membership, by: User) -> None:
    """Let a seat wait for a second person, unless there never was one; it is not saved yet."""
    seat.given_by, seat.given_at = by, timezone.now()
    seat.decided_by = seat.decided_at = None
    is_alone = is_first_run(by)
    seat.state = SeatState.HELD if is_alone else SeatState.PENDING
    seat.note = FIRST_RUN if is_alone else ""
