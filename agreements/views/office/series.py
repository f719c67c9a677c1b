"""Pengaturan, Seri nomor: the pattern and the archive classification of each series."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from agreements.documents import numbering
from agreements.forms.series import SeriesForm, StartForm
from agreements.models import NumberSeries
from agreements.pages.office.series import build_all_series_page, build_series_page
from agreements.views.common import page_status
from agreements.workflow.guarding import Refused
from kerjasama.accounts.policy import MANAGERS, allow
from kerjasama.parameters import primary_key_in
from kerjasama.web import lists
from kerjasama.web.requests import AuthenticatedRequest

SERIES = lists.make_listing(
    "seri-nomor",
    {
        "Seri": lambda row: row.series.code,
        "Untuk": lambda row: row.series.title,
        "Unit": lambda row: row.series.unit or "seluruh daerah",
        "Klasifikasi": lambda row: row.series.classification,
        "Contoh nomor": lambda row: row.example,
    },
)


@allow(*MANAGERS)
def all_series(request: AuthenticatedRequest) -> HttpResponse:
    """All series, and the form for one of a unit."""
    form = SeriesForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, f"Seri {form.instance} tersimpan.")
        return redirect("seri")
    page = build_all_series_page(form, timezone.localdate())
    status = page_status(is_refused=form.is_bound)
    return lists.show_page(request, "pages/all_series.html", page, SERIES, status)


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
    page = build_series_page(row, form, start, timezone.localdate())
    status = page_status(is_refused=form.is_bound or start.is_bound)
    return render(request, "pages/series.html", {"page": page}, status=status)


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
