from typing import Any

from django import forms

from .models import CorrectionRequest


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
