"""What whoever signs electronically is asked for, each time anew; and the record of a letter that
was signed by hand.
"""

from datetime import date
from typing import Any

from django import forms

from agreements.documents.signatures.hand_signing import HandSignature
from agreements.forms.uploads import LONGEST_NOTE, WithUpload, upload_field
from agreements.models import Document
from kerjasama.web.fields import DayField
from partners.forms import not_ahead

LENGTH = 16


class SignForm(forms.Form):
    """The NIK by which the provider knows the person, and the passphrase; neither is kept."""

    nik = forms.CharField(
        label="NIK",
        max_length=30,
        help_text=f"{LENGTH} angka, seperti terdaftar di BSrE. Tidak disimpan.",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    frasa = forms.CharField(
        label="Frasa sandi (passphrase) BSrE",
        max_length=200,
        strip=False,
        help_text=(
            "Hanya diteruskan kepada BSrE untuk tanda tangan ini; tidak disimpan dan tidak dicatat."
        ),
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )

    def clean_nik(self) -> str:
        """The sixteen digits without spaces."""
        nik = "".join(self.cleaned_data["nik"].split())
        if not (nik.isascii() and nik.isdigit() and len(nik) == LENGTH):
            raise forms.ValidationError(f"NIK terdiri atas {LENGTH} angka.")
        return nik


class HandSignatureForm(WithUpload, forms.Form):
    """The day that the signed letter bears, and its scan, which is judged by its content."""

    day = DayField(label="Tanggal ditandatangani")
    upload = upload_field("Pindaian surat bertanda tangan", required=True)

    def __init__(self, document: Document, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agreement = document.agreement

    def clean_day(self) -> date | None:
        """A letter that is here was signed today at the latest."""
        return not_ahead(self.cleaned_data["day"])

    def signature(self) -> HandSignature:
        """What to record."""
        content, name = self.cleaned_data["upload"]
        return HandSignature(self.cleaned_data["day"], content, name)


class TakeBackForm(forms.Form):
    """Why a record is taken back."""

    reason = forms.CharField(
        label="Alasan",
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Alasan ini terbaca pada riwayat.",
    )
