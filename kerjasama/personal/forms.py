from typing import Any

from django import forms
from django.core.validators import MinValueValidator

from .models import CorrectionRequest, RetentionRule


class CorrectionForm(forms.ModelForm):
    """What is wrong, and how it should read."""

    class Meta:
        model = CorrectionRequest
        fields = ["wrong", "right"]
        widgets = {
            "wrong": forms.Textarea(attrs={"rows": 3}),
            "right": forms.Textarea(attrs={"rows": 3}),
        }


class CorrectionOfOthersForm(CorrectionForm):
    """The same for somebody without an account, who asked by letter or in person."""

    class Meta(CorrectionForm.Meta):
        fields = ["about", "wrong", "right"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["about"].required = True


class RuleForm(forms.ModelForm):
    """How long a kind is kept; only a trace may go by itself."""

    class Meta:
        model = RetentionRule
        fields = ["days", "goes_by_itself"]
        labels = {"days": "Disimpan berapa hari"}

    def __init__(self, *args: Any, is_trace: bool, least_days: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["days"].validators.append(MinValueValidator(least_days))
        self.fields["days"].help_text = f"Paling sedikit {least_days} hari."
        if not is_trace:
            del self.fields["goes_by_itself"]
