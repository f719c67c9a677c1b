"""What the Lembar Evaluasi prints: the concluded evaluation, which never changes."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils import timezone

from agreements.documents.pages import report_papers
from agreements.documents.pages.supporting_papers import instruments_of
from agreements.documents.text import indonesian
from agreements.documents.text.indonesian import TypedLine
from agreements.models import Assessment, Evaluation
from agreements.regulations.evaluation import word_for
from kerjasama.narrowing import require

from .paper_words import OrderedPaper, PaperWords

STANDING = {True: "Tercapai", False: "Belum tercapai"}


class AnsweredQuestion(NamedTuple):
    """A question with its weight, its score and the note beside it."""

    text: str
    weight: int
    score: int | None
    note: str


class AssessedSection(NamedTuple):
    """What one viewpoint answered: `weight` is its share of all, `word` says what the mean
    means.
    """

    title: str
    rows: list[AnsweredQuestion]
    by: str
    on: str
    weight: str
    mean: str
    word: str


class MeasuredIndicator(NamedTuple):
    """An indicator with what reports measured, and whether the target is reached."""

    name: str
    unit: str
    baseline: str
    target: str
    values: list[str]
    standing: str


@dataclass(frozen=True)
class EvaluationSheetWords(PaperWords):
    """The Lembar Evaluasi."""

    evaluation: Evaluation
    naskah: list[str]
    sections: list[AssessedSection]
    overall: str
    overall_word: str
    measured: list[MeasuredIndicator]
    reason: list[TypedLine]
    evaluated_on: str
    below: int


def context_of_evaluation_sheet(paper: OrderedPaper) -> EvaluationSheetWords:
    """The evaluation for which the sheet was ordered."""
    rows = Evaluation.objects.select_related("concluded_by").prefetch_related("assessments__by")
    evaluation = rows.get(agreement=paper.agreement, pk=paper.document.context["evaluation"])
    return EvaluationSheetWords(
        evaluation=evaluation,
        naskah=instruments_of(paper.agreement),
        sections=[_section(row) for row in evaluation.assessments.all()],
        overall=_score(evaluation.overall),
        overall_word=evaluation.word,
        measured=[_measured(row) for row in evaluation.indicators],
        reason=indonesian.format_paragraphs(evaluation.reason),
        evaluated_on=_day(evaluation.concluded_at),
        below=evaluation.questions.explained_below,
    )


def _section(assessment: Assessment) -> AssessedSection:
    mean = require(assessment.mean, "of a concluded evaluation everything is answered")
    total = sum(assessment.evaluation.questions.weights.values())
    return AssessedSection(
        title=assessment.title,
        rows=[
            AnsweredQuestion(question.text, question.weight, score, indonesian.flatten_name(note))
            for question, score, note in assessment.rows
        ],
        by=str(assessment.by),
        on=_day(assessment.submitted_at),
        weight=f"{assessment.weight}/{total}",
        mean=_score(mean),
        word=word_for(mean),
    )


def _measured(row: dict[str, Any]) -> MeasuredIndicator:
    """A row as the evaluation keeps it."""
    values = [
        f"{point['label']}: {report_papers.format_figure_text(point['value'])}"
        for point in row["points"]
    ]
    standing = "Belum diukur"
    if values:
        standing = STANDING[row["reached"]]
    return MeasuredIndicator(
        row["name"],
        row["unit"],
        report_papers.format_figure_text(row["baseline"]),
        report_papers.format_figure_text(row["target"]),
        values,
        standing,
    )


def _score(mean: Decimal | None) -> str:
    """Always with two decimals, so that means stand under each other."""
    return f"{mean or 0:.2f}".replace(".", ",")


def _day(moment: datetime | None) -> str:
    return indonesian.short_date(timezone.localdate(moment))
