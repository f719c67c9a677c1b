"""Forms of reports: clean, nothing else."""

from django import forms

from agreements.models import Report
from agreements.regulations.reports import asked_of

from .uploads import LONGEST_NOTE, LONGEST_TEXT

MEASURE = "indikator_"


class ReportForm(forms.Form):
    """Only what cannot be read from the agreement. A draft may have gaps; whether it is complete is asked when it is submitted."""

    def __init__(self, *args, report: Report, **kwargs):
        super().__init__(*args, **kwargs)
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
            self.fields[f"{MEASURE}{row['id']}"] = forms.DecimalField(
                label=f"{row['name']} ({row['unit']})",
                help_text=f"Kondisi awal {row['baseline']}, target {row['target']}.".replace(".00", ""),
                initial=row["realised"] or None,
                required=False,
                max_digits=14,
                decimal_places=2,
                widget=forms.NumberInput(attrs={"step": "any"}),
            )

    @property
    def texts(self) -> dict[str, str]:
        return {name: value.strip() for name, value in self.cleaned_data.items() if not name.startswith(MEASURE)}

    @property
    def realised(self) -> dict[int, str]:
        """What was measured, by indicator; an empty text where nothing was."""
        measured = {name: value for name, value in self.cleaned_data.items() if name.startswith(MEASURE)}
        return {int(name.removeprefix(MEASURE)): "" if value is None else str(value) for name, value in measured.items()}


class ReturnForm(forms.Form):
    alasan = forms.CharField(label="Yang perlu diperbaiki", max_length=LONGEST_NOTE, widget=forms.Textarea(attrs={"rows": 3}))
