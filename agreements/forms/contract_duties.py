"""A duty that is entered from its naskah."""

from typing import Any

from django import forms

from agreements.models import AgreementDuty
from kerjasama.web.fields import typed_fields

OWED = ("due_text", "due_party", "due_rhythm", "due_months", "due_days", "basis")


class AgreedDutyForm(forms.ModelForm):
    """What is owed, by whom, when, and by which Pasal of the naskah."""

    class Meta:
        model = AgreementDuty
        formfield_callback = typed_fields
        fields = OWED
        help_texts = {
            "due_text": "Misalnya: Penyampaian laporan penggunaan data.",
            "due_months": "Untuk jatuh tempo tiap sekian bulan atau sekian bulan sebelum berakhir.",
            "due_days": "Untuk jatuh tempo sekian hari sejak penandatanganan atau sesudah masanya.",
            "basis": "Misalnya: Pasal 5 ayat (2) Perjanjian Kerja Sama.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in OWED[:3]:
            self.fields[name].required = True

    def clean_basis(self) -> str:
        return " ".join(self.cleaned_data["basis"].split())

    def clean_due_text(self) -> str:
        return " ".join(self.cleaned_data["due_text"].split())
