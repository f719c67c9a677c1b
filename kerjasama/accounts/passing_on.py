"""A seat passes from one person to another: the one ends and the other begins on the same day,
through the writers of both; the seat of an office through the row of its official.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from .confirming import GrantRefused
from .granting import give_seat, tie_seat
from .models import Capacity, Membership, Official, SeatState, User
from .moving import end_seat

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
    last_of_it = seat.over_on
    if last_of_it and last_of_it <= terms.since:
        return f"Berakhir sendiri pada {last_of_it - timedelta(1):%d/%m/%Y}"
    end_seat(seat, by, terms.since, tells_all=False)
    if to is None:
        return ENDED
    if _holds_the_same(to, seat, terms.since):
        return HELD_ALREADY
    if seat.stands_in_for and seat.stands_in_for.user.is_same_person(to):
        return RETURNS
    given = Membership(
        user=to,
        role=seat.role,
        unit=seat.unit,
        since=terms.since,
        over_on=last_of_it,
        capacity=seat.capacity,
        stands_in_for=seat.stands_in_for,
        order_number=terms.order_number,
        order_date=terms.order_date,
    )
    return _said(give_seat(given, by, tells_all=False))


def _holds_the_same(to: User, seat: Membership, since: date) -> bool:
    rows = Membership.objects.filter(user=to, role=seat.role, unit=seat.unit)
    return rows.exclude(state=SeatState.REFUSED).exclude(over_on__lte=since).exists()


def _pass_office(official: Official, to: User | None, by: User, terms: Terms) -> str:
    """End the row of the official on the day before, and begin that of the next one."""
    if official.since >= terms.since:
        raise GrantRefused(
            f"{official.place}: masa jabatan {official} baru mulai {official.since:%d/%m/%Y}."
            " Betulkan pada Pejabat."
        )
    official.until = min(filter(None, (official.until, terms.since - timedelta(1))))
    official.save()
    tie_seat(official, by, tells_all=False)
    if to is None:
        return ENDED
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
