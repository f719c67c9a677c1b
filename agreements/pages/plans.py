"""The rencana kerja of a case against what became of it, its form, and a quarter of an activity."""

from dataclasses import dataclass

from django.forms import BaseInlineFormSet
from django.utils import timezone

from agreements.documents.archive.integrity import mark_damaged_rows
from agreements.forms.plans import PlannedForm, ProgressForm, ReasonForm
from agreements.forms.report_forms import ReturnForm
from agreements.models import Activity, Agreement, Progress, ProgressState, StageEvent
from agreements.models.progress import first_day_of_quarter
from agreements.monitoring.implementation import progress
from agreements.monitoring.implementation.progress import Year
from agreements.monitoring.implementation.work_plans import PlanStatus
from agreements.regulations.plans import PlanLaw
from kerjasama.accounts.models import User

ROMAN = ("I", "II", "III", "IV")


@dataclass(frozen=True)
class PlanPage:
    """The plan by year with its realisation, and all its versions; `old` is one that was asked for,
    `why_not` says why it cannot be changed now.
    """

    law: PlanLaw | None
    years: list[Year]
    status: PlanStatus | None
    versions: list[StageEvent]
    old: StageEvent | None
    may_write: bool
    why_not: str
    may_report: bool

    @property
    def lacks_plan(self) -> bool:
        """Whether one is asked for and none is there."""
        return self.status is PlanStatus.NONE


@dataclass(frozen=True)
class PlanFormPage:
    """All activities in one form; `version` is what its person has seen of the plan."""

    law: PlanLaw | None
    rows: "BaseInlineFormSet[Activity, Agreement, PlannedForm]"
    reason: ReasonForm
    needs_reason: bool
    version: str | int | None
    why_not: str

    @property
    def tells_of_change(self) -> bool:
        """Whether it says by which article a plan in force is changed."""
        return self.needs_reason and self.law is not None and bool(self.law.change)

    @property
    def is_open(self) -> bool:
        """Whether the form stands there: it may be sent, or shows what was sent."""
        return self.rows.is_bound or not self.why_not


@dataclass(frozen=True)
class QuarterPage:
    """What became of one activity in one quarter, the `number` of which is 1 to 4, with the forms
    for who reports and who judges.
    """

    activity: Activity
    number: int
    progress: Progress | None
    has_begun: bool
    form: ProgressForm | None
    return_form: ReturnForm | None
    may_verify: bool

    @property
    def quarter(self) -> str:
        """Its number as people write it."""
        return ROMAN[self.number - 1]


def build_quarter_page(
    user: User,
    agreement: Agreement,
    row: Activity,
    quarter: int,
    found: Progress | None,
    form: ProgressForm | None,
    back: ReturnForm | None,
) -> QuarterPage:
    """The quarter, with forms as they were typed or fresh ones for who may use them; `back` sends
    what was reported back.
    """
    today = timezone.localdate()
    is_open = progress.is_quarter_open(row, quarter, found, today)
    if form is None and is_open and progress.may_report(user, agreement):
        reported = found or Progress(agreement=agreement, activity=row, quarter=quarter)
        form = ProgressForm(instance=reported)
    mark_damaged_rows([found] if found else [])
    judges = _is_judged(found) and progress.may_verify(user)
    if back is None and judges:
        back = ReturnForm()
    return QuarterPage(
        activity=row,
        number=quarter,
        progress=found,
        has_begun=first_day_of_quarter(row.year, quarter) <= today,
        form=form,
        return_form=back,
        may_verify=judges and found is not None and found.state == ProgressState.SUBMITTED,
    )


def _is_judged(found: Progress | None) -> bool:
    """Whether something was reported that is verified, or may be."""
    return found is not None and found.state != ProgressState.RETURNED
