"""A dispute, and what a step of its road brought."""

from typing import Any

from django import forms

from agreements.documents import store
from agreements.models import Agreement
from agreements.monitoring.disputes import StepResult, asks_berita_acara
from agreements.regulations.disputes import DisputeStep, outcomes_open_to
from kerjasama.web.fields import DayField

from .uploads import LONGEST_NOTE, LONGEST_TEXT, clean_upload, upload_field

SIGNED_HERE = (
    "Berita acara yang dibuat di Surat pendukung dan sudah ditandatangani diunggah di sini."
)


class DisputeForm(forms.Form):
    """What the dispute is about, and since when."""

    subject = forms.CharField(
        label="Pokok perselisihan",
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Apa yang diperselisihkan, dan Pasal mana yang menyangkutnya.",
    )
    day = DayField(label="Tanggal timbul")


class DisputeWithdrawalForm(forms.Form):
    """Why a dispute is withdrawn."""

    reason = forms.CharField(
        label="Alasan",
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Mengapa catatan ini keliru. Alasan tercatat dalam riwayat.",
    )


class StepForm(forms.Form):
    """What the present step brought."""

    outcome = forms.ChoiceField(label="Hasil", widget=forms.RadioSelect)
    day = DayField(label="Tanggal")
    number = forms.CharField(label="Nomor berita acara atau surat", max_length=100, required=False)
    note = forms.CharField(
        label="Isi kesepakatan atau keputusan",
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Sebutkan kewajiban yang berubah; perubahan naskah tetap melalui adendum.",
    )
    upload = upload_field("Berita acara, surat, atau keputusan", required=False)

    def __init__(self, *args: Any, step: DisputeStep, agreement: Agreement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agreement, self.step_code = agreement, step.code
        if asks_berita_acara(agreement, step.code):
            upload = self.fields["upload"]
            upload.help_text = f"{SIGNED_HERE} {upload.help_text}"
        self.fields["outcome"].choices = [
            (outcome, outcome[:1].upper() + outcome[1:])
            for outcome in outcomes_open_to(step, one_province=agreement.one_province)
        ]

    def result(self) -> StepResult:
        """What was typed, with the file stored."""
        data = self.cleaned_data
        sha256 = file_name = ""
        if upload := data["upload"]:
            sha256, file_name = store.store_bytes(data["content"]), upload.name[:200]
        return StepResult(
            data["outcome"], data["day"], data["note"], data["number"], sha256, file_name
        )

    def clean(self) -> dict[str, Any]:
        """The file is judged by its content."""
        data = super().clean() or {}
        if upload := data.get("upload"):
            try:
                data["content"] = clean_upload(upload, self.agreement)
            except forms.ValidationError as fault:
                self.add_error("upload", fault)
        return data
