"""The evaluations of a signed agreement, one of them, and what a viewpoint answers."""

from collections.abc import Sequence
from dataclasses import dataclass

from agreements.forms.evaluations import AssessmentForm, VerdictForm
from agreements.forms.report_forms import ReturnForm
from agreements.models import Agreement, Assessment, Document, Evaluation
from agreements.monitoring.implementation import evaluating, indicators
from agreements.monitoring.implementation.indicators import Series
from agreements.regulations.citations import Citation
from agreements.regulations.evaluation import evaluation_law_of
from kerjasama.accounts.models import User


@dataclass(frozen=True)
class EvaluationsPage:
    """All evaluations of a case, the newest first, with what the law says and what was measured."""

    law: Sequence[Citation]
    series: list[Series]
    rows: Sequence[Evaluation]
    may_begin: bool


@dataclass(frozen=True)
class Viewpoint:
    """What a viewpoint answers; `is_mine` says that the reader may answer now."""

    assessment: Assessment
    is_mine: bool


@dataclass(frozen=True)
class HandedIn:
    """What a viewpoint handed in, with the form that sends it back."""

    assessment: Assessment
    return_form: ReturnForm | None


@dataclass(frozen=True)
class EvaluationPage:
    """One evaluation: its viewpoints, what was measured while it is open, its verdict and the
    sheets that were made of it, the newest first.
    """

    evaluation: Evaluation
    viewpoints: list[Viewpoint]
    handed_in: list[HandedIn]
    series: list[Series]
    verdict_form: VerdictForm | None
    papers: list[Document]
    may_print: bool

    @property
    def is_waiting(self) -> bool:
        """Whether a sheet is being made."""
        return any(paper.is_queued for paper in self.papers)


@dataclass(frozen=True)
class AssessmentPage:
    """The questions of one viewpoint; `version` is what its person has seen of the answers."""

    assessment: Assessment
    form: AssessmentForm
    version: str | int
    series: list[Series]


def build_evaluations_page(user: User, agreement: Agreement) -> EvaluationsPage:
    """The evaluations of a case."""
    known = agreement.evaluations.select_related("by").prefetch_related("assessments")
    may_evaluate = evaluating.may_evaluate(user, agreement)
    return EvaluationsPage(
        law=evaluation_law_of(agreement.track_code),
        series=indicators.indicators_of(agreement),
        rows=list(known.order_by("-number")),
        may_begin=may_evaluate and not evaluating.obstacle_to_evaluation(agreement),
    )


def build_evaluation_page(
    user: User,
    evaluation: Evaluation,
    verdict: VerdictForm | None = None,
    returned: tuple[str, ReturnForm] | None = None,
) -> EvaluationPage:
    """One evaluation. `verdict` is a form to show again, `returned` the viewpoint that was to be
    sent back with its form.
    """
    agreement = evaluation.agreement
    rows = _assessments_of(evaluation)
    concludes = evaluation.is_open and evaluating.may_conclude(user)
    if verdict is None and evaluation.is_answered:
        verdict = VerdictForm()
    papers = agreement.documents.filter(kind=evaluating.SHEET, context__evaluation=evaluation.pk)
    return EvaluationPage(
        evaluation=evaluation,
        viewpoints=[Viewpoint(row, _may_answer_now(user, row)) for row in rows],
        handed_in=_handed_in(rows, concludes=concludes, returned=returned),
        series=indicators.indicators_of(agreement) if evaluation.is_open else [],
        verdict_form=verdict if evaluation.is_answered and concludes else None,
        papers=list(papers.order_by("-pk")),
        may_print=not evaluation.is_open and evaluating.may_evaluate(user, agreement),
    )


def _assessments_of(evaluation: Evaluation) -> list[Assessment]:
    rows = list(evaluation.assessments.all())
    for row in rows:
        row.evaluation = evaluation
    return rows


def _handed_in(
    rows: list[Assessment], *, concludes: bool, returned: tuple[str, ReturnForm] | None
) -> list[HandedIn]:
    """What was handed in, each with the form that sends it back."""
    return [
        HandedIn(row, _return_form(row, concludes=concludes, returned=returned))
        for row in rows
        if row.is_submitted
    ]


def _may_answer_now(user: User, row: Assessment) -> bool:
    is_open = row.evaluation.is_open and not row.is_submitted
    return is_open and evaluating.may_answer(user, row)


def _return_form(
    row: Assessment, *, concludes: bool, returned: tuple[str, ReturnForm] | None
) -> ReturnForm | None:
    """The form that sends this viewpoint back, for whoever concludes."""
    if returned and returned[0] == row.viewpoint:
        return returned[1]
    return ReturnForm(auto_id=f"id_{row.viewpoint}_%s") if concludes else None
