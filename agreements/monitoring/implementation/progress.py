"""Progress of the activities: reported by the OPD quarter by quarter, verified or sent back by
Bagian Kerja Sama.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import TypedDict, Unpack

from django.utils import timezone

from agreements.models import Activity, Agreement, Progress, ProgressState
from agreements.models.activity import SOURCES, sums_by_source
from agreements.models.event import LogAction
from agreements.models.progress import first_day_of_quarter
from agreements.monitoring.implementation import work_plans
from agreements.workflow import apart
from agreements.workflow.case_log import note_act
from agreements.workflow.guarding import STALE, Refused, refuse_if
from agreements.workflow.remembering import make_undoable
from kerjasama.accounts import policy
from kerjasama.accounts.models import User
from kerjasama.writing.asking import confirmed_as_detail

MAY_VERIFY = policy.OFFICE


class ProgressValues(TypedDict, total=False):
    """What a quarter is reported with: how far, with which output, for how much of each source."""

    percent: int
    output: str
    note: str
    sha256: str
    file_name: str
    amount_region: Decimal
    amount_partner: Decimal
    amount_other: Decimal
    amount_in_kind: Decimal


def may_verify(user: User) -> bool:
    """Whether this person verifies what an OPD reported of a quarter."""
    return bool(user.roles & set(MAY_VERIFY))


def may_report(user: User, agreement: Agreement) -> bool:
    """Whether this person reports progress of that agreement now."""
    return (
        agreement.effective_on is not None
        and agreement.state in work_plans.LIVING
        and work_plans.may_write_plan(user, agreement)
    )


def is_quarter_open(activity: Activity, quarter: int, found: Progress | None, today: date) -> bool:
    """Whether that quarter of the activity may be reported: planned, begun, and not waiting or
    verified.
    """
    has_begun = (
        quarter in activity.quarters and first_day_of_quarter(activity.year, quarter) <= today
    )
    return has_begun and (found is None or found.state == ProgressState.RETURNED)


@make_undoable()
def submit_progress(
    agreement_id: int,
    user: User,
    activity_id: int,
    quarter: int,
    confirmed: Sequence[str] = (),
    **told: Unpack[ProgressValues],
) -> Progress:
    """Report a quarter, or report it anew after it was sent back. Raises Refused when it is not to
    be reported now.
    """
    agreement = Agreement.objects.select_for_update().get(pk=agreement_id)
    refuse_if(
        not may_report(user, agreement),
        "Capaian dilaporkan oleh OPD pemrakarsa, sesudah naskah ditandatangani.",
    )
    activity = agreement.activities.filter(pk=activity_id).first()
    if activity is None:
        raise Refused("Kegiatan itu tidak ada lagi dalam rencana kerja.")
    row = activity.progress.filter(quarter=quarter).first()
    refuse_if(
        not is_quarter_open(activity, quarter, row, timezone.localdate()),
        "Capaian triwulan ini tidak dapat diajukan sekarang.",
    )
    row = row or Progress(agreement=agreement, activity=activity, quarter=quarter)
    for name, value in told.items():
        setattr(row, name, value)
    row.state, row.reason = ProgressState.SUBMITTED, ""
    row.submitted_by, row.submitted_at = user, timezone.now()
    return _noted(row, user, LogAction.PROGRESS_SUBMITTED, confirmed)


@make_undoable()
def verify_progress(agreement_id: int, user: User, progress_id: int, seen: int) -> Progress:
    """Accept what was reported of a quarter; from then on it counts. `seen` is the version that the
    person had before them.
    """
    row = _lock(agreement_id, user, progress_id, seen)
    refuse_if(row.state != ProgressState.SUBMITTED, "Capaian ini tidak sedang menunggu verifikasi.")
    refuse_if(user.is_same_person(row.submitted_by), apart.OWN)
    row.state, row.judged_by, row.judged_at = ProgressState.VERIFIED, user, timezone.now()
    return _noted(row, user, LogAction.PROGRESS_VERIFIED)


@make_undoable()
def send_progress_back(
    agreement_id: int, user: User, progress_id: int, seen: int, reason: str
) -> Progress:
    """Return it to the OPD with a reason; also what was verified, when it proves wrong."""
    row = _lock(agreement_id, user, progress_id, seen)
    refuse_if(row.state == ProgressState.RETURNED, "Capaian ini sudah dikembalikan.")
    refuse_if(not reason.strip(), "Alasan wajib diisi.")
    row.state, row.reason = ProgressState.RETURNED, reason.strip()
    row.judged_by, row.judged_at = user, timezone.now()
    return _noted(row, user, LogAction.PROGRESS_RETURNED)


def _lock(agreement_id: int, user: User, progress_id: int, seen: int) -> Progress:
    """The row as that person saw it, under the lock of its case."""
    agreement = Agreement.objects.select_for_update().get(pk=agreement_id)
    refuse_if(not may_verify(user), "Memverifikasi capaian hanya wewenang Bagian Kerja Sama.")
    row = agreement.progress.select_related("activity").get(pk=progress_id)
    refuse_if(row.version != seen, STALE)
    return row


def _noted(row: Progress, user: User, action: LogAction, confirmed: Sequence[str] = ()) -> Progress:
    row.version += 1
    row.save()
    detail = {
        "duty": str(row),
        "activity": row.activity_id,
        "quarter": row.quarter,
        "percent": row.percent,
        "output": row.output,
        "file": row.sha256,
        **{name: str(getattr(row, name)) for name in SOURCES},
        **confirmed_as_detail(confirmed),
    }
    note_act(row.agreement, user, action, detail, row.reason)
    return row


@dataclass(frozen=True)
class Money:
    """Planned against realised of one source."""

    label: str
    planned: Decimal
    realised: Decimal

    @property
    def percent(self) -> int | None:
        """How much of the plan was realised; None where nothing was planned."""
        if not self.planned:
            return None
        return round(100 * self.realised / self.planned)


@dataclass(frozen=True)
class ActivityLine:
    """One activity with what became of it. Only what was verified counts as realised."""

    activity: Activity
    quarters: list[tuple[int, Progress | None, bool]]

    @property
    def verified(self) -> list[Progress]:
        """What was verified, in the order of the quarters."""
        return [row for _, row, _ in self.quarters if row and row.is_verified]

    @property
    def waiting(self) -> int:
        """How many quarters wait to be verified."""
        return sum(1 for _, row, _ in self.quarters if row and row.state == ProgressState.SUBMITTED)

    @property
    def percent(self) -> int:
        """How far it has come by the last verified quarter."""
        if not self.verified:
            return 0
        return self.verified[-1].percent

    @property
    def money(self) -> Money:
        return Money(
            "Jumlah", self.activity.value, sum((row.value for row in self.verified), Decimal(0))
        )


@dataclass(frozen=True)
class Year:
    year: int
    lines: list[ActivityLine]

    @property
    def sources(self) -> list[Money]:
        """Planned and realised by source; of those that bear nothing, none."""
        planned = sums_by_source((line.activity, line.activity) for line in self.lines)
        realised = sums_by_source(
            (line.activity, row) for line in self.lines for row in line.verified
        )
        rows = [
            Money(label, sum_, realised.get(label, Decimal(0))) for label, sum_ in planned.items()
        ]
        return [row for row in rows if row.planned or row.realised]

    @property
    def total(self) -> Money:
        rows = self.sources
        return Money(
            "Jumlah",
            sum((row.planned for row in rows), Decimal(0)),
            sum((row.realised for row in rows), Decimal(0)),
        )

    @property
    def percent(self) -> int:
        """The mean of its activities."""
        return round(sum(line.percent for line in self.lines) / len(self.lines))


def plan_by_year(activities: Iterable[Activity], today: date) -> list[Year]:
    """The plan by year; expects the progress of the activities prefetched."""
    lines = [ActivityLine(activity, _quarters(activity, today)) for activity in activities]
    return [
        Year(year, list(rows)) for year, rows in groupby(lines, lambda line: line.activity.year)
    ]


def _quarters(activity: Activity, today: date) -> list[tuple[int, Progress | None, bool]]:
    """Each planned quarter with what was reported, and whether it may be reported now."""
    found = {row.quarter: row for row in activity.progress.all()}
    return [
        (quarter, found.get(quarter), is_quarter_open(activity, quarter, found.get(quarter), today))
        for quarter in activity.quarters
    ]
