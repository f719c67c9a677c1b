"""What is typed of a letter that came in, and of what became of it."""

from datetime import date
from typing import Any

from django import forms

from agreements.documents import store
from agreements.documents.letters.writers import OFFICE
from agreements.models import Agreement, IncomingLetter, Outcome
from kerjasama.accounts.models import Unit, User
from kerjasama.accounts.policy import OPD_ROLES
from kerjasama.web.fields import typed_fields
from partners.forms import not_ahead

from .uploads import LONGEST_NOTE, clean_upload, upload_field


class IncomingForm(forms.ModelForm):
    """A letter with its scan. An OPD registers what it received itself."""

    upload = upload_field("Pindaian surat", required=True)

    class Meta:
        model = IncomingLetter
        formfield_callback = typed_fields
        fields = [
            "sender",
            "number",
            "day",
            "received_on",
            "subject",
            "upload",
            "unit",
            "instruction",
            "due_on",
        ]
        widgets = {
            "subject": forms.Textarea(attrs={"rows": 2}),
            "instruction": forms.Textarea(attrs={"rows": 2}),
        }
        help_texts = {"unit": "Kosongkan bila ditangani Bagian Kerja Sama."}

    def __init__(self, user: User, agreement: Agreement | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.agreement = agreement
        for field in self.fields.values():
            field.error_messages["required"] = f"{str(field.label).capitalize()} wajib diisi."
        self.fields["upload"].error_messages["required"] = "Pilih pindaian suratnya."
        if not user.roles & set(OFFICE):
            own = Unit.objects.filter(pk__in=user.units_as(*OPD_ROLES))
            units: Any = self.fields["unit"]
            units.queryset, units.required = own, True
            self.initial.setdefault("unit", own.first())

    def clean_received_on(self) -> date | None:
        """What is here came today at the latest."""
        return not_ahead(self.cleaned_data["received_on"])

    def clean_upload(self) -> tuple[bytes, str]:
        """The content of the scan and its name."""
        upload = self.cleaned_data["upload"]
        return clean_upload(upload, self.instance.agreement), upload.name[:200]

    def clean(self) -> dict[str, Any]:
        """Nothing came before it was written."""
        told: dict[str, Any] = super().clean() or {}
        day, came = told.get("day"), told.get("received_on")
        if day and came and came < day:
            self.add_error("received_on", "Surat tidak diterima sebelum tanggal suratnya.")
        return told

    def letter(self) -> IncomingLetter:
        """The unsaved letter; its scan is named here and stored by `keep_file`."""
        letter: IncomingLetter = self.save(commit=False)
        content, letter.file_name = self.cleaned_data["upload"]
        letter.sha256 = store.digest_of(content)
        return letter

    def keep_file(self) -> None:
        """Store the scan, once nothing was refused."""
        store.store_bytes(self.cleaned_data["upload"][0])


class SettleForm(forms.Form):
    """What became of it."""

    outcome = forms.ChoiceField(label="Hasil", choices=Outcome.choices, widget=forms.RadioSelect)
    note = forms.CharField(
        label="Keterangan",
        max_length=LONGEST_NOTE,
        required=False,
        help_text="Misalnya nomor surat jawabannya.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
