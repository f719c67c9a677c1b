"""What is to become of an agreement at its end, and the days before it on which people are told."""

import re

from django import forms

from agreements.models import Choice
from agreements.monitoring.ending.deciding import MOST_DAYS
from kerjasama.drafts.earlier_values import EarlierValuesMixin
from kerjasama.web.fields import WholeField

from .uploads import LONGEST_NOTE

MOST_STEPS = 12


class DecisionForm(forms.Form):
    """One choice with its reason, given or recommended."""

    choice = forms.ChoiceField(label="Pilihan", choices=[("", "Pilih"), *Choice.choices])
    reason = forms.CharField(
        label="Alasan", max_length=LONGEST_NOTE, widget=forms.Textarea(attrs={"rows": 2})
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)


class LadderForm(EarlierValuesMixin, forms.Form):
    """The steps of one kind of naskah; left empty, the first values hold again."""

    steps = forms.CharField(
        label="Hari sebelum berakhir",
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"size": 30}),
    )

    def clean_steps(self) -> list[int]:
        """The days as numbers, the most first, each once."""
        parts = [part for part in re.split(r"[\s,;]+", self.cleaned_data["steps"]) if part]
        if not all(part.isascii() and part.isdigit() and int(part) <= MOST_DAYS for part in parts):
            raise forms.ValidationError(
                f"Tulis bilangan hari 0 sampai {MOST_DAYS}, dipisahkan koma. Contoh: 180, 90,"
                " 30, 0."
            )
        if len(parts) > MOST_STEPS:
            raise forms.ValidationError(f"Paling banyak {MOST_STEPS} anak tangga.")
        return sorted({int(part) for part in parts}, reverse=True)


class DecisionTermForm(EarlierValuesMixin, forms.Form):
    """How many days before the end it is decided what is to become of a naskah."""

    days = WholeField(label="Hari", min_value=1, max_value=MOST_DAYS)
