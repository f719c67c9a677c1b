"""Numbers that are reserved, and that are cancelled."""

from django import forms

from agreements.models import Agreement, NumberSeries


class ReserveForm(forms.Form):
    """Takes the next number of a series before there is a paper that bears it."""

    series = forms.ModelChoiceField(
        NumberSeries.objects.select_related("unit"), label="Seri", empty_label="Pilih seri"
    )
    purpose = forms.CharField(
        label="Untuk", max_length=200, help_text="Surat atau naskah yang akan memakai nomor ini."
    )
    agreement = forms.ModelChoiceField(
        Agreement.objects.only("title"), required=False, widget=forms.HiddenInput
    )


class CancelForm(forms.Form):
    reason = forms.CharField(label="Alasan", max_length=300)
