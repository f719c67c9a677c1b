"""How a duty was fulfilled, or why it is waived."""

from django import forms
from django.conf import settings
from django.utils import timezone

from agreements.documents import store
from agreements.models import Agreement
from partners.forms import day_input

from .uploads import UPLOAD_ACCEPT, clean_upload


class FulfilmentForm(forms.Form):
    """How a duty was fulfilled."""

    done_on = forms.DateField(label="Tanggal disampaikan", widget=day_input())
    number = forms.CharField(label="Nomor surat", max_length=100, required=False)
    note = forms.CharField(label="Keterangan", required=False, widget=forms.Textarea(attrs={"rows": 2}))
    upload = forms.FileField(
        label="Berkas",
        required=False,
        help_text=f"PDF, JPEG, atau PNG; paling besar {settings.UPLOAD_LIMIT_MB} MB.",
        widget=forms.FileInput(attrs={"accept": UPLOAD_ACCEPT}),
        error_messages={"empty": "Berkas kosong (0 byte). Pilih berkas lain."},
    )

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

    def clean_upload(self):
        upload = self.cleaned_data["upload"]
        return (clean_upload(upload), upload.name[:200]) if upload else None

    def evidence(self) -> dict:
        """What is to be kept; the file is stored only now, when everything else was right."""
        data = self.cleaned_data.copy()
        file = data.pop("upload")
        return data | ({"sha256": store.put(file[0]), "file_name": file[1]} if file else {})


class WaiverForm(forms.Form):
    alasan = forms.CharField(label="Alasan", widget=forms.Textarea(attrs={"rows": 2}))
