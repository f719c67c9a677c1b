"""The answers to the questions on one kind of cooperation."""

from collections.abc import Sequence
from typing import Any

from django import forms

from agreements.regulations.self_check import Question


class SelfCheckForm(forms.Form):
    """One choice for each question; all must be answered."""

    def __init__(self, questions: Sequence[Question], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        for question in questions:
            self.fields[question.code] = forms.ChoiceField(
                label=question.text,
                choices=[(choice, choice) for choice in question.choices],
                widget=forms.RadioSelect,
                error_messages={"required": "Pilih satu jawaban."},
            )

    @property
    def missed(self) -> list[str]:
        """The codes of the questions answered wrongly."""
        given = self.cleaned_data
        return [one.code for one in self.questions if given[one.code] != one.answer]
