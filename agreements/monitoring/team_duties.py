"""What the TKKSD owes as a body: derived from its Keputusan, and what was done about it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from agreements.models import Meeting, MeetingSort, TeamRecord, TermSetting
from agreements.models.team import standing_decrees
from agreements.monitoring.duties.ledger import SOON, DutyStatus
from agreements.regulations.duties import period_label_of
from agreements.regulations.duty_rules import Duty, Rhythm
from agreements.regulations.team_duties import PLENARY, TEAM_DUTIES
from agreements.workflow.guarding import refuse_if
from agreements.workflow.team import may_keep_team
from kerjasama.accounts.models import User

ONE_DAY = timedelta(1)
NOT_YOURS = "Rapat pleno dan laporan TKKSD dicatat Bagian Kerja Sama."


@dataclass(frozen=True)
class TeamDue:
    """One duty of the TKKSD for one period. It is met by a record, or a pleno by a meeting of a
    case whose result is recorded. `left` is negative once the day has passed.
    """

    duty: Duty
    period: date
    last: date
    due_on: date
    left: int
    record: TeamRecord | None = None
    meeting: Meeting | None = None

    @property
    def standing(self) -> DutyStatus:
        if self.record or self.meeting:
            return DutyStatus.DONE
        return DutyStatus.LATE if self.left < 0 else DutyStatus.OPEN

    @property
    def is_unmet(self) -> bool:
        return self.standing is not DutyStatus.DONE

    @property
    def is_late(self) -> bool:
        return self.standing is DutyStatus.LATE

    @property
    def is_open(self) -> bool:
        return self.standing is DutyStatus.OPEN

    @property
    def presses(self) -> bool:
        """Whether it is late or its day is near; a report only once there is something to tell."""
        return self.is_unmet and self.left <= SOON.days and not self.is_before_its_end

    @property
    def is_before_its_end(self) -> bool:
        """Whether it reports on a period that has not ended."""
        return self.duty is not PLENARY and self.due_on - timedelta(self.left) <= self.last

    @property
    def days_late(self) -> int:
        return -self.left

    @property
    def label(self) -> str:
        return period_label_of(self.duty, self.period)


def owed_from() -> date | None:
    """From which day the TKKSD owes what it does: since it sits, but not before its Keputusan was
    first recorded here, for what was done before is not known. None while there is none.
    """
    first = standing_decrees().order_by("since", "pk").first()
    if first is None:
        return None
    known = standing_decrees().order_by("at").values_list("at", flat=True)[0]
    return max(first.since, timezone.localdate(known))


def team_dues(today: date) -> list[TeamDue]:
    """All that was owed until now and for the periods that run, the first due first."""
    begin = owed_from()
    if begin is None or begin > today:
        return []
    own = TermSetting.objects.values_list("term_key", "days")
    days = {key: number for key, number in own if number is not None}
    records = {
        (row.duty_code, row.period): row
        for row in TeamRecord.objects.filter(withdrawn_at=None).select_related("by")
    }
    plenaries = _plenaries_of_cases()
    found = []
    for duty in TEAM_DUTIES.values():
        for first, last in _periods(duty, begin, today):
            due_on = last + timedelta(days.get(duty.term_key, duty.rule.days))
            meeting = plenaries.get(first.year) if duty is PLENARY else None
            record = records.get((duty.code, first))
            left = (due_on - today).days
            found.append(TeamDue(duty, first, last, due_on, left, record, meeting))
    return sorted(found, key=lambda due: (due.due_on, due.duty.code))


def _plenaries_of_cases() -> dict[int, Meeting]:
    """By year, the pleno of some case whose result is recorded."""
    rows = Meeting.objects.filter(sort=MeetingSort.PLENARY).exclude(result="")
    return {row.held_on.year: row for row in rows.only("held_on", "sort", "agreement_id")}


def _periods(duty: Duty, begin: date, today: date) -> Iterator[tuple[date, date]]:
    """The periods of a duty that had not ended on the first of these days and began by the last,
    each with its last day.
    """
    first = first_of_period(duty, begin)
    while first <= today:
        last = first_of_period(duty, first + timedelta(400 if _is_yearly(duty) else 200)) - ONE_DAY
        yield first, last
        first = last + ONE_DAY


def _is_yearly(duty: Duty) -> bool:
    return duty.rule.rhythm is Rhythm.YEARLY


def first_of_period(duty: Duty, day: date) -> date:
    """The first day of the year or semester in which that day lies."""
    if _is_yearly(duty) or day.month < 7:
        return date(day.year, 1, 1)
    return date(day.year, 7, 1)


def find_team_due(code: str, period: date, today: date) -> TeamDue | None:
    """One of them."""
    dues = (due for due in team_dues(today) if due.duty.code == code and due.period == period)
    return next(dues, None)


@transaction.atomic
def record_team_act(record: TeamRecord, user: User) -> TeamRecord:
    """Keep a pleno or a report that was handed in. Raises Refused for others than the Bagian, for
    a day that cannot be, and for a report that is recorded already.
    """
    today = timezone.localdate()
    refuse_if(not may_keep_team(user), NOT_YOURS)
    refuse_if(record.done_on > today, "Tanggal tidak boleh sesudah hari ini.")
    if record.is_plenary:
        record.period = first_of_period(PLENARY, record.done_on)
    else:
        refuse_if(record.done_on < record.period, "Tanggal tidak boleh sebelum periodenya mulai.")
        standing = TeamRecord.objects.select_for_update().filter(
            withdrawn_at=None, duty_code=record.duty_code, period=record.period
        )
        refuse_if(standing.exists(), "Laporan ini sudah tercatat. Muat ulang halaman.")
    record.by = user
    record.save(force_insert=True)
    return record


@transaction.atomic
def withdraw_team_record(record_id: int, user: User, reason: str) -> TeamRecord:
    """Take back what was recorded by mistake; what it met is owed again. Raises Refused."""
    record = TeamRecord.objects.select_for_update().get(pk=record_id)
    refuse_if(not may_keep_team(user), NOT_YOURS)
    refuse_if(record.is_withdrawn, "Catatan ini sudah ditarik.")
    refuse_if(not reason.strip(), "Alasan wajib diisi.")
    record.withdrawn_at, record.withdrawn_by = timezone.now(), user
    record.withdrawal_reason = reason.strip()
    record.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawal_reason"])
    return record
