"""Seats and accounts by four eyes: what an administrator gives or takes of leading seats takes
effect when another person confirms it.
"""

from collections.abc import Callable, Collection, Iterator
from copy import copy
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.formats import date_format

from kerjasama.signin import telling

from . import merging
from .administrators import LAST, is_last_administrator
from .confirming import (
    FIRST_RUN,
    OWN_ACCOUNT,
    GrantRefused,
    await_second,
    is_first_run,
    refuse_decision,
    refuse_for,
)
from .models import AccountProposal, Membership, Official, SeatState, Unit, User
from .moving import Days, end_seat, read_locked
from .officials import FILLING, Office
from .roles import Role

Kind = AccountProposal.Kind
Effect = Callable[[AccountProposal, User], None]
_effects: dict[str, Effect] = {}


def takes_effect(kind: str) -> Callable[[Effect], Effect]:
    """Register what a confirmed proposal of that kind does."""

    def declare(effect: Effect) -> Effect:
        _effects[kind] = effect
        return effect

    return declare


@transaction.atomic
def give_seat(seat: Membership, user: User, *, tells_all: bool = True) -> Membership:
    """Give a seat, or propose it where it takes two. Its person is told, and whoever administers,
    unless the caller tells all of many at once. Raises GrantRefused where it is held on such days.
    """
    seat.given_by, seat.given_at = user, timezone.now()
    if seat.is_protected:
        await_second(seat, user)
    _keep(seat)
    verb = "diusulkan" if seat.is_pending else "diberikan"
    telling.tell_administered(user, seat.user, f"peran {seat.said} {verb}", to_all=tells_all)
    return seat


def _keep(seat: Membership, fields: Collection[str] | None = None) -> None:
    """Save it, or these fields of it. Raises GrantRefused where its person holds the same on some
    of its days.
    """
    try:
        with transaction.atomic():
            seat.save(update_fields=fields)
    except IntegrityError as error:
        raise GrantRefused(_said_double(seat)) from error


def _said_double(seat: Membership) -> str:
    rows = Membership.objects.filter(user=seat.user, role=seat.role, unit=seat.unit)
    rows = rows.sharing_days(seat.since, seat.over_on).exclude(pk=seat.pk)
    other = rows.select_related("unit", "official__unit").order_by("since").first()
    if other is None:
        return "Masa peran ini tidak dapat dicatat. Muat ulang halaman."
    term = f" sejak {date_format(other.since, 'j F Y')}" if other.since else ""
    waits = " (menunggu persetujuan orang kedua)" if other.is_pending else ""
    return (
        f"{seat.user} sudah mempunyai peran {other.said}{term}{waits}. Cabut atau tunggu peran itu"
        " lebih dahulu."
    )


@transaction.atomic
def decide_seat(pk: int, user: User | None, *, is_given: bool, note: str = "") -> Membership:
    """Let a proposed seat be held, or not; without a user it is decided at the server. Raises
    GrantRefused for who is no second person.
    """
    seat = Membership.objects.select_for_update(of=("self",)).select_related("user").get(pk=pk)
    refuse_decision(seat, user, seat.given_by, seat.user)
    seat.decide(user, is_given=is_given)
    seat.note = note.strip()[:300]
    seat.save()
    verdict = "disetujui" if is_given else "ditolak"
    telling.tell_administered(user, seat.user, f"peran {seat.said} {verdict}")
    return seat


@transaction.atomic
def propose_about(
    person: User, kind: str, by: User, value: str = "", reason: str = ""
) -> AccountProposal:
    """Propose something about an account, which takes effect at once where nobody else ever could
    confirm. Raises GrantRefused while the same waits.
    """
    waits = AccountProposal.objects.filter(person=person, kind=kind, state=SeatState.PENDING)
    refuse_for("Usulan yang sama masih menunggu persetujuan." if waits.exists() else "")
    proposal = AccountProposal.objects.create(
        person=person, kind=kind, by=by, value=value, reason=reason.strip()
    )
    if is_first_run(by):
        proposal.state, proposal.note = SeatState.HELD, FIRST_RUN
        proposal.save(update_fields=["state", "note"])
        _effects[kind](proposal, by)
    else:
        _tell_about(proposal, by, "diusulkan")
    return proposal


@transaction.atomic
def decide_about(pk: int, user: User | None, *, is_given: bool, note: str = "") -> AccountProposal:
    """Let it take effect, or not; without a user it is decided at the server. Raises GrantRefused
    for who is no second person.
    """
    rows = AccountProposal.objects.select_for_update(of=("self",)).select_related("person", "by")
    proposal = rows.get(pk=pk)
    refuse_decision(proposal, user, proposal.by, proposal.person)
    if user is not None:
        is_into_own = proposal.kind == Kind.MERGE and int(proposal.value) in user.accounts
        refuse_for(OWN_ACCOUNT if is_into_own else "")
    proposal.decide(user, is_given=is_given)
    proposal.note = note.strip()[:300]
    proposal.save()
    _tell_about(proposal, user, "disetujui" if is_given else "ditolak")
    if is_given:
        _effects[proposal.kind](proposal, user or proposal.by)
    return proposal


def _tell_about(proposal: AccountProposal, by: User | None, verb: str) -> None:
    what = f"{proposal.get_kind_display().lower()} {verb}"
    telling.tell_administered(by, proposal.person, what)


def takes_two_to_end(seat: Membership, by: User) -> bool:
    """Whether a second person says that a leading seat ends: it is held without an end, and its
    holder does not ask for it himself.
    """
    lasts = seat.state == SeatState.HELD and seat.over_on is None
    return seat.is_protected and lasts and not by.is_same_person(seat.user) and not is_first_run(by)


@transaction.atomic
def take_seat(
    seat: Membership, by: User, day: date | None = None, *, tells_all: bool = True
) -> bool:
    """Let a seat end on that day, today where none is named, or propose it where it takes two.
    Returns whether it waits.
    """
    read_locked(seat)
    waits = takes_two_to_end(seat, by)
    if waits:
        _propose_end(seat, by, day or timezone.localdate(), tells_all=tells_all)
    else:
        end_seat(seat, by, day, tells_all=tells_all)
    return waits


def _propose_end(seat: Membership, by: User, day: date, *, tells_all: bool) -> None:
    """In the place of what waits already about the end of this seat."""
    if not _replace_ends(seat, day):
        return
    AccountProposal.objects.create(
        person=seat.user, kind=Kind.END, by=by, seat=seat, value=day.isoformat()
    )
    what = f"pengakhiran peran {seat.said} diusulkan"
    telling.tell_administered(by, seat.user, what, to_all=tells_all)


def _replace_ends(seat: Membership, day: date | None = None) -> bool:
    """Withdraw what waits about the end of this seat, but for the same day; False where that
    waits.
    """
    waiting = seat.endings.filter(state=SeatState.PENDING)
    same = waiting.filter(value=day.isoformat()) if day else waiting.none()
    for row in waiting.exclude(pk__in=same):
        row.state, row.note = SeatState.REFUSED, "Diganti."
        row.save(update_fields=["state", "note"])
    return not same.exists()


@takes_effect(Kind.END)
def _end(proposal: AccountProposal, user: User) -> None:
    rows = Membership.objects.select_related("user", "unit", "official__unit")
    seat = rows.get(endings=proposal)
    is_last = seat.role == Role.ADMIN and is_last_administrator(seat.user)
    refuse_for(LAST if is_last else "")
    day = date.fromisoformat(proposal.value)
    end_seat(seat, proposal.by, max(day, timezone.localdate()))


@takes_effect(Kind.MAIL)
def _change_mail(proposal: AccountProposal, user: User) -> None:
    person, former = proposal.person, proposal.person.email
    person.email = proposal.value
    person.save(update_fields=["email"])
    telling.tell_mail_changed(person, former, user)


@takes_effect(Kind.WAKE)
def _wake(proposal: AccountProposal, user: User) -> None:
    proposal.person.is_active = True
    proposal.person.save(update_fields=["is_active"])


@takes_effect(Kind.MERGE)
def _merge(proposal: AccountProposal, user: User) -> None:
    merging.merge_accounts(proposal.person_id, int(proposal.value), user)


@transaction.atomic
def tie_seat(official: Official, by: User, *, tells_all: bool = True) -> Membership | None:
    """Let the seat of an office follow the row of its official: whose it is, and from when until
    when. A leading one that would be held on more days than before waits for a second person, and
    so does the end of one that has none.
    Raises GrantRefused where the person holds the same on such days.
    """
    tied = official.seats.exclude(state=SeatState.REFUSED).filter(ended_at=None)
    mine = Q(user=official.user_id, role=official.role)
    for former in tied.exclude(mine).select_related("user"):
        take_seat(former, by, tells_all=tells_all)
    if official.user is None:
        return None
    mine_now = tied.filter(mine).select_for_update(of=("self",)).select_related("user")
    seat = mine_now.last() or _seat_to_adopt(official)
    if seat is None:
        return _give_office(official, by, tells_all=tells_all)
    return _follow_office(seat, official, by, tells_all=tells_all)


def _give_office(official: Official, by: User, *, tells_all: bool) -> Membership | None:
    """A new seat, from the day on which one of it that was taken away had ended."""
    seat = _seat_of_office(official, official.since, _day_after(official.until))
    taken = Membership.objects.filter(user=seat.user, role=seat.role, unit=seat.unit)
    taken = taken.exclude(ended_at=None).exclude(state=SeatState.REFUSED)
    last = taken.aggregate(last=Max("over_on"))["last"]
    seat.since = max(official.since, last) if last else official.since
    if seat.over_on and seat.over_on <= seat.since:
        return None
    return give_seat(seat, by, tells_all=tells_all)


# What of a seat follows its office, or says that it waits for a second person.
FOLLOWING = (
    *("official", "since", "over_on", "capacity", "order_number", "order_date"),
    *("state", "note", "given_by", "given_at", "decided_by", "decided_at"),
)


def _follow_office(
    seat: Membership, official: Official, by: User, *, tells_all: bool
) -> Membership:
    since, over_on = _days_to_follow(seat, official, by, tells_all=tells_all)
    was = (seat.since, seat.over_on, seat.capacity, seat.official_id)
    if seat.is_protected and _is_wider(seat, since, over_on) and not is_first_run(by):
        await_second(seat, by)
    seat.official, seat.since, seat.over_on = official, since, over_on
    seat.capacity = official.capacity
    seat.order_number, seat.order_date = official.order_number, official.order_date
    _keep(seat, FOLLOWING)
    if was != (seat.since, seat.over_on, seat.capacity, seat.official_id):
        verb = "diusulkan" if seat.is_pending else "diubah"
        what = f"masa peran {seat.said} {verb}"
        telling.tell_administered(by, seat.user, what, to_all=tells_all)
    return seat


def _days_to_follow(seat: Membership, official: Official, by: User, *, tells_all: bool) -> Days:
    """The days of the office; of a leading seat only a second person takes those of today."""
    since, over_on = official.since, _day_after(official.until)
    if not takes_two_to_end(seat, by):
        return since, over_on
    if over_on is None:
        _replace_ends(seat)
    else:
        _propose_end(seat, by, over_on, tells_all=tells_all)
    is_held = (seat.since or date.min) <= timezone.localdate() < since
    return (seat.since or date.min) if is_held else since, None


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
    """The seat that the person held, or that waited for a second person, before it was tied to his
    office.
    """
    rows = Membership.objects.select_for_update(of=("self",)).select_related("user")
    rows = rows.filter(user=official.user, role=official.role, official=None)
    if official.unit_id:
        rows = rows.filter(unit=official.unit_id)
    held = rows.on(timezone.localdate()).first()
    return held or rows.filter(state=SeatState.PENDING).first()


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
