"""What the Lembar Evaluasi prints: the concluded evaluation, which never changes."""

from datetime import date
from decimal import Decimal

from django.utils import timezone

from agreements.documents.pages import report_papers
from agreements.documents.pages.supporting_papers import instruments_of
from agreements.documents.text import indonesian
from agreements.models import Document, Evaluation
from agreements.regulations.evaluation import word_for
from kerjasama.accounts.models import RegionProfile

from .builders import Outcomes, Words

STANDING = {True: "Tercapai", False: "Belum tercapai"}


def context_of_evaluation_sheet(
    document: Document, region: RegionProfile, day: date, outcomes: Outcomes
) -> Words:
    rows = Evaluation.objects.select_related("concluded_by").prefetch_related("assessments__by")
    evaluation = rows.get(agreement=document.agreement, pk=document.context["evaluation"])
    return {
        "evaluation": evaluation,
        "naskah": instruments_of(document.agreement),
        "sections": [_section(row) for row in evaluation.assessments.all()],
        "overall": _score(evaluation.overall),
        "overall_word": evaluation.word,
        "measured": [_measured(row) for row in evaluation.indicators],
        "reason": indonesian.format_paragraphs(evaluation.reason),
        "evaluated_on": _day(evaluation.concluded_at),
        "below": evaluation.questions.explained_below,
    }


def _section(row) -> dict:
    told = [
        {
            "text": question.text,
            "weight": question.weight,
            "score": score,
            "note": indonesian.flatten_name(note),
        }
        for question, score, note in row.rows
    ]
    mean, total = row.mean, sum(row.evaluation.questions.weights.values())
    share = {"weight": f"{row.weight}/{total}", "mean": _score(mean), "word": word_for(mean)}
    return {
        "title": row.title,
        "rows": told,
        "by": str(row.by),
        "on": _day(row.submitted_at),
        **share,
    }


def _measured(row: dict) -> dict:
    values = [
        f"{point['label']}: {report_papers.format_figure_text(point['value'])}"
        for point in row["points"]
    ]
    standing = STANDING[row["reached"]] if values else "Belum diukur"
    known = {name: report_papers.format_figure_text(row[name]) for name in ("baseline", "target")}
    return {
        "name": row["name"],
        "unit": row["unit"],
        "values": values,
        "standing": standing,
        **known,
    }


def _score(mean: Decimal | None) -> str:
    """Always with two decimals, so that means stand under each other."""
    return f"{mean or 0:.2f}".replace(".", ",")


def _day(moment) -> str:
    return indonesian.short_date(timezone.localdate(moment))
