"""What the office corrects in the reference data."""

from django import forms

from . import countries
from .models import RelationCorrection


class RelationCorrectionForm(forms.ModelForm):
    state = forms.ChoiceField(
        label="Negara",
        choices=[("", "Pilih negara"), *countries.STATES],
        help_text="Wilayah mengikuti negaranya.",
    )
    has_relations = forms.TypedChoiceField(
        label="Hubungan diplomatik dengan Indonesia",
        choices=[("", "Pilih"), ("ada", "Ada"), ("tidak", "Tidak ada")],
        coerce=lambda value: value == "ada",
    )
    reason = forms.CharField(
        label="Alasan dan sumbernya",
        min_length=10,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"min_length": "Tulis alasan dengan paling sedikit 10 huruf."},
    )

    class Meta:
        model = RelationCorrection
        fields = ["state", "has_relations", "reason"]
