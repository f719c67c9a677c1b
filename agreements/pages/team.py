"""The page of the TKKSD: who sits in it on a day, and the Keputusan that made it."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from agreements.forms.team import DecreeWithdrawalForm, TeamDayForm
from agreements.models import TeamDecree
from agreements.models.team import decree_in_force_on, last_day_of
from agreements.regulations.tkksd import LAW, TeamLaw, departures_from_law
from agreements.workflow.team import Member, may_keep_team, members_of
from kerjasama.accounts.models import Role, Unit, User


@dataclass(frozen=True)
class DecreeLine:
    """A Keputusan in the list, with the last day on which it is in force."""

    decree: TeamDecree
    last_day: date | None
    is_in_force: bool
    address: str


@dataclass(frozen=True)
class TeamPage:
    """The TKKSD on one day; `departures` says where it is another than the law has it."""

    day: date
    is_today: bool
    form: TeamDayForm
    decree: TeamDecree | None
    members: list[Member]
    departures: list[str]
    secretariat: Unit | None
    lines: list[DecreeLine]
    may_keep: bool
    law: TeamLaw = LAW


def build_team_page(user: User, form: TeamDayForm, day: date, today: date) -> TeamPage:
    """The page as this person sees it."""
    decree = decree_in_force_on(day)
    members = members_of(decree, day) if decree else []
    return TeamPage(
        day=day,
        is_today=day == today,
        form=form,
        decree=decree,
        members=members,
        departures=departures_of(members) if decree else [],
        secretariat=Unit.objects.seat_of(Role.SECTION_HEAD),
        lines=decree_lines(today),
        may_keep=may_keep_team(user),
    )


def departures_of(members: list[Member]) -> list[str]:
    """Where these are others than the law has them."""
    return departures_from_law(member.seat.seat for member in members)


def decree_lines(today: date) -> list[DecreeLine]:
    """All Keputusan, the newest first; one that was withdrawn ended nothing."""
    lines, later = [], None
    in_force = decree_in_force_on(today)
    for row in TeamDecree.objects.select_related("by", "withdrawn_by"):
        last = None if row.is_withdrawn else last_day_of(row, later)
        lines.append(
            DecreeLine(row, last, row == in_force, reverse("tkksd-keputusan", args=[row.pk]))
        )
        later = later if row.is_withdrawn else row
    return lines


@dataclass(frozen=True)
class DecreePage:
    """One Keputusan, with the places as it names them."""

    line: DecreeLine
    members: list[Member]
    departures: list[str]
    withdrawal: DecreeWithdrawalForm | None
    may_keep: bool
    law: TeamLaw = LAW


def build_decree_page(
    user: User, decree: TeamDecree, typed: DecreeWithdrawalForm | None, today: date
) -> DecreePage:
    """The page as this person sees it; its people are those of the day on which it began."""
    (line,) = (line for line in decree_lines(today) if line.decree == decree)
    members = members_of(decree, decree.since)
    withdrawal = typed
    if typed is None and may_keep_team(user) and not decree.is_withdrawn:
        withdrawal = DecreeWithdrawalForm()
    return DecreePage(
        line=line,
        members=members,
        departures=departures_of(members),
        withdrawal=withdrawal,
        may_keep=may_keep_team(user),
    )
