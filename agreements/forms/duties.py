"""How a duty was fulfilled."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from agreements.models import Agreement, Fulfilment
from agreements.monitoring.duties.ledger import Due
from agreements.regulations.report_contents import last_day
from agreements.workflow import change_effects
from kerjasama.web.asking import AsksFirst
from kerjasama.web.fields import DayField
from kerjasama.writing.days import short_date

from .plausible import ASK_AGAIN
from .uploads import LONGEST_NOTE, WithUpload, upload_field


class FulfilmentForm(AsksFirst, WithUpload, forms.Form):
    """How a duty was fulfilled."""

    done_on = DayField(label="Tanggal disampaikan")
    number = forms.CharField(label="Nomor surat", max_length=100, required=False)
    note = forms.CharField(
        label="Keterangan", required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    upload = upload_field("Berkas", required=False)

    reason = forms.CharField(
        label="Alasan koreksi",
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Terbaca pada riwayat kerja sama ini; tidak tercetak pada dokumen apa pun.",
    )

    def __init__(
        self,
        *args: Any,
        agreement: Agreement,
        due: Due,
        done: Fulfilment | None = None,
        **kwargs: Any,
    ) -> None:
        known = {name: getattr(done, name) for name in ("done_on", "number", "note") if done}
        super().__init__(*args, initial=known, **kwargs)
        if done is None:
            del self.fields["reason"]
        elif done.file_name:
            self.fields["upload"].help_text += f" Kosongkan bila “{done.file_name}” tetap."
        self.agreement = agreement
        self.signed_on = change_effects.signing_day_of(agreement)
        self.due = due
        self.fields["done_on"].initial = timezone.localdate()

    def clean_done_on(self) -> date:
        """A day that can have been, since the naskah was signed."""
        day = self.cleaned_data["done_on"]
        if day > timezone.localdate():
            raise forms.ValidationError("Tanggal tidak boleh sesudah hari ini.")
        if self.signed_on is not None and day < self.signed_on:
            raise forms.ValidationError(
                f"Tanggal tidak boleh mendahului penandatanganan ({self.signed_on:%d/%m/%Y})."
            )
        return day

    def clean(self) -> dict[str, Any]:
        """Asks about a report that was handed in before its period was over."""
        data = super().clean() or {}
        duty = self.due.duty
        last = last_day(duty, self.due.period)
        day = data.get("done_on")
        looks_back = duty.document and not duty.rule.looks_ahead
        if looks_back and day and day <= last:
            self.ask(
                "done_on", f"{self.due.label} baru berakhir pada {short_date(last)}. {ASK_AGAIN}"
            )
        return data
