"""What the office makes of a requirement that no article asks for."""

from django import forms

from agreements.regulations.local_norms import NormChoice

CHOICES = [(one.value, one.label) for one in NormChoice]


class NormForm(forms.Form):
    """What the office makes of one local norm, and why."""

    choice = forms.ChoiceField(label="Berlaku", choices=CHOICES)
    reason = forms.CharField(
        label="Alasan", max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
