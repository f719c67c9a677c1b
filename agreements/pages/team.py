"""The page of the TKKSD: who sits in it on a day, and the Keputusan that made it."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from agreements.forms.team import TeamDayForm, TeamDecreeForm, TeamSeats, WithdrawalForm
from agreements.models import TeamDecree, TeamRecord
from agreements.models.team import decree_in_force_on, last_day_of
from agreements.monitoring.team_duties import TeamDue, team_dues
from agreements.monitoring.team_tasks import address_of_due
from agreements.regulations.team_duties import PLENARY
from agreements.regulations.tkksd import LAW, TeamLaw, departures_from_law
from agreements.workflow.team import Member, may_keep_team, members_of
from kerjasama.accounts.models import Role, Unit, User
from kerjasama.accounts.policy import EVERYBODY, OPD_ROLES

# The reports tell of all cases, of which an OPD sees its own.
REPORT_READERS = tuple(role for role in EVERYBODY if role not in OPD_ROLES)
MOST_DUTIES, MOST_RECORDS = 12, 50


@dataclass(frozen=True)
class DecreeLine:
    """A Keputusan in the list, with the last day on which it is in force."""

    decree: TeamDecree
    last_day: date | None
    is_in_force: bool
    address: str


@dataclass(frozen=True)
class DutyLine:
    """A duty of the TKKSD of one period; the address leads to where it is recorded, empty for who
    may not open that.
    """

    due: TeamDue
    address: str


@dataclass(frozen=True)
class RecordLine:
    """A pleno or report that was recorded, with the form of its withdrawal."""

    record: TeamRecord
    withdrawal: WithdrawalForm | None


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
    duties: list[DutyLine]
    records: list[RecordLine]
    may_keep: bool
    law: TeamLaw = LAW

    @property
    def rows(self) -> list[Member]:
        """The members, which leave as a file."""
        return self.members


def build_team_page(
    user: User,
    form: TeamDayForm,
    day: date,
    today: date,
    typed: tuple[int, WithdrawalForm] | None = None,
) -> TeamPage:
    """The page as this person sees it. `typed` is the withdrawal of a record that was refused."""
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
        duties=_duty_lines(user, today),
        records=_record_lines(user, typed),
        may_keep=may_keep_team(user),
    )


def _duty_lines(user: User, today: date) -> list[DutyLine]:
    """What presses, what runs and what was done last, the latest first."""
    found = []
    for due in reversed(team_dues(today)):
        opens = (
            may_keep_team(user) if due.duty is PLENARY else bool(user.roles & set(REPORT_READERS))
        )
        found.append(DutyLine(due, address_of_due(due) if opens else ""))
    return found[:MOST_DUTIES]


def _record_lines(user: User, typed: tuple[int, WithdrawalForm] | None) -> list[RecordLine]:
    """The plenos and reports, the newest first."""
    lines = []
    for row in TeamRecord.objects.select_related("by", "withdrawn_by")[:MOST_RECORDS]:
        form = None
        if may_keep_team(user) and not row.is_withdrawn:
            form = WithdrawalForm(auto_id=f"id_tarik_{row.pk}_%s")
        if typed is not None and typed[0] == row.pk:
            form = typed[1]
        lines.append(RecordLine(row, form))
    return lines


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
    withdrawal: WithdrawalForm | None
    may_keep: bool
    law: TeamLaw = LAW

    @property
    def rows(self) -> list[Member]:
        """The members, which leave as a file."""
        return self.members


def build_decree_page(
    user: User, decree: TeamDecree, typed: WithdrawalForm | None, today: date
) -> DecreePage:
    """The page as this person sees it; its people are those of the day on which it began."""
    (line,) = (line for line in decree_lines(today) if line.decree == decree)
    members = members_of(decree, decree.since)
    withdrawal = typed
    if typed is None and may_keep_team(user) and not decree.is_withdrawn:
        withdrawal = WithdrawalForm()
    return DecreePage(
        line=line,
        members=members,
        departures=departures_of(members),
        withdrawal=withdrawal,
        may_keep=may_keep_team(user),
    )


@dataclass(frozen=True)
class DecreeFormPage:
    """The form of a Keputusan with the places that it names."""

    form: TeamDecreeForm
    rows: TeamSeats
    law: TeamLaw = LAW
