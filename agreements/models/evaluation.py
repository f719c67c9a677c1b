"""An evaluation of a signed agreement: what each viewpoint answered to one version of the
questions, and the verdict.
"""

from decimal import Decimal

from django.conf import settings
from django.db import models

from agreements.regulations.evaluation import (
    SETS,
    EvaluationQuestion,
    QuestionSet,
    Viewpoint,
    word_for,
)


class Verdict(models.TextChoices):
    CONTINUE = "lanjutkan", "Lanjutkan"
    IMPROVE = "perbaiki", "Perbaiki"
    STOP = "hentikan", "Hentikan"


class Evaluation(models.Model):
    """Open until the verdict; then the database refuses every change of it and of what was
    answered.
    """

    agreement = models.ForeignKey(
        "agreements.Agreement", models.PROTECT, related_name="evaluations"
    )
    number = models.PositiveSmallIntegerField()
    version = models.CharField(max_length=10)  # of the questions
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    verdict = models.CharField("kesimpulan", max_length=10, choices=Verdict, blank=True)
    reason = models.TextField("alasan", blank=True)
    # What the accepted reports had measured when the verdict was given, as text: [{"name", "unit",
    # "baseline", …, "points"}].
    indicators = models.JSONField(default=list)
    concluded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    concluded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["agreement_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="one_evaluation_a_number"),
            models.UniqueConstraint(
                fields=["agreement"], condition=models.Q(verdict=""), name="one_open_evaluation"
            ),
            models.CheckConstraint(
                condition=models.Q(verdict="", concluded_at=None)
                | (
                    ~models.Q(verdict="")
                    & ~models.Q(reason="")
                    & models.Q(concluded_at__isnull=False, concluded_by__isnull=False)
                ),
                name="evaluation_is_concluded_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"Evaluasi ke-{self.number}"

    @property
    def is_open(self) -> bool:
        return not self.verdict

    @property
    def questions(self) -> QuestionSet:
        return SETS[self.version]

    @property
    def is_answered(self) -> bool:
        """Whether all viewpoints are in."""
        return all(row.is_submitted for row in self.assessments.all())

    @property
    def overall(self) -> Decimal | None:
        """The weighted mean of what was handed in; None while a viewpoint is missing."""
        return self.questions.overall(
            {
                Viewpoint(row.viewpoint): row.mean
                for row in self.assessments.all()
                if row.is_submitted
            }
        )

    @property
    def word(self) -> str:
        return word_for(self.overall) if self.overall is not None else ""


class Assessment(models.Model):
    """What one viewpoint answers: {question: {"score", "note"}}. `reason` is why it came back, if
    it did.
    """

    evaluation = models.ForeignKey(Evaluation, models.PROTECT, related_name="assessments")
    viewpoint = models.CharField(
        max_length=10, choices=[(viewpoint.value, viewpoint.label) for viewpoint in Viewpoint]
    )
    answers = models.JSONField(default=dict)
    edits = models.PositiveIntegerField(
        default=0
    )  # how often it was saved, so that nobody overwrites what he did not see
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    submitted_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["evaluation", "viewpoint"], name="one_assessment_a_viewpoint"
            )
        ]

    def __str__(self) -> str:
        return f"{self.evaluation}, {self.title}"

    @property
    def title(self) -> str:
        return Viewpoint(self.viewpoint).label

    @property
    def is_submitted(self) -> bool:
        return self.submitted_at is not None

    @property
    def questions(self) -> tuple[EvaluationQuestion, ...]:
        return self.evaluation.questions.questions[Viewpoint(self.viewpoint)]

    @property
    def weight(self) -> int:
        return self.evaluation.questions.weights[Viewpoint(self.viewpoint)]

    @property
    def mean(self) -> Decimal | None:
        return self.evaluation.questions.mean_of(Viewpoint(self.viewpoint), self.answers)

    @property
    def rows(self) -> list[tuple[EvaluationQuestion, int | None, str]]:
        """Each question with its score and note."""
        said = [self.answers.get(question.code, {}) for question in self.questions]
        return [
            (question, told.get("score"), told.get("note", ""))
            for question, told in zip(self.questions, said, strict=True)
        ]
