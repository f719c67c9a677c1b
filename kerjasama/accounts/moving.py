"""Seats that end, and seats that go over to another account or unit. No row is lost: what the other
holds on the same days already is not held twice, and the seat that goes stays as history.
"""

from copy import copy
from datetime import date
from typing import TypedDict

from django.db import transaction
from django.utils import timezone

from kerjasama.signin import telling

from .confirming import await_second, is_first_run
from .models import Membership, SeatState, Unit, User
from .roles import Role

HELD_THERE = "Peran yang sama sudah ada di tujuan penggabungan."
Days = tuple[date, date | None]  # the first day, and the first day no more


class Place(TypedDict, total=False):
    """What of a seat is another afterwards."""

    user: User
    unit: Unit


@transaction.atomic
def end_seat(
    seat: Membership, by: User, day: date | None = None, note: str = "", *, tells_all: bool = True
) -> None:
    """Let a seat be held no more from that day on, today where none is named; one still waiting is
    withdrawn. Its person is told, and whoever administers. What others did to it since it was read
    stays, an earlier end too.
    """
    day = day or timezone.localdate()
    read_locked(seat)
    if seat.state == SeatState.REFUSED:
        return
    what = f"peran {seat.said} dicabut"
    if seat.is_pending:
        what = f"usulan peran {seat.said} ditarik"
        seat.state, seat.note = SeatState.REFUSED, "Ditarik."
    seat.note = note or seat.note
    last = min(day, seat.over_on or day)
    seat.over_on = max(last, seat.since) if seat.since else last
    seat.ended_by, seat.ended_at = by, timezone.now()
    seat.save(update_fields=["state", "note", "over_on", "ended_by", "ended_at"])
    telling.tell_administered(by, seat.user, what, to_all=tells_all)


def read_locked(seat: Membership) -> None:
    """Its days and state as they are now, which nobody else changes until the end."""
    rows = Membership.objects.select_for_update(no_key=True)
    seat.refresh_from_db(fields=["state", "note", "since", "over_on"], from_queryset=rows)


def move_to_account(source: User, target: User, by: User) -> None:
    """Give the seats of one account to another of the same person."""
    rows = source.memberships.select_related("unit", "official__unit")
    for seat in rows.select_for_update(of=("self",)).order_by("pk"):
        _move(seat, by, {"user": target})


def move_to_unit(source: Unit, target: Unit, by: User) -> int:
    """Give the seats of a unit to another. Whoever headed the one heads the other only when a
    second person says so. Returns how many went over.
    """
    rows = Membership.objects.filter(unit=source).select_related("user", "official__unit")
    moved = 0
    for seat in rows.select_for_update(of=("self",)).order_by("pk"):
        leads = seat.role == Role.OPD_HEAD and seat.state == SeatState.HELD and not seat.is_over
        if leads and not is_first_run(by):
            await_second(seat, by)
            what = f"peran {seat.get_role_display()} {target} diusulkan: unitnya digabung"
            telling.tell_administered(by, seat.user, what)
        moved += _move(seat, by, {"unit": target})
    return moved


def _move(seat: Membership, by: User, place: Place) -> bool:
    """Returns whether the seat itself went over; else it stays, and what the other lacks of its
    days goes over as a seat of its own.
    """
    held = _held_there(seat, place)
    if seat.state == SeatState.HELD:
        held = _withdraw_waiting(held, by)
    if not held:
        for name, value in place.items():
            setattr(seat, name, value)
        seat.save()
        return True
    if not seat.is_over:
        rest = copy(seat)
        end_seat(seat, by, note=HELD_THERE, tells_all=False)
        _tie(held, seat)
        _hold_the_rest(rest, held, place)
    return False


def _held_there(seat: Membership, place: Place) -> list[Membership]:
    """The seats that stand in the way: the same role, person and unit, on days of this one."""
    if seat.state == SeatState.REFUSED:
        return []
    wanted = {"user": seat.user_id, "unit": seat.unit_id, "role": seat.role} | place
    others = Membership.objects.filter(**wanted).exclude(pk=seat.pk)
    return list(others.sharing_days(seat.since, seat.over_on))


def _withdraw_waiting(rows: list[Membership], by: User) -> list[Membership]:
    """What only waits gives way to a seat that is held."""
    for row in rows:
        if row.is_pending:
            end_seat(row, by, note=HELD_THERE, tells_all=False)
    return [row for row in rows if row.state == SeatState.HELD]


def _tie(held: list[Membership], seat: Membership) -> None:
    """The seat of an office goes on belonging to it."""
    today = timezone.localdate()
    for row in held:
        now = (row.since or date.min) <= today and not row.is_over
        if seat.official_id and row.official_id is None and now:
            row.official = seat.official
            row.save(update_fields=["official"])


def _hold_the_rest(seat: Membership, held: list[Membership], place: Place) -> None:
    """Seats on the days from today on that no other covers."""
    since = max(seat.since or date.min, timezone.localdate())
    for first, over_on in days_left(since, seat.over_on, held):
        row = copy(seat)
        row.pk, row._state.adding = None, True
        row.since, row.over_on = first, over_on
        for name, value in place.items():
            setattr(row, name, value)
        row.save()


def days_left(since: date, over_on: date | None, held: list[Membership]) -> list[Days]:
    """The days of this period that none of these seats, each on some of its days, covers."""
    left: list[Days] = []
    for row in sorted(held, key=lambda row: row.since or date.min):
        if (row.since or date.min) > since:
            left.append((since, row.since))
        if row.over_on is None:
            return left
        since = max(since, row.over_on)
    if over_on is None or since < over_on:
        left.append((since, over_on))
    return left
