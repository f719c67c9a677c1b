"""Series of numbers: how each is written, and from which number a year goes on."""

from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils import timezone

from agreements.documents import numbering
from agreements.models import NumberSeries
from kerjasama.accounts import patterns
from kerjasama.accounts.models import Unit
from kerjasama.drafts.earlier_values import EarlierValuesMixin
from kerjasama.web.fields import WholeField, typed_fields

LIVE = {
    "hx-get": reverse_lazy("seri-contoh"),
    "hx-trigger": "input changed delay:300ms",
    "hx-include": "closest form",
    "hx-target": "#contoh",
    "hx-sync": "closest form:replace",
}


class SeriesForm(EarlierValuesMixin, forms.ModelForm):
    """Code and unit are given once, when a unit gets a series of its own."""

    code = forms.ChoiceField(label="Kode seri")

    class Meta:
        model = NumberSeries
        formfield_callback = typed_fields
        fields = [
            *("code", "unit", "title", "pattern", "classification", "unit_code"),
            *("active_years", "inactive_years", "fate"),
        ]
        widgets = {
            name: forms.TextInput(attrs=LIVE) for name in ("pattern", "classification", "unit_code")
        }
        help_texts = {
            "pattern": (
                f"Kosongkan untuk memakai pola pada profil daerah. Gunakan {patterns.NAMED}."
            ),
            "classification": "Dicetak pada {klasifikasi}, misalnya 100.2.2.3.",
            "unit_code": "Dicetak pada {unit}, misalnya KS.",
            "active_years": (
                "Menurut jadwal retensi arsip daerah; ikut tersimpan dalam data dokumen final."
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pattern"].shows_example = True
        if self.instance.pk:
            del self.fields["code"], self.fields["unit"]
            return
        self.fields["code"].choices = [
            (code, f"{code}: {title}") for code, title in numbering.series_titles().items()
        ]
        self.fields["unit"].queryset = Unit.objects.valid_on(timezone.localdate())
        self.fields["unit"].required = True

    def clean_pattern(self) -> str:
        pattern = self.cleaned_data["pattern"].strip()
        if pattern:
            patterns.check_pattern(pattern, "urut", "tahun")
        return pattern

    def clean(self) -> dict[str, Any]:
        """What the pattern prints is filled in, and no other series gives the same number."""
        data = super().clean() or {}
        for field, place in (("classification", "{klasifikasi}"), ("unit_code", "{unit}")):
            if place in (data.get("pattern") or "") and not data.get(field):
                self.add_error(field, f"Pola memuat {place}; isi kodenya.")
        if not self.errors:
            self._refuse_twins(data)
        return data

    def _refuse_twins(self, data: dict[str, Any]) -> None:
        """Two series must not give one number."""
        for field, value in data.items():
            setattr(self.instance, field, value)
        mine = self.example
        for other in NumberSeries.objects.exclude(pk=self.instance.pk).select_related("unit"):
            if numbering.text_of(other, 7, timezone.localdate()) == mine:
                self.add_error(
                    "pattern",
                    f"Pola ini memberi nomor yang sama dengan seri {other}. Tambahkan {{jenis}}"
                    " atau {unit}.",
                )
                return

    @property
    def example(self) -> str:
        """A number as the pattern prints it."""
        return numbering.text_of(self.instance, 7, timezone.localdate())


class StartForm(forms.Form):
    """From which number the year goes on, for an office that begins in the middle of it."""

    year = WholeField(label="Tahun", min_value=2000, max_value=2100)
    first = WholeField(
        label="Mulai dari nomor",
        min_value=1,
        max_value=99_999,
        help_text="Nomor urut pertama yang diberikan aplikasi ini pada tahun itu, misalnya 47.",
    )

    def __init__(self, *args: Any, series: NumberSeries, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.series = series
        year = timezone.localdate().year
        self.fields["year"].initial = year
        self.fields["first"].initial = numbering.next_urut(series, year)
