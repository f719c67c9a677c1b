"""A candidate for the mitra, and which of them was chosen."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from agreements.models import Agreement, Candidate
from kerjasama.web.fields import DayField, typed_fields
from partners.forms import not_ahead
from partners.models import Partner

from .uploads import LONGEST_NOTE

MULTILINE = ("offer", "good_faith", "experience", "commitment", "note")


class CandidateForm(forms.ModelForm):
    """A partner among those that were found, with what is known of it."""

    class Meta:
        model = Candidate
        formfield_callback = typed_fields
        fields = ["partner", *MULTILINE]
        labels = {"partner": "Mitra yang ditemukan"}
        widgets = {
            "partner": forms.RadioSelect,
            **{name: forms.Textarea(attrs={"rows": 2}) for name in MULTILINE},
        }

    def __init__(self, *args: Any, found: list[Partner], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partner"].empty_label = None
        self.fields["partner"].queryset = Partner.objects.filter(pk__in=[row.pk for row in found])
        if len(found) == 1:
            self.fields["partner"].initial = found[0]


class ChoiceForm(forms.Form):
    """Which candidate the TKKSD chose, when and why."""

    candidate = forms.ModelChoiceField(
        label="Calon yang dipilih",
        queryset=Candidate.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
    )
    decided_on = DayField(label="Tanggal dipilih")
    number = forms.CharField(label="Nomor berita acara", max_length=100, required=False)
    reason = forms.CharField(
        label="Alasan memilih",
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Calon yang dipilih dicatat sesuai dengan ketiga pertimbangan di atas.",
    )

    def __init__(self, *args: Any, agreement: Agreement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows: QuerySet[Candidate] = agreement.candidates.select_related("partner")
        self.fields["candidate"].queryset = rows

    def clean_decided_on(self) -> date | None:
        """A choice that was made."""
        return not_ahead(self.cleaned_data["decided_on"])
