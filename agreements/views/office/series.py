"""Pengaturan, Seri nomor: the pattern and the archive classification of each series."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse_lazy
from django.utils import timezone

from agreements.documents import numbering
from agreements.models import NumberSeries
from agreements.views.common import page_status
from agreements.workflow.guarding import Refused
from kerjasama.accounts import patterns
from kerjasama.accounts.models import Unit
from kerjasama.accounts.policy import MANAGERS, allow
from kerjasama.drafts.earlier_values import EarlierValuesMixin
from kerjasama.parameters import primary_key_in
from kerjasama.web import lists
from kerjasama.web.fields import WholeField, typed_fields
from kerjasama.web.requests import AuthenticatedRequest

SERIES = lists.make_listing(
    "seri-nomor",
    {
        "Seri": lambda row: row[0].code,
        "Untuk": lambda row: row[0].title,
        "Unit": lambda row: row[0].unit or "seluruh daerah",
        "Klasifikasi": lambda row: row[0].classification,
        "Contoh nomor": lambda row: row[1],
    },
)
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


@allow(*MANAGERS)
def all_series(request: AuthenticatedRequest) -> HttpResponse:
    """All series, and the form for one of a unit."""
    form = SeriesForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, f"Seri {form.instance} tersimpan.")
        return redirect("seri")
    today = timezone.localdate()
    rows = [
        (series, numbering.text_of(series, 7, today))
        for series in NumberSeries.objects.select_related("unit")
    ]
    shown = {"form": form, "rows": rows}
    status = page_status(is_refused=form.is_bound)
    return lists.show_list(request, "pages/all_series.html", shown, SERIES, status=status)


@allow(*MANAGERS)
@transaction.atomic
def one_series(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The pattern of a series, and from which number it goes on."""
    row = get_object_or_404(NumberSeries.objects.select_related("unit"), pk=pk)
    form_data = start_data = None
    if "mulai" in request.POST:
        start_data = request.POST
    else:
        form_data = request.POST or None
    form = SeriesForm(form_data, instance=row)
    start = StartForm(start_data, series=row)
    if start.is_bound and start.is_valid() and save_number_start(request, start):
        return redirect("seri-rinci", pk)
    if form.is_bound and form.is_valid():
        form.save()
        messages.success(request, f"Seri {row} tersimpan. Nomor yang sudah terbit tidak berubah.")
        return redirect("seri")
    today = timezone.localdate()
    shown = {
        "series": row,
        "form": form,
        "start": start,
        "starts": row.starts.select_related("by"),
    }
    if not form.is_bound:
        shown["next"] = numbering.text_of(row, numbering.next_urut(row, today.year), today)
    status = page_status(is_refused=form.is_bound or start.is_bound)
    return render(request, "pages/series.html", shown, status=status)


def save_number_start(request: AuthenticatedRequest, form: StartForm) -> bool:
    """Keep the start; False with the reason at the field when it is refused."""
    data = form.cleaned_data
    try:
        numbering.start_at(form.series, request.user, data["year"], data["first"])
    except Refused as refusal:
        form.add_error("first", str(refusal))
        return False
    messages.success(
        request, f"Seri {form.series} tahun {data['year']} dimulai dari nomor {data['first']}."
    )
    return True


@allow(*MANAGERS)
def show_number_example(request: AuthenticatedRequest) -> HttpResponse:
    """What the next number would look like, or what is wrong with the pattern, while it is
    typed.
    """
    row = NumberSeries.objects.filter(pk=primary_key_in(request.GET.get("seri", ""))).first()
    form = SeriesForm(request.GET, instance=row)
    form.is_valid()
    wrong = [
        error
        for field in ("pattern", "classification", "unit_code")
        for error in form.errors.get(field, ())
    ]
    return render(
        request,
        "components/number_example.html",
        {"wrong": wrong, "example": "" if form.errors else form.example},
    )
