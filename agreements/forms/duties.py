"""How a duty was fulfilled."""

from django import forms
from django.utils import timezone

from agreements.models import Agreement
from kerjasama.web.fields import DayField

from .uploads import WithUpload, upload_field


class FulfilmentForm(WithUpload, forms.Form):
    """How a duty was fulfilled."""

    done_on = DayField(label="Tanggal disampaikan")
    number = forms.CharField(label="Nomor surat", max_length=100, required=False)
    note = forms.CharField(label="Keterangan", required=False, widget=forms.Textarea(attrs={"rows": 2}))
    upload = upload_field("Berkas", required=False)

    def __init__(self, *args, agreement: Agreement, **kwargs):
        super().__init__(*args, **kwargs)
        self.signed_on = agreement.effective_on
        self.fields["done_on"].initial = timezone.localdate()

    def clean_done_on(self):
        day = self.cleaned_data["done_on"]
        if day > timezone.localdate():
            raise forms.ValidationError("Tanggal tidak boleh sesudah hari ini.")
        if day < self.signed_on:
            raise forms.ValidationError(f"Tanggal tidak boleh mendahului penandatanganan ({self.signed_on:%d/%m/%Y}).")
        return day
