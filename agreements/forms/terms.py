"""The office's own norms: days and kinds of day per term, and its own days off."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format

from agreements.models import DayOff
from agreements.workflow.deadlines import national_days_off
from kerjasama.drafts.earlier_values import EarlierValuesMixin
from kerjasama.web.fields import WholeField, typed_fields

KINDS = [("kerja", "hari kerja"), ("kalender", "hari kalender")]


class TermForm(EarlierValuesMixin, forms.Form):
    """Days and kind of day of one term."""

    days = WholeField(label="Hari", min_value=1, max_value=365, required=False)
    day_kind = forms.ChoiceField(label="Jenis hari", choices=KINDS)


class DutyDaysForm(EarlierValuesMixin, forms.Form):
    """After how many days a duty is due."""

    days = WholeField(label="Hari", min_value=1, max_value=365)


class DayOffForm(forms.ModelForm):
    """A day on which this office does not work."""

    class Meta:
        model = DayOff
        formfield_callback = typed_fields
        fields = ["day", "name"]


class WorkedDayForm(forms.Form):
    """A national holiday or cuti bersama that a later decree made a working day."""

    day = forms.ChoiceField(label="Hari libur yang menjadi hari kerja")
    decree = forms.CharField(
        label="Nomor keputusan",
        max_length=150,
        help_text=(
            "Keputusan yang mengubahnya, misalnya keputusan bersama tiga menteri tentang perubahan"
            " hari libur."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        taken = set(DayOff.objects.values_list("day", flat=True))
        this_year = timezone.localdate().year
        self.days = {
            day: name
            for year in range(this_year - 1, this_year + 2)
            for day, name in national_days_off(year).items()
            if day not in taken
        }
        named = [
            (day.isoformat(), f"{date_format(day, 'l, j F Y')}: {name}")
            for day, name in self.days.items()
        ]
        self.fields["day"].choices = [("", "Pilih hari"), *named]

    def save(self) -> DayOff:
        """Keep the day as one on which the office works."""
        day = date.fromisoformat(self.cleaned_data["day"])
        return DayOff.objects.create(
            day=day, name=self.days[day], is_worked=True, decree=self.cleaned_data["decree"]
        )
