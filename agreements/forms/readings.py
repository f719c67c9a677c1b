"""Which of several readings of the texts this office follows."""

from django import forms
from django.http import QueryDict

from agreements.regulations.open_questions import OpenQuestion
from agreements.regulations.titles import with_titles
from kerjasama.drafts.earlier_values import EarlierValuesMixin


class ReadingForm(EarlierValuesMixin, forms.Form):
    """The choice on one question, and why."""

    choice = forms.ChoiceField(label="Bacaan yang dipakai")
    reason = forms.CharField(
        label="Alasan", max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, data: QueryDict | None, reading: OpenQuestion, chosen: str) -> None:
        super().__init__(data, initial={"choice": chosen}, auto_id=f"{reading.code}-%s")
        self.fields["choice"].choices = [
            (one.code, with_titles(one.text)) for one in reading.choices
        ]
