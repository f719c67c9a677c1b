"""Why something is ended, waived or taken back."""

from django import forms

from .uploads import LONGEST_NOTE


class WhyForm(forms.Form):
    alasan = forms.CharField(
        label="Alasan", max_length=LONGEST_NOTE, widget=forms.Textarea(attrs={"rows": 2})
    )
