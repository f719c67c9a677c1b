"""A dispute, and what a step of its road brought."""

from datetime import date
from typing import Any

from django import forms

from agreements.models import Agreement, Dispute
from agreements.monitoring.disputes import StepResult, asks_berita_acara, require_day_of_dispute
from agreements.regulations.disputes import DisputeStep, outcomes_open_to
from agreements.workflow.guarding import Refused
from kerjasama.web.fields import DayField

from .uploads import LONGEST_NOTE, LONGEST_TEXT, WithUpload, upload_field

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

    def __init__(self, *args: Any, agreement: Agreement) -> None:
        super().__init__(*args)
        self.agreement = agreement

    def clean_day(self) -> date:
        """A day on which the dispute can have arisen."""
        day: date = self.cleaned_data["day"]
        try:
            require_day_of_dispute(self.agreement, day)
        except Refused as refusal:
            raise forms.ValidationError(list(refusal.reasons)) from None
        return day


class DisputeWithdrawalForm(forms.Form):
    """Why a dispute is withdrawn."""

    reason = forms.CharField(
        label="Alasan",
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Mengapa catatan ini keliru. Alasan tercatat dalam riwayat.",
    )

    def __init__(self, *args: Any, dispute: Dispute) -> None:
        super().__init__(*args)
        self.auto_id = f"id_tarik_{dispute.pk}_%s"


class StepForm(WithUpload, forms.Form):
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

    def __init__(self, *args: Any, step: DisputeStep, dispute: Dispute) -> None:
        super().__init__(*args)
        self.auto_id = f"id_langkah_{dispute.pk}_%s"
        self.agreement, self.step_code = dispute.agreement, step.code
        if asks_berita_acara(self.agreement, step.code):
            upload = self.fields["upload"]
            upload.help_text = f"{SIGNED_HERE} {upload.help_text}"
        self.fields["outcome"].choices = [
            (outcome, outcome[:1].upper() + outcome[1:])
            for outcome in outcomes_open_to(step, one_province=self.agreement.one_province)
        ]

    def result(self) -> StepResult:
        """What was typed; the file is named here and stored by `keep_file`."""
        return StepResult(**self.told())
