"""A seat passes from one person to another: the one ends and the other begins on the same day,
through the writers of both; the seat of an office through the row of its official.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from .confirming import GrantRefused
from .granting import give_seat, take_seat, tie_seat
from .models import Capacity, Membership, Official, SeatState, User
from .moving import days_left, read_locked

ENDED = "Diakhiri"
HELD_ALREADY = "Penerus sudah memegang peran ini"
RETURNS = "Kembali kepada yang digantikan"
WAITS = "Menunggu persetujuan orang kedua"
BEGINS = "Berlaku"


@dataclass(frozen=True)
class Terms:
    """From which day it is another's, by which letter, and as what an office is then held."""

    since: date
    order_number: str = ""
    order_date: date | None = None
    capacity: str = Capacity.DEFINITIVE


@transaction.atomic
def pass_seat(seat: Membership, to: User | None, by: User, terms: Terms) -> str:
    """Let this person hold the seat from that day on, or nobody where none is named. Returns what
    became of it, in words. Raises GrantRefused where an office cannot pass so.
    """
    if seat.official is not None:
        return _pass_office(seat.official, to, by, terms)
    read_locked(seat)
    if seat.state == SeatState.REFUSED:
        return ENDED
    return _pass_role(seat, to, by, terms)


def _pass_role(seat: Membership, to: User | None, by: User, terms: Terms) -> str:
    """End the seat on the day before, and give what is left of it to the next one."""
    # A seat of the future begins no earlier for another.
    since, last_of_it = max(terms.since, seat.since or terms.since), seat.over_on
    if last_of_it and last_of_it <= since:
        return f"Berakhir sendiri pada {last_of_it - timedelta(1):%d/%m/%Y}"
    is_waiting = take_seat(seat, by, terms.since, tells_all=False)
    if to is None:
        return WAITS if is_waiting else ENDED
    if _returns_to(seat, to):
        return RETURNS
    given, held = _give_like(seat, to, by, terms, since, last_of_it)
    if given:
        return "; ".join(dict.fromkeys(given))
    return WAITS if is_waiting or _all_wait(held) else HELD_ALREADY


def _returns_to(seat: Membership, person: User) -> bool:
    """Whether this person is who the seat's holder stood in for."""
    return bool(seat.stands_in_for and seat.stands_in_for.user.is_same_person(person))


def _all_wait(seats: list[Membership]) -> bool:
    return all(seat.is_pending for seat in seats)


def _give_like(
    seat: Membership, to: User, by: User, terms: Terms, since: date, until: date | None
) -> tuple[list[str], list[Membership]]:
    """Give this person the same seat on the days on which he or she does not hold it already. What
    became of it, in words, and what was held.
    """
    same = Membership.objects.filter(user=to, role=seat.role, unit=seat.unit)
    held = list(same.sharing_days(since, until))
    given = [
        _said(give_seat(_like(seat, to, first, last, terms), by, tells_all=False))
        for first, last in days_left(since, until, held)
    ]
    return given, held


def _like(seat: Membership, to: User, first: date, last: date | None, terms: Terms) -> Membership:
    """The same seat for another person on these days, not given yet."""
    return Membership(
        user=to,
        role=seat.role,
        unit=seat.unit,
        since=first,
        over_on=last,
        capacity=seat.capacity,
        stands_in_for=seat.stands_in_for,
        order_number=terms.order_number,
        order_date=terms.order_date,
    )


def _pass_office(official: Official, to: User | None, by: User, terms: Terms) -> str:
    """End the row of the official on the day before, and begin that of the next one."""
    rows = Official.objects.select_for_update(of=("self",), no_key=True)
    official.refresh_from_db(fields=["since", "until"], from_queryset=rows)
    if official.since >= terms.since:
        raise GrantRefused(
            f"{official.place}: masa jabatan {official} baru mulai {official.since:%d/%m/%Y}."
            " Betulkan pada Pejabat."
        )
    official.until = min(filter(None, (official.until, terms.since - timedelta(1))))
    official.save(update_fields=["until"])
    ended = tie_seat(official, by, tells_all=False)
    if to is None:
        return WAITS if ended is not None and ended.over_on is None else ENDED
    known = Official.objects.filter(user=to).order_by("-since", "-pk").first() or Official()
    following = Official(
        office=official.office,
        unit=official.unit,
        capacity=terms.capacity,
        name=to.get_full_name() or to.username,
        rank=known.rank,
        nip=known.nip,
        order_number=terms.order_number,
        order_date=terms.order_date,
        user=to,
        acts_as=official.acts_as,
        since=terms.since,
    )
    try:
        following.full_clean()
    except ValidationError as error:
        raise GrantRefused(f"{official.place}: {' '.join(error.messages)}") from error
    following.save()
    seat = tie_seat(following, by, tells_all=False)
    return _said(seat) if seat else BEGINS


def _said(seat: Membership) -> str:
    if seat.is_pending:
        return WAITS
    return f"{BEGINS} mulai {seat.since:%d/%m/%Y}" if seat.since else BEGINS
