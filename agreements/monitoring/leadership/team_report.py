"""What a report of the TKKSD tells of its period: cases by family, reports of the OPD, meetings and
disputes.

The law names no contents for it (P22 Pasal 46 ayat (2) huruf j).
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q

from agreements.models import (
    Agreement,
    Dispute,
    Meeting,
    MeetingSort,
    Origin,
    TeamRecord,
    WajibRecord,
)
from agreements.models.agreement_queries import AgreementQuerySet
from agreements.monitoring.duties.ledger import DutyStatus, Ledger
from agreements.monitoring.team_duties import TeamDue
from agreements.regulations.duties import RECAPPED
from agreements.regulations.families import Family
from agreements.regulations.team_duties import PLENARY

TOLD = (Family.KSDD, Family.KSDPK, Family.SINERGI)
# A report on a period may be due this long after its end.
UNTIL_DUE = timedelta(400)


@dataclass(frozen=True)
class FamilyRow:
    """A family in numbers: signed and ended within the period, in force on its last day, reports of
    the OPD on it that are owed and of these done; disputes that came up.
    """

    family: Family
    signed: int
    in_force: int
    ended: int
    owed: int
    handed_in: int
    disputes: int

    @property
    def name(self) -> str:
        return self.family.label


@dataclass(frozen=True)
class TeamReport:
    """The numbers of one period until `upto`, its last day or today."""

    upto: date
    rows: list[FamilyRow]
    meetings: int
    plenaries: int
    held: list[TeamRecord]
    signed: list[Agreement]
    disputes: list[Dispute]
    wajib: list[WajibRecord]


def build_team_report(due: TeamDue, today: date) -> TeamReport:
    """What is known of that period by now."""
    upto = min(due.last, today)
    held = (due.period, upto)
    meetings = Meeting.objects.filter(held_on__range=held)
    own = list(
        TeamRecord.objects.filter(
            withdrawn_at=None, duty_code=PLENARY.code, done_on__range=held
        ).order_by("done_on", "pk")
    )
    known = Agreement.objects.exclude(origin=Origin.TAKEN_BACK).filter(
        track_code__regex=f"^({'|'.join(TOLD)})"
    )
    signed = known.signed().filter(effective_on__range=held, holds_until__isnull=False)
    disputes = Dispute.objects.filter(
        agreement__in=known.values("pk"), opened_on__range=held, withdrawn_at=None
    )
    by_sort = dict(meetings.values_list("sort").annotate(Count("pk")).order_by())
    return TeamReport(
        upto=upto,
        rows=[_row(family, due, upto, today) for family in TOLD],
        meetings=by_sort.get(MeetingSort.TECHNICAL, 0),
        plenaries=by_sort.get(MeetingSort.PLENARY, 0) + len(own),
        held=own,
        signed=list(
            signed.select_related("owner")
            .with_partner_names()
            .defer("search")
            .order_by("effective_on", "pk")
        ),
        disputes=list(disputes.select_related("agreement").order_by("opened_on", "pk")),
        wajib=list(
            WajibRecord.objects.standing().filter(day__range=held).select_related("agreement")
        ),
    )


def _row(family: Family, due: TeamDue, upto: date, today: date) -> FamilyRow:
    cases = Agreement.objects.filter(track_code__startswith=family)
    cases = cases.exclude(origin=Origin.TAKEN_BACK)
    within = (due.period, upto)
    found = cases.signed().aggregate(
        signed=Count("pk", Q(effective_on__range=within, holds_until__isnull=False)),
        in_force=Count("pk", Q(effective_on__lte=upto, holds_until__gte=upto)),
        ended=Count("pk", Q(holds_until__range=within)),
    )
    owed = _standings_of_reports(family, cases, due, today)
    disputes = Dispute.objects.filter(
        agreement__in=cases.values("pk"), opened_on__range=within, withdrawn_at=None
    )
    done = sum(standing is DutyStatus.DONE for standing in owed)
    return FamilyRow(family, **found, owed=len(owed), handed_in=done, disputes=disputes.count())


def _standings_of_reports(
    family: Family, cases: AgreementQuerySet, due: TeamDue, today: date
) -> list[DutyStatus]:
    """How the reports on the carrying out stand that tell of periods within this one."""
    code = RECAPPED[family][1]
    owed = Ledger(cases, today, since=due.period, until=due.last + UNTIL_DUE, codes=(code,))
    return [one.standing for one in owed if due.period <= one.period <= due.last]
