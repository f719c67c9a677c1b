"""Forms of reports: clean, nothing else."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone

from agreements.forms.plausible import ASK_AGAIN, period_is_not_over
from agreements.forms.uploads import LONGEST_NOTE, LONGEST_TEXT
from agreements.models import Report
from agreements.monitoring.leadership import recap
from agreements.regulations.duties import RECAPPED
from agreements.regulations.report_contents import asked_of
from kerjasama.drafts.earlier_values import EarlierValuesMixin
from kerjasama.web.asking import BOX, AsksFirst
from kerjasama.web.fields import DayField, FigureField, WholeField
from kerjasama.writing.days import short_date
from kerjasama.writing.figures import format_number

MEASURE = "indikator_"
SEMESTERS = [("1", "Semester I"), ("2", "Semester II")]


def _shown(kept: str) -> str:
    """A figure that a report keeps as text, as people read it."""
    return format_number(Decimal(kept))


class ReportForm(EarlierValuesMixin, AsksFirst, forms.Form):
    """Only what cannot be read from the agreement. A draft may have gaps; whether it is complete is
    asked when it is submitted.
    """

    def __init__(self, *args: Any, report: Report, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.report = report
        for section in asked_of(report.duty):
            self.fields[section.code] = forms.CharField(
                label=section.question,
                help_text=section.hint,
                initial=report.sections.get(section.code, ""),
                required=False,
                max_length=LONGEST_TEXT,
                widget=forms.Textarea(attrs={"rows": 4}),
            )
        for row in report.indicators:
            begun = _shown(row["baseline"])
            aimed = _shown(row["target"])
            self.fields[f"{MEASURE}{row['id']}"] = FigureField(
                label=f"{row['name']} ({row['unit']})",
                help_text=f"Kondisi awal {begun}, target {aimed}.",
                initial=Decimal(row["realised"]) if row["realised"] else None,
                required=False,
                max_digits=14,
                decimal_places=2,
            )
        self.show_seen()

    def clean(self) -> dict[str, Any]:
        """Asks whether a report of a period that still runs is to be submitted."""
        data = super().clean() or {}
        if "ajukan" in self.data:
            still_runs = period_is_not_over(self.report.label, self.report.last_day)
            self.ask(None, still_runs, answer="Ya, ajukan laporan ini sekarang")
        return data

    @property
    def texts(self) -> dict[str, str]:
        """What was written, by section."""
        return {
            name: value.strip()
            for name, value in self.cleaned_data.items()
            if not name.startswith((MEASURE, BOX))
        }

    @property
    def realised(self) -> dict[int, str]:
        """What was measured, by indicator; an empty text where nothing was."""
        measured = {}
        for name, value in self.cleaned_data.items():
            if name.startswith(MEASURE):
                indicator = int(name.removeprefix(MEASURE))
                measured[indicator] = "" if value is None else str(value)
        return measured


class ReturnForm(forms.Form):
    """What is to be mended in a report that is sent back."""

    alasan = forms.CharField(
        label="Yang perlu diperbaiki",
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class SpanForm(forms.Form):
    """Of which cooperations and which span a recap tells."""

    keluarga = forms.ChoiceField(
        label="Kerja sama", choices=[(code, title) for code, (title, _) in RECAPPED.items()]
    )
    tahun = WholeField(label="Tahun", min_value=2000, max_value=2100)
    semester = forms.ChoiceField(
        label="Semester", choices=SEMESTERS, help_text="Untuk KSDD dan KSDPK; yang lain satu tahun."
    )

    @property
    def span(self) -> recap.Span:
        """The semester that was chosen; the whole year where the law asks for a recap a year."""
        chosen = self.cleaned_data
        first = recap.Span(chosen["keluarga"], date(chosen["tahun"], 1, 1))
        if chosen["semester"] == "2" and first.is_semester:
            return recap.Span(chosen["keluarga"], date(chosen["tahun"], 7, 1))
        return first


class SendForm(AsksFirst, forms.Form):
    """The letter with which the head of region sends the recap on."""

    done_on = DayField(label="Tanggal surat")
    number = forms.CharField(label="Nomor surat", max_length=100)

    def __init__(self, *args: Any, span: recap.Span, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.span = span

    def clean(self) -> dict[str, Any]:
        """Asks about a letter written before the span was over."""
        data = super().clean() or {}
        day = data.get("done_on")
        if day and day <= self.span.last:
            self.ask(
                "done_on",
                f"{self.span.title} baru berakhir pada {short_date(self.span.last)}. {ASK_AGAIN}",
            )
        return data

    def clean_done_on(self) -> date:
        day = self.cleaned_data["done_on"]
        if day > timezone.localdate():
            raise forms.ValidationError("Tanggal tidak boleh sesudah hari ini.")
        return day
