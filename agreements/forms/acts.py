"""What is recorded on the way: approvals, decisions, uploads, words of the discussion, and why a case was sent back or halted."""

from datetime import date

from dateutil.relativedelta import relativedelta
from django import forms
from django.utils import timezone

from agreements.documents import signatures, store
from agreements.models import Agreement, Comment, DocumentState
from agreements.regulations.vocabulary import Kind, Requirement
from kerjasama.web.asking import AsksFirst
from kerjasama.web.fields import DayField

from .plausible import before_its_paper, before_its_stage, on_a_day_off
from .uploads import LONGEST_NOTE, clean_upload, upload_field

EARLIEST = date(2000, 1, 1)


class SigningDayForm(AsksFirst, forms.Form):
    """The day a naskah is to bear: the one on which it will be signed, today when nothing is said."""

    hari = DayField(
        label="Tanggal penandatanganan",
        required=False,
        initial=timezone.localdate,
        help_text="Tanggal ini tercetak pada naskah. Bila penandatanganan ditunda, buat ulang naskahnya.",
    )

    def clean_hari(self) -> date | None:
        day, today = self.cleaned_data["hari"], timezone.localdate()
        if day and abs(relativedelta(day, today).years) >= 1:
            raise forms.ValidationError("Tanggal penandatanganan berada dalam setahun dari hari ini.")
        return day

    def clean(self) -> dict:
        data = super().clean() or {}
        if day := data.get("hari"):
            self.ask("hari", on_a_day_off(day, "Naskah akan memuat tanggal ini."))
        return data


class EvidenceForm(AsksFirst, forms.Form):
    """The small form of one requirement: approval, record or upload."""

    outcome = forms.ChoiceField(label="Hasil")
    decided_on = DayField(label="Tanggal")
    number = forms.CharField(label="Nomor surat", max_length=100, required=False)
    note = forms.CharField(label="Keterangan", required=False, max_length=LONGEST_NOTE, widget=forms.Textarea(attrs={"rows": 2}))
    upload = upload_field("Berkas", required=True)

    def __init__(self, *args, need: Requirement, agreement: Agreement, **kwargs):
        super().__init__(*args, **kwargs)
        self.need, self.agreement, self.content = need, agreement, b""
        self.fields["outcome"].choices = chosen_among(need.outcomes)
        self.fields["decided_on"].initial = timezone.localdate()
        unused = {Kind.APPROVAL: ("outcome", "number", "decided_on", "upload"), Kind.RECORD: (), Kind.UPLOAD: ("outcome", "decided_on")}
        for name in unused.get(need.kind, ()):
            del self.fields[name]
        if need.kind is Kind.RECORD:
            self.fields["upload"].required = False
        if need.signs:
            self.fields["number"].label = "Nomor naskah pihak mitra"
            self.fields["decided_on"].label = "Tanggal ditandatangani"
            self.fields["decided_on"].initial = self._printed_day() or timezone.localdate()
        for place, point in enumerate(need.criteria):
            self.fields[f"butir_{place}"] = forms.ChoiceField(label=point, choices=chosen_among(("sesuai", "tidak sesuai")))
            self.fields[f"catatan_{place}"] = forms.CharField(label=f"Catatan: {point}", required=False, max_length=LONGEST_NOTE)

    def clean_decided_on(self):
        day = self.cleaned_data["decided_on"]
        if day > timezone.localdate():
            raise forms.ValidationError("Tanggal tidak boleh sesudah hari ini.")
        if day < EARLIEST:
            raise forms.ValidationError(f"Tanggal tidak boleh sebelum tahun {EARLIEST.year}. Periksa kembali tahunnya.")
        earliest = self._earliest()
        if earliest and day < earliest:
            raise forms.ValidationError(f"Tanggal tidak boleh mendahului langkah sebelumnya ({earliest:%d/%m/%Y}).")
        printed = self._printed_day()
        if printed and day != printed:
            raise forms.ValidationError(
                f"Naskah mencantumkan tanggal {printed:%d/%m/%Y}. Catat tanggal itu, atau buat ulang naskah dengan tanggal yang benar."
            )
        return day

    def _printed_day(self) -> date | None:
        """The day that the naskah whose signing this records states."""
        ready = self.agreement.documents.filter(kind=self.need.signs, draft=False, state=DocumentState.READY) if self.need.signs else None
        paper = ready.order_by("pk").last() if ready else None
        return date.fromisoformat(paper.context["date"]) if paper else None

    def _earliest(self):
        """The latest date recorded for what this requirement builds on."""
        before = self.agreement.evidence.filter(
            void=False, stage_code=self.agreement.stage_code, requirement_code__in=self.need.after, decided_on__isnull=False
        )
        return before.order_by("-decided_on").values_list("decided_on", flat=True).first()

    def clean(self):
        data = super().clean()
        upload = data.pop("upload", None)
        if upload:
            try:
                self.content, data["file_name"] = clean_upload(upload), upload.name[:200]
            except forms.ValidationError as error:
                self.add_error("upload", error)
        if self.need.criteria:
            data["findings"] = [
                {"butir": point, "hasil": data.pop(f"butir_{place}", ""), "catatan": data.pop(f"catatan_{place}", "")}
                for place, point in enumerate(self.need.criteria)
            ]
        self._clean_number(data)
        if day := data.get("decided_on"):
            self._ask_about(day)
        return data

    def _ask_about(self, day: date) -> None:
        """Ask what speaks against the day: the papers it follows, else the stage; of a signing also the calendar."""
        early = before_its_paper(self.agreement, self.need, day) or before_its_stage(self.agreement, day)
        resting = on_a_day_off(day, "Penandatanganan pada hari itu?") if self.need.signs else ""
        self.ask("decided_on", early, resting)

    def evidence(self) -> dict:
        """What the engine is to keep."""
        file = {"sha256": store.name_of(self.content), "signatures": signatures.examine(self.content)} if self.content else {}
        return self.cleaned_data | file | {"confirmed": self.confirmed}

    def keep_file(self) -> None:
        if self.content:
            store.put(self.content)

    def _clean_number(self, data: dict) -> None:
        """Two signed naskah of one partner cannot bear one number."""
        number = data.get("number", "").strip()
        if self.need.signs and number and self._is_used(number):
            self.add_error("number", "Nomor naskah ini sudah dicatat pada kerja sama lain dengan mitra yang sama.")

    def _is_used(self, number: str) -> bool:
        others = Agreement.objects.filter(partner=self.agreement.partner_id, evidence__number=number, evidence__void=False)
        return others.exclude(pk=self.agreement.pk).exists()


def chosen_among(outcomes: tuple[str, ...]) -> list[tuple[str, str]]:
    """The outcomes for a select; where there are several, none stands there before somebody chose it."""
    return [("", "Pilih")] * (len(outcomes) > 1) + [(outcome, outcome[0].upper() + outcome[1:]) for outcome in outcomes]


class CommentForm(forms.ModelForm):
    class Meta:
        model = Comment
        fields = ["text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 2})}


class SendBackForm(forms.Form):
    tujuan = forms.ChoiceField(label="Ke tahap")
    alasan = forms.CharField(label="Alasan", max_length=LONGEST_NOTE, widget=forms.Textarea(attrs={"rows": 2}))
    butir = forms.CharField(
        label="Butir perbaikan",
        help_text="Satu per baris. OPD menandai tiap butir setelah diperbaiki.",
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, stages, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["tujuan"].choices = [(stage.code, stage.name) for stage in stages]

    def clean_butir(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["butir"].splitlines() if line.strip()]
