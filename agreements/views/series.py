"""Pengaturan, Seri nomor: the pattern and the archive classification of each series."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse_lazy
from django.utils import timezone

from agreements.documents import numbering
from agreements.models import NumberSeries
from kerjasama.accounts import patterns
from kerjasama.accounts.models import Unit
from kerjasama.accounts.policy import MANAGERS, allow
from kerjasama.parameters import key_in
from kerjasama.web.fields import typed_fields

LIVE = {
    "hx-get": reverse_lazy("seri-contoh"),
    "hx-trigger": "input changed delay:300ms",
    "hx-include": "closest form",
    "hx-target": "#contoh",
    "hx-sync": "closest form:replace",
}


class SeriesForm(forms.ModelForm):
    """Code and unit are given once, when a unit gets a series of its own."""

    code = forms.ChoiceField(label="Kode seri")

    class Meta:
        model = NumberSeries
        formfield_callback = typed_fields
        fields = ["code", "unit", "title", "pattern", "classification", "unit_code"]
        widgets = {name: forms.TextInput(attrs=LIVE) for name in ("pattern", "classification", "unit_code")}
        help_texts = {
            "pattern": f"Kosongkan untuk memakai pola pada profil daerah. Gunakan {patterns.NAMED}.",
            "classification": "Dicetak pada {klasifikasi}, misalnya 100.2.2.3.",
            "unit_code": "Dicetak pada {unit}, misalnya KS.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["code"], self.fields["unit"]
            return
        self.fields["code"].choices = [(code, f"{code}: {title}") for code, title in numbering.titles().items()]
        self.fields["unit"].queryset = Unit.objects.valid_on(timezone.localdate())
        self.fields["unit"].required = True

    def clean_pattern(self):
        pattern = self.cleaned_data["pattern"].strip()
        if pattern:
            patterns.check(pattern, "urut", "tahun")
        return pattern

    def clean(self):
        data = super().clean()
        for field, place in (("classification", "{klasifikasi}"), ("unit_code", "{unit}")):
            if place in (data.get("pattern") or "") and not data.get(field):
                self.add_error(field, f"Pola memuat {place}; isi kodenya.")
        if not self.errors:
            self._refuse_twins(data)
        return data

    def _refuse_twins(self, data: dict) -> None:
        """Two series must not give one number."""
        for field, value in data.items():
            setattr(self.instance, field, value)
        mine = self.example
        for other in NumberSeries.objects.exclude(pk=self.instance.pk).select_related("unit"):
            if numbering.text_of(other, 7, timezone.localdate()) == mine:
                self.add_error("pattern", f"Pola ini memberi nomor yang sama dengan seri {other}. Tambahkan {{jenis}} atau {{unit}}.")
                return

    @property
    def example(self) -> str:
        return numbering.text_of(self.instance, 7, timezone.localdate())


@allow(*MANAGERS)
def all_series(request):
    form = SeriesForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, f"Seri {form.instance} tersimpan.")
        return redirect("seri")
    today = timezone.localdate()
    rows = [(series, numbering.text_of(series, 7, today)) for series in NumberSeries.objects.select_related("unit")]
    return render(request, "pages/all_series.html", {"form": form, "rows": rows}, status=422 if form.is_bound else 200)


@allow(*MANAGERS)
def one_series(request, pk):
    row = get_object_or_404(NumberSeries.objects.select_related("unit"), pk=pk)
    form = SeriesForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, f"Seri {row} tersimpan. Nomor yang sudah terbit tidak berubah.")
        return redirect("seri")
    return render(request, "pages/series.html", {"series": row, "form": form}, status=422 if form.is_bound else 200)


@allow(*MANAGERS)
def example(request):
    """What the next number would look like, or what is wrong with the pattern, while it is typed."""
    row = NumberSeries.objects.filter(pk=key_in(request.GET.get("seri", ""))).first()
    form = SeriesForm(request.GET, instance=row)
    form.is_valid()
    wrong = [error for field in ("pattern", "classification", "unit_code") for error in form.errors.get(field, ())]
    return render(request, "components/number_example.html", {"wrong": wrong, "example": "" if form.errors else form.example})
