"""One step of a trial."""

from django import forms


class TrialStepForm(forms.Form):
    """What is done, how it ends, and after how many steps."""

    step = forms.CharField(max_length=60)
    outcome = forms.CharField(max_length=60, required=False)
    after = forms.IntegerField(min_value=0, max_value=400)
