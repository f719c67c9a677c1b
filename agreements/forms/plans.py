"""The rencana kerja and the progress of its activities."""

from typing import Any

from dateutil.relativedelta import relativedelta
from django import forms
from django.core.validators import MaxLengthValidator
from django.forms import inlineformset_factory
from django.utils import timezone

from agreements.documents.pages.tables import QUARTERS
from agreements.models import Activity, Agreement, Progress
from agreements.models.activity import SOURCES
from agreements.models.progress import first_day_of_quarter
from agreements.monitoring.implementation.work_plans import REPORTED
from kerjasama.accounts.models import Unit
from kerjasama.drafts.earlier_values import EarlierValuesMixin
from kerjasama.web.asking import AsksFirst
from kerjasama.web.fields import WholePercentField, typed_fields
from kerjasama.web.plain_select import PlainSelect

from .plausible import period_is_not_over
from .rows import ActivityRows
from .uploads import LONGEST_NOTE, WithUpload, upload_field

MOST_ACTIVITIES = 50


class BasePlanFormSet(ActivityRows):
    """The rows of the plan. What was reported may not be lost by taking away its activity, its year
    or its quarter.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        today = timezone.localdate()
        self.usual = {"unit": kwargs["instance"].owner_id, "year": today.year}
        super().__init__(*args, initial=[self.usual] * MOST_ACTIVITIES, **kwargs)
        units = {unit.pk: str(unit) for unit in Unit.objects.valid_on(today)}
        units.setdefault(self.instance.owner_id, str(self.instance.owner))
        self.units = [("", "Belum ditentukan"), *units.items()]
        self.reported: dict[int, list[int]] = {}
        for activity, quarter in Progress.objects.filter(agreement=self.instance).values_list(
            "activity", "quarter"
        ):
            self.reported.setdefault(activity, []).append(quarter)

    def add_fields(self, form: forms.ModelForm, index: int | None) -> None:
        """Offer the units of today, and that of the row, which may be none any more."""
        super().add_fields(form, index)
        if index is None:
            # The row that "+ Baris" copies begins like the others.
            form.initial = {**self.usual, **form.initial}
        units = dict(self.units)
        if form.instance.unit_id:
            units.setdefault(form.instance.unit_id, str(form.instance.unit))
        form.fields["unit"].choices = list(units.items())

    def clean(self) -> None:
        """What was reported keeps its activity, its year and its quarter."""
        super().clean()
        for form in self.initial_forms:
            if quarters := self.reported.get(form.instance.pk):
                self._keep(form, quarters)

    def _keep(self, form: forms.ModelForm, quarters: list[int]) -> None:
        first = form.cleaned_data.get("quarter_from", 1)
        last = form.cleaned_data.get("quarter_to", 4)
        if self._should_delete_form(form):
            form.add_error(None, REPORTED)
        elif "year" in form.changed_data:
            form.add_error(
                "year", "Capaian kegiatan ini sudah dilaporkan; tahunnya tidak dapat diubah."
            )
        elif min(quarters) < first or last < max(quarters):
            form.add_error(
                "quarter_to", "Triwulan yang capaiannya sudah dilaporkan harus tetap termasuk."
            )


class PlannedForm(EarlierValuesMixin, forms.ModelForm):
    """One activity of the plan."""


PlanFormSet = inlineformset_factory(
    Agreement,
    Activity,
    form=PlannedForm,
    formfield_callback=typed_fields,
    formset=BasePlanFormSet,
    fields=[
        "name",
        "output",
        "unit",
        "location",
        "beneficiaries",
        "roles",
        "year",
        "quarter_from",
        "quarter_to",
        "amount_region",
        "amount_partner",
        "giver",
        "amount_other",
        "in_kind",
        "amount_in_kind",
    ],
    widgets={"unit": PlainSelect, "giver": PlainSelect},
    labels={"output": "Keluaran yang diharapkan"},
    extra=1,
    max_num=MOST_ACTIVITIES,
    validate_max=True,
)


class ReasonForm(forms.Form):
    """Why a plan in force is changed."""

    alasan = forms.CharField(
        label="Alasan perubahan",
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Wajib bila rencana yang sudah berjalan diubah; tercatat dalam riwayat.",
    )


class ProgressForm(AsksFirst, WithUpload, forms.ModelForm):
    """One quarter of one activity. What was done needs its evidence."""

    upload = upload_field("Bukti", required=False, before="Laporan, foto, atau berita acara.")

    class Meta:
        model = Progress
        formfield_callback = typed_fields
        fields = ["percent", "output", *SOURCES, "note"]
        field_classes = {"percent": WholePercentField}
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "percent": "Sejak awal kegiatan sampai akhir triwulan ini, 0 sampai 100.",
            "output": "Contoh: 2 dari 4 pelatihan, 60 peserta.",
            "amount_region": "Yang dibelanjakan dalam triwulan ini saja.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agreement = self.instance.agreement
        self.fields["note"].validators.append(MaxLengthValidator(LONGEST_NOTE))

    def clean(self) -> dict[str, Any]:
        """What was done needs its evidence; a quarter that still runs is asked about."""
        data = super().clean() or {}
        is_done = any(data.get(name) for name in ("percent", *SOURCES))
        has_evidence = data.get("upload") or self.instance.sha256
        if is_done and not has_evidence and "upload" not in self.errors:
            self.add_error("upload", "Lampirkan bukti atas capaian atau realisasi ini.")
        self._ask_about_the_quarter()
        return data

    def _ask_about_the_quarter(self) -> None:
        year = self.instance.activity.year
        quarter = self.instance.quarter
        last = first_day_of_quarter(year, quarter) + relativedelta(months=3, days=-1)
        running = period_is_not_over(f"Triwulan {QUARTERS[quarter - 1]} {year}", last)
        self.ask(None, running, answer="Ya, ajukan capaian ini sekarang")
