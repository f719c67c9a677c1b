"""A mail to the partner."""

from django import forms

from .uploads import LONGEST_TEXT


class MailingForm(forms.Form):
    perihal = forms.CharField(label="Perihal", max_length=250)
    isi = forms.CharField(
        label="Isi surel", max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 18})
    )

    def clean_perihal(self) -> str:
        return " ".join(self.cleaned_data["perihal"].split())
