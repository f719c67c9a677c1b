"""The questions of an evaluation, and its verdict."""

from django import forms

from agreements.models import Assessment, Verdict
from agreements.regulations.evaluation import SCALE, Viewpoint
from kerjasama.drafts.earlier_values import EarlierValuesMixin

from .uploads import LONGEST_NOTE, LONGEST_TEXT

CHOICES = [(score, f"{score} {word.lower()}") for score, word in SCALE.items()]


class AssessmentForm(EarlierValuesMixin, forms.Form):
    """One score and one note a question. A draft may have gaps; `is_final` asks for the whole."""

    def __init__(self, *args, assessment: Assessment, is_final: bool = False, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.assessment, self.is_final = assessment, is_final
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
    def pairs(self) -> list[tuple]:
        """The score of each question with its note."""
        return [
            (self[f"score_{question.code}"], self[f"note_{question.code}"])
            for question in self.assessment.questions
        ]

    @property
    def answers(self) -> dict[str, dict]:
        said = self.cleaned_data
        codes = [question.code for question in self.assessment.questions]
        return {
            code: {"score": said.get(f"score_{code}"), "note": said.get(f"note_{code}", "").strip()}
            for code in codes
        }

    def clean(self):
        data = super().clean()
        if self.is_final:
            gaps = self.assessment.evaluation.questions.gaps(
                Viewpoint(self.assessment.viewpoint), self.answers
            )
            for (code, part), _ in gaps.items():
                if (name := f"{part}_{code}") not in self.errors:
                    self.add_error(
                        name,
                        "Beri nilai."
                        if part == "score"
                        else "Tulis catatan untuk nilai serendah ini.",
                    )
        return data


class VerdictForm(forms.Form):
    verdict = forms.ChoiceField(label="Kesimpulan", choices=[("", "Pilih"), *Verdict.choices])
    reason = forms.CharField(
        label="Alasan dan saran",
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Tercetak dalam lembar evaluasi. Kesimpulan tidak dapat diubah lagi.",
    )
