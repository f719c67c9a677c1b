"""The page on which a head names who handles cases: what will be written of each, before it is."""

from collections.abc import Sequence
from dataclasses import dataclass

from agreements.forms.assigning import AssignmentForm, HandlerForm
from agreements.models import Agreement
from agreements.monitoring.assigning import MOST, AssignmentPlan
from agreements.monitoring.turns import page_of_case
from agreements.pages.chosen_rows import LeftOutRow


@dataclass(frozen=True)
class PassingRow:
    """A case, who handles it now and who will."""

    title: str
    address: str
    former: str
    person: str


@dataclass(frozen=True)
class AssignmentPage:
    """An assignment before it is written; without a chosen person it only asks for one."""

    back: str
    handler: HandlerForm
    form: AssignmentForm
    cases: list[str]
    rows: list[PassingRow]
    left_out: list[LeftOutRow]
    lost: int
    person: str
    # What is written when the head agrees: exactly what stands here.
    keys: list[int]
    # The cases as they are named to the same page once a person is chosen.
    kept: list[tuple[str, str]]
    is_planned: bool
    has_too_many: bool

    @property
    def may_assign(self) -> bool:
        return bool(self.rows) and not self.has_too_many

    @property
    def most(self) -> int:
        return MOST

    @property
    def title(self) -> str:
        if len(self.cases) == 1:
            return f"Tugaskan: {self.cases[0]}"
        return f"Tugaskan {len(self.cases)} kerja sama"

    @property
    def title_of_rows(self) -> str:
        return "Yang ditugaskan" if self.person else "Yang dilepas"

    @property
    def verb(self) -> str:
        """What the button does."""
        what = "kerja sama ini" if len(self.cases) == 1 else f"{len(self.rows)} kerja sama"
        return f"Tugaskan {what} kepada {self.person}" if self.person else f"Lepas {what}"


def build_assignment_page(
    cases: Sequence[Agreement],
    plan: AssignmentPlan | None,
    handler: HandlerForm,
    form: AssignmentForm,
    *,
    back: str,
    kept: list[tuple[str, str]],
    lost: int,
) -> AssignmentPage:
    """The page; `plan` is what the chosen person would get, None while nobody is chosen."""
    chosen = handler.chosen if plan else None
    rows, left = (plan.rows, plan.left) if plan else ((), ())
    return AssignmentPage(
        back=back,
        handler=handler,
        form=form,
        cases=[case.title for case in cases],
        rows=[
            PassingRow(
                row.case.title,
                page_of_case(row.case.pk),
                str(row.former or "-"),
                str(row.person or "-"),
            )
            for row in rows
        ],
        left_out=[LeftOutRow(row.case.title, page_of_case(row.case.pk), row.why) for row in left],
        lost=lost,
        person=str(chosen[1]) if chosen else "",
        keys=[row.case.pk for row in rows],
        kept=kept,
        is_planned=plan is not None,
        has_too_many=len(cases) > MOST,
    )
