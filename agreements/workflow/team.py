"""The TKKSD: the only writer of its Keputusan, and who sat in it on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from agreements.models import TeamDecree, TeamSeat
from agreements.models.team import decree_in_force_on, standing_decrees
from agreements.regulations.citations import Citation
from agreements.regulations.tkksd import Seat
from agreements.workflow.guarding import refuse_if
from kerjasama.accounts.models import Office, Official, User
from kerjasama.accounts.policy import is_of_office
from kerjasama.accounts.unit_names import UnitNames

NOT_YOURS = "Keputusan tentang TKKSD dicatat Bagian Kerja Sama."
# Which office of the register of officials brings a place in the TKKSD along.
OFFICES = {Seat.CHAIR: Office.SECRETARY, Seat.DEPUTY: Office.ASSISTANT}
EX_OFFICIO = (Seat.CHAIR, Seat.DEPUTY, Seat.SECRETARY)
LEADS_A_UNIT = "kepala "


@dataclass(frozen=True)
class Member:
    """Somebody in the TKKSD on a day. The name is empty where the Keputusan names only the office
    and nobody is recorded as its holder.
    """

    seat: TeamSeat
    name: str
    position: str

    @property
    def title(self) -> str:
        return self.seat.rule.name

    @property
    def citation(self) -> Citation:
        return self.seat.rule.citation

    @property
    def institution(self) -> str:
        return self.seat.institution

    @property
    def as_guest(self) -> str:
        """How an invitation names him."""
        if self.seat.seat in (Seat.MEMBER, Seat.EXPERT):
            return self.position
        return f"{self.position} selaku {self.title} TKKSD"


def may_keep_team(user: User) -> bool:
    """Whether this person records the Keputusan, meetings and reports of the TKKSD."""
    return is_of_office(user)


@transaction.atomic
def record_decree(decree: TeamDecree, seats: Iterable[TeamSeat], user: User) -> TeamDecree:
    """Keep a Keputusan, whose file is stored, with its places in the order of the law. Raises
    Refused for others than the Bagian, and for one that is recorded already.
    """
    refuse_if(not may_keep_team(user), NOT_YOURS)
    same = standing_decrees().filter(
        number__iexact=decree.number.strip(), decided_on=decree.decided_on
    )
    refuse_if(same.exists(), "Keputusan dengan nomor dan tanggal ini sudah tercatat.")
    decree.by = user
    decree.save(force_insert=True)
    order, names = list(Seat), UnitNames.known()
    ordered = sorted(seats, key=lambda seat: order.index(Seat(seat.seat)))
    for seat in ordered:
        seat.decree = decree
        if seat.position.casefold().startswith(LEADS_A_UNIT):
            seat.unit = names.find(seat.institution)
    TeamSeat.objects.bulk_create(ordered)
    return decree


@transaction.atomic
def withdraw_decree(decree_id: int, user: User, reason: str) -> TeamDecree:
    """Take back one that was recorded by mistake; it stays readable. Raises Refused."""
    decree = TeamDecree.objects.select_for_update().get(pk=decree_id)
    refuse_if(not may_keep_team(user), NOT_YOURS)
    refuse_if(decree.is_withdrawn, "Keputusan ini sudah ditarik.")
    refuse_if(not reason.strip(), "Alasan wajib diisi.")
    decree.withdrawn_at, decree.withdrawn_by = timezone.now(), user
    decree.withdrawal_reason = reason.strip()
    decree.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawal_reason"])
    return decree


def team_on(day: date) -> list[Member]:
    """Who sits in the TKKSD on that day, by the Keputusan in force; nobody where none is."""
    decree = decree_in_force_on(day)
    return members_of(decree, day) if decree else []


def members_of(decree: TeamDecree, day: date) -> list[Member]:
    """Those whom a Keputusan names, and on that day the holders of the offices that it names."""
    seats = list(decree.seats.select_related("unit"))
    holders = _holders_on(day, seats)
    return [_member(seat, holders.get(_office_of(seat))) for seat in seats]


def _member(seat: TeamSeat, holder: Official | None) -> Member:
    """Where the office brings the place along, its holder; else whom the Keputusan names."""
    is_named = seat.name and seat.seat not in EX_OFFICIO
    if holder is None or is_named:
        return Member(seat, seat.name, seat.position)
    return Member(seat, holder.name, f"{holder.prefix}{seat.position}")


def _office_of(seat: TeamSeat) -> tuple[str, int | None] | None:
    """The office that the place belongs to, as the register of officials knows it."""
    if office := OFFICES.get(Seat(seat.seat)):
        return office, None
    return (Office.UNIT_HEAD, seat.unit_id) if seat.unit_id else None


def _holders_on(
    day: date, seats: Iterable[TeamSeat]
) -> dict[tuple[str, int | None] | None, Official]:
    """By office, who held it on that day; of several the one who began last."""
    asked = {_office_of(seat) for seat in seats} - {None}
    rows = Official.objects.on(day).order_by("since", "-pk")
    found = ((row.office, row.unit_id) for row in rows)
    return {office: row for office, row in zip(found, rows, strict=True) if office in asked}
