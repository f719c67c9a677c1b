"""Seats and accounts by four eyes: what an administrator gives of leading seats takes effect when
another person confirms it.
"""

from collections.abc import Callable, Iterator
from copy import copy
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from . import merging
from .models import AccountProposal, Membership, Official, SeatState, Unit, User
from .officials import FILLING, Office
from .roles import CONFIRMERS, PROTECTED, Role

FIRST_RUN = "Pemasangan pertama: belum pernah ada orang kedua."
DECIDED = "Usulan ini sudah diputus."
OWN_ACCOUNT = "Ini tentang akun Anda sendiri; orang lain yang menyetujuinya."
Kind = AccountProposal.Kind
Effect = Callable[[AccountProposal, User], None]
_effects: dict[str, Effect] = {}


class GrantRefused(Exception):
    """The grant may not be given or confirmed; the text says why, in Indonesian."""


def takes_effect(kind: str) -> Callable[[Effect], Effect]:
    """Register what a confirmed proposal of that kind does."""

    def declare(effect: Effect) -> Effect:
        _effects[kind] = effect
        return effect

    return declare


def holds_protected(person: User) -> bool:
    """Whether this person holds a seat today that is given by two, or is about to."""
    rows = person.memberships.filter(role__in=PROTECTED).exclude(state=SeatState.REFUSED)
    return any(not row.is_over for row in rows)


def is_first_run(user: User) -> bool:
    """Whether nobody else ever could confirm: who is alone gives alone, and it is on record."""
    others = Membership.objects.filter(role__in=CONFIRMERS, state=SeatState.HELD)
    return not others.exclude(user__in=user.accounts).exists()


@transaction.atomic
def give_seat(seat: Membership, user: User) -> Membership:
    """Give a seat, or propose it where it takes two."""
    seat.given_by, seat.given_at = user, timezone.now()
    if seat.is_protected:
        is_alone = is_first_run(user)
        seat.state = SeatState.HELD if is_alone else SeatState.PENDING
        seat.note = FIRST_RUN if is_alone else ""
    seat.save()
    return seat


def why_not_confirm(user: User, proposer: User | None, person: User) -> str:
    """Why this person is not the second one; empty where he is."""
    if not user.roles & set(CONFIRMERS):
        return "Menyetujui ini bukan wewenang Anda."
    if proposer is not None and user.is_same_person(proposer):
        return "Ini usulan Anda sendiri; orang lain yang menyetujuinya."
    if user.is_same_person(person):
        return OWN_ACCOUNT
    return ""


@transaction.atomic
def decide_seat(pk: int, user: User, *, is_given: bool, note: str = "") -> Membership:
    """Let a proposed seat be held, or not. Raises GrantRefused for who is no second person."""
    seat = Membership.objects.select_for_update(of=("self",)).select_related("user").get(pk=pk)
    _refuse_for("" if seat.is_pending else DECIDED)
    _refuse_for(why_not_confirm(user, seat.given_by, seat.user))
    seat.state = SeatState.HELD if is_given else SeatState.REFUSED
    seat.decided_by, seat.decided_at, seat.note = user, timezone.now(), note.strip()[:300]
    seat.save()
    return seat


@transaction.atomic
def end_seat(seat: Membership, user: User, day: date | None = None) -> None:
    """Let a seat be held no more from that day on, today where none is named; one still waiting is
    withdrawn.
    """
    day = day or timezone.localdate()
    if seat.is_pending:
        seat.state, seat.note = SeatState.REFUSED, "Ditarik."
    seat.over_on = max(day, seat.since) if seat.since else day
    seat.ended_by, seat.ended_at = user, timezone.now()
    seat.save()


@transaction.atomic
def propose_about(
    person: User, kind: str, by: User, value: str = "", reason: str = ""
) -> AccountProposal:
    """Propose something about an account, which takes effect at once where nobody else ever could
    confirm. Raises GrantRefused while the same waits.
    """
    waits = AccountProposal.objects.filter(person=person, kind=kind, state=SeatState.PENDING)
    _refuse_for("Usulan yang sama masih menunggu persetujuan." if waits.exists() else "")
    proposal = AccountProposal.objects.create(
        person=person, kind=kind, by=by, value=value, reason=reason.strip()
    )
    if is_first_run(by):
        proposal.state, proposal.note = SeatState.HELD, FIRST_RUN
        proposal.save(update_fields=["state", "note"])
        _effects[kind](proposal, by)
    return proposal


@transaction.atomic
def decide_about(pk: int, user: User, *, is_given: bool, note: str = "") -> AccountProposal:
    """Let it take effect, or not. Raises GrantRefused for who is no second person."""
    rows = AccountProposal.objects.select_for_update(of=("self",)).select_related("person", "by")
    proposal = rows.get(pk=pk)
    _refuse_for("" if proposal.is_pending else DECIDED)
    _refuse_for(why_not_confirm(user, proposal.by, proposal.person))
    is_into_own = proposal.kind == Kind.MERGE and int(proposal.value) in user.accounts
    _refuse_for(OWN_ACCOUNT if is_into_own else "")
    proposal.state = SeatState.HELD if is_given else SeatState.REFUSED
    proposal.decided_by, proposal.decided_at = user, timezone.now()
    proposal.note = note.strip()[:300]
    proposal.save()
    if is_given:
        _effects[proposal.kind](proposal, user)
    return proposal


def _refuse_for(why: str) -> None:
    """Raises GrantRefused when there is a reason why not."""
    if why:
        raise GrantRefused(why)


@takes_effect(Kind.MAIL)
def _change_mail(proposal: AccountProposal, user: User) -> None:
    proposal.person.email = proposal.value
    proposal.person.save(update_fields=["email"])


@takes_effect(Kind.WAKE)
def _wake(proposal: AccountProposal, user: User) -> None:
    proposal.person.is_active = True
    proposal.person.save(update_fields=["is_active"])


@takes_effect(Kind.MERGE)
def _merge(proposal: AccountProposal, user: User) -> None:
    merging.merge_accounts(proposal.person_id, int(proposal.value), user)


@transaction.atomic
def tie_seat(official: Official, by: User) -> Membership | None:
    """Let the seat of an office follow the row of its official: whose it is, and from when until
    when. A leading one that would be held on more days than before waits for a second person.
    """
    seat = official.seats.exclude(state=SeatState.REFUSED).select_related("user").last()
    if seat is not None and (seat.user_id, seat.role) != (official.user_id, official.role):
        end_seat(seat, by)
        seat = None
    if official.user is None:
        return None
    since, over_on = official.since, _day_after(official.until)
    if seat is None:
        seat = _seat_to_adopt(official)
    if seat is None:
        return give_seat(_seat_of_office(official, since, over_on), by)
    if seat.is_protected and _is_wider(seat, since, over_on) and not is_first_run(by):
        seat.state, seat.given_by, seat.given_at = SeatState.PENDING, by, timezone.now()
        seat.decided_by = seat.decided_at = None
    seat.official, seat.since, seat.over_on = official, since, over_on
    seat.capacity = official.capacity
    seat.order_number, seat.order_date = official.order_number, official.order_date
    seat.save()
    return seat


def _seat_of_office(official: Official, since: date, over_on: date | None) -> Membership:
    return Membership(
        user=official.user,
        role=official.role,
        unit=_unit_of(official),
        official=official,
        since=since,
        over_on=over_on,
        capacity=official.capacity,
        order_number=official.order_number,
        order_date=official.order_date,
    )


def _seat_to_adopt(official: Official) -> Membership | None:
    """The seat that the person held before it was tied to his office."""
    rows = Membership.objects.held().filter(user=official.user, role=official.role, official=None)
    if official.unit_id:
        rows = rows.filter(unit=official.unit_id)
    return rows.select_related("user").first()


def _is_wider(seat: Membership, since: date, over_on: date | None) -> bool:
    """Whether the seat would be held on a day on which it is not held now."""
    is_earlier = seat.since is not None and since < seat.since
    is_later = seat.over_on is not None and (over_on is None or over_on > seat.over_on)
    return is_earlier or is_later


def widens_held_seat(official_id: int, since: date, until: date | None) -> bool:
    """Whether these days of an office would stop a leading seat that is held, until a second person
    confirms it anew. A longer time is a row of its own, with its letter.
    """
    seats = Membership.objects.filter(official=official_id, state=SeatState.HELD)
    return any(seat.is_protected and _is_wider(seat, since, _day_after(until)) for seat in seats)


def _day_after(day: date | None) -> date | None:
    return day + timedelta(1) if day else None


def _unit_of(official: Official) -> Unit:
    """Where the seat of an office stands; an office of the whole region, where it stood before or
    where the person sits.
    """
    if official.unit:
        return official.unit
    seats = Membership.objects.select_related("unit").order_by("-pk")
    known = seats.filter(role=official.role).first() or seats.filter(user=official.user).first()
    if known is not None:
        return known.unit
    secretariat = Unit.objects.filter(name__icontains="sekretariat daerah", valid_to=None)
    return secretariat.order_by("pk").first() or Unit.objects.order_by("pk")[0]


def tie_by_name(day: date) -> None:
    """Where somebody's seat and the office recorded under the same name and unit are plainly one,
    let them be one.
    """
    rows = Membership.objects.held().filter(official=None, user__is_active=True)
    offices = {(row.role, row.unit_id, row.name.casefold()): row for row in _untied(day)}
    for seat in rows.select_related("user"):
        name = seat.user.get_full_name().casefold()
        unit = seat.unit_id if seat.role in UNIT_ROLES else None
        official = offices.get((seat.role, unit, name))
        if official is not None:
            official.user, seat.official = seat.user, official
            official.save(update_fields=["user", "acts_as"])
            seat.save(update_fields=["official"])


UNIT_ROLES = (Role.OPD_HEAD, Role.SECTION_HEAD, Role.LEGAL)


def _untied(day: date) -> Iterator[Official]:
    """The offices of the day without an account, those of unit heads once for each role."""
    for official in Official.objects.on(day).filter(user=None, capacity__in=FILLING):
        if official.office != Office.UNIT_HEAD:
            yield official
            continue
        for role in UNIT_ROLES:
            other = copy(official)
            other.acts_as = "" if role == Role.OPD_HEAD else role
            yield other
