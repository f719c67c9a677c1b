"""The form of a correction: what stood there, to be put right, and why."""

from datetime import date
from typing import Any

from django import forms

from agreements.models import Evidence
from agreements.workflow import correcting_term
from agreements.workflow.signing_order import fault_of_day
from kerjasama.web.fields import DayField

from .acts import EvidenceForm
from .plausible import on_a_day_off
from .uploads import LONGEST_NOTE, upload_field


class EvidenceCorrectionForm(EvidenceForm):
    """The form of the record itself, filled with what stands there; the reason has a field of its
    own.
    """

    reason = forms.CharField(
        label="Alasan koreksi",
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Terbaca pada riwayat kerja sama ini; tidak tercetak pada dokumen apa pun.",
    )

    def __init__(self, *args: Any, row: Evidence, **kwargs: Any) -> None:
        need = row.need
        assert need is not None, "only what the law of the case asks for is corrected"
        self.row = row
        super().__init__(
            *args, need=need, agreement=row.agreement, initial=initial_of(row), **kwargs
        )
        self.fields["upload"] = upload_field("Berkas pengganti", required=False)
        if row.file_name:
            self.fields["upload"].help_text += f" Kosongkan bila “{row.file_name}” tetap."
        if correcting_term.is_stated(row):
            self._offer_term()
        self.order_fields([name for name in self.fields if name != "reason"] + ["reason"])

    def _offer_term(self) -> None:
        """A recorded naskah states from when until when it is in force; its signing day may be
        unknown.
        """
        agreement = self.row.agreement
        self.fields["decided_on"].required = agreement.signing_day_known
        for name, label in correcting_term.NAMES.items():
            self.fields[name] = DayField(
                label=label, required=name == "effective_on", initial=getattr(agreement, name)
            )
        last = self.fields["expires_on"]
        last.help_text = (
            "Hari terakhir berlaku menurut naskah. Kosongkan bila tanpa tanggal berakhir."
        )
        self.order_fields(["outcome", "decided_on", *correcting_term.NAMES])

    def clean(self) -> dict[str, Any]:
        """The term as it is put right fits the rest of the naskah."""
        data = super().clean()
        if correcting_term.is_stated(self.row) and not self.errors:
            for field, fault in correcting_term.faults_of(self.row, data).items():
                self.add_error(field, fault)
        return data

    def clean_decided_on(self) -> date | None:
        """As of every record; of a signing also in the order in which naskah are signed."""
        if not self.cleaned_data["decided_on"]:
            return None  # required, unless nobody knows the day
        day = super().clean_decided_on()
        if day and self.need.signs and day != self.row.decided_on:
            fault = fault_of_day(self.agreement, self.need, day)
            if fault:
                raise forms.ValidationError(fault)
        return day

    def _offer_kept_files(self) -> None:
        """What is corrected has a file already; another one is handed in here."""

    def values(self) -> dict[str, Any]:
        """What the record is to say from now on."""
        values = self.evidence()
        return {name: value for name, value in values.items() if name != "reason"}

    def _ask_about(self, day: date) -> None:
        """Only of a day that is put in the place of another; what stood there was asked about when
        it was recorded.
        """
        if self.need.signs and day != self.row.decided_on:
            self.ask("decided_on", on_a_day_off(day, "Penandatanganan pada hari itu?"))

    def _printed_day(self) -> date | None:
        """The naskah may state a wrong day too: what counts is the day on which it was signed."""
        return None

    def _earliest(self) -> date | None:
        """The latest date recorded for what this builds on, in the stage of the record."""
        before = self.agreement.evidence.filter(
            void=False, stage_code=self.row.stage_code, requirement_code__in=self.need.after
        )
        days = before.exclude(decided_on=None).order_by("-decided_on")
        return days.values_list("decided_on", flat=True).first()


def initial_of(row: Evidence) -> dict[str, Any]:
    """The fields as they stand, those of an assessment each by its point."""
    initial = {
        "outcome": row.outcome,
        "decided_on": row.decided_on,
        "number": row.number,
        "note": row.note,
    }
    if row.need is None:
        return initial
    points = {point["butir"]: point for point in row.findings}
    for place, text in enumerate(row.need.criteria):
        point = points.get(text, {})
        initial[f"butir_{place}"] = point.get("hasil", "")
        initial[f"catatan_{place}"] = point.get("catatan", "")
    return initial


class AnswerForm(forms.Form):
    """Why a proposed correction is declined."""

    jawaban = forms.CharField(
        label="Alasan menolak", max_length=LONGEST_NOTE, widget=forms.Textarea(attrs={"rows": 2})
    )
