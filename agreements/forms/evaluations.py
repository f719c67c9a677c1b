"""The questions of an evaluation, and its verdict."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from agreements.models import Assessment, Verdict
from agreements.regulations.evaluation import SCALE, Answer, Viewpoint
from kerjasama.drafts.earlier_values import EarlierValuesMixin

from .uploads import LONGEST_NOTE, LONGEST_TEXT

CHOICES = [(score, f"{score} {word.lower()}") for score, word in SCALE.items()]
ASK_FOR = {"score": "Beri nilai.", "note": "Tulis catatan untuk nilai serendah ini."}


class AssessmentForm(EarlierValuesMixin, forms.Form):
    """One score and one note a question. A draft may have gaps; `is_final` asks for the whole."""

    def __init__(
        self, *args: Any, assessment: Assessment, is_final: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.assessment = assessment
        self.is_final = is_final
        below = assessment.evaluation.questions.explained_below
        for question, score, note in assessment.rows:
            self.fields[f"score_{question.code}"] = forms.TypedChoiceField(
                label=question.text,
                help_text=f"{question.hint} Bobot {question.weight}.",
                choices=CHOICES,
                coerce=int,
                empty_value=None,
                initial=score,
                required=False,
                widget=forms.RadioSelect,
            )
            self.fields[f"note_{question.code}"] = forms.CharField(
                label=f"Catatan: {question.text}",
                help_text=f"Wajib bila nilainya di bawah {below}.",
                initial=note,
                required=False,
                max_length=LONGEST_NOTE,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
        self.show_seen()

    @property
    def pairs(self) -> list[tuple[BoundField, BoundField]]:
        """The score of each question with its note."""
        return [
            (self[f"score_{question.code}"], self[f"note_{question.code}"])
            for question in self.assessment.questions
        ]

    @property
    def answers(self) -> dict[str, Answer]:
        """The score and the note of each question, by its code."""
        said = self.cleaned_data
        answers: dict[str, Answer] = {}
        for question in self.assessment.questions:
            answers[question.code] = {
                "score": said.get(f"score_{question.code}"),
                "note": said.get(f"note_{question.code}", "").strip(),
            }
        return answers

    def clean(self) -> dict[str, Any]:
        """What is handed in has no gaps."""
        data = super().clean() or {}
        if not self.is_final:
            return data
        questions = self.assessment.evaluation.questions
        for code, part in questions.gaps(Viewpoint(self.assessment.viewpoint), self.answers):
            name = f"{part}_{code}"
            if name not in self.errors:
                self.add_error(name, ASK_FOR[part])
        return data


class VerdictForm(forms.Form):
    """The verdict on a whole evaluation, with the reason."""

    verdict = forms.ChoiceField(label="Kesimpulan", choices=[("", "Pilih"), *Verdict.choices])
    reason = forms.CharField(
        label="Alasan dan saran",
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Tercetak dalam lembar evaluasi. Kesimpulan tidak dapat diubah lagi.",
    )
