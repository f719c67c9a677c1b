"""Buku nomor: every number of every series and year, what became of it, and whether any is missing."""

import csv

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Case, OuterRef, QuerySet, Subquery, Value, When
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from agreements.documents import numbering
from agreements.documents.kinds import KINDS
from agreements.models import Agreement, Evidence, Number, NumberSeries
from agreements.regulations import catalogue
from agreements.workflow.engine import Refused
from kerjasama.accounts.policy import NUMBER_KEEPERS, NUMBER_READERS, allow
from kerjasama.parameters import key_in

PAGE = 50
SHOWN = (
    "text year urut state reserved_for at reason cancelled_at series__code series__unit__name document__kind document__state "
    "document__revision agreement__title by__username by__first_name by__last_name "
    "cancelled_by__username cancelled_by__first_name cancelled_by__last_name"
).split()
COLUMNS = ("Nomor", "Seri", "Tahun", "Urut", "Status", "Untuk", "Kerja sama", "Nomor pihak lain", "Tanggal", "Oleh", "Alasan batal")
# The record of the signing, by the kind of the naskah.
NEEDS = [need for track in catalogue.TRACKS for stage in track.stages for need in stage.requirements]
SIGNINGS = {need.signs: need.code for need in NEEDS if need.signs}
SIGNING = Case(*(When(document__kind=kind, then=Value(code)) for kind, code in SIGNINGS.items()), default=Value(""))


class ReserveForm(forms.Form):
    series = forms.ModelChoiceField(NumberSeries.objects.select_related("unit"), label="Seri")
    purpose = forms.CharField(label="Untuk", max_length=200, help_text="Surat atau naskah yang akan memakai nomor ini.")
    agreement = forms.ModelChoiceField(Agreement.objects.only("title"), required=False, widget=forms.HiddenInput)


class CancelForm(forms.Form):
    reason = forms.CharField(label="Alasan", max_length=300)


def chosen(request) -> tuple[int, int]:
    """(year, series) asked for; this year and all series unless said otherwise."""
    year = request.GET.get("tahun", "")
    is_year = year.isdecimal() and len(year) == 4
    return int(year) if is_year else timezone.localdate().year, key_in(request.GET.get("seri", ""))


def numbers_of(year: int, series: int) -> QuerySet:
    signing = Evidence.objects.filter(agreement=OuterRef("document__agreement"), requirement_code=OuterRef("signing"), void=False)
    rows = Number.objects.filter(year=year, **({"series": series} if series else {})).annotate(signing=SIGNING)
    rows = rows.select_related("series__unit", "document", "agreement", "by", "cancelled_by").only(*SHOWN)
    return rows.annotate(theirs=Subquery(signing.values("number")[:1])).order_by("series__code", "series__unit__name", "-urut")


def purpose_of(number: Number) -> str:
    if number.document is None:
        return number.reserved_for
    return f"{KINDS[number.document.kind].title} revisi {number.document.revision}"


@allow(*NUMBER_READERS)
def book(request, reserve_form: ReserveForm | None = None):
    year, series = chosen(request)
    page = Paginator(numbers_of(year, series), PAGE).get_page(request.GET.get("halaman"))
    agreement = Agreement.objects.only("title").filter(pk=key_in(request.GET.get("kerja-sama", ""))).first()
    years = list(numbering.years())
    shown = {
        "year": year,
        "series": NumberSeries.objects.select_related("unit").filter(pk=series).first(),
        "years": sorted({row["year"] for row in years} | {timezone.localdate().year}, reverse=True),
        "summary": [(row, row["last"] - row["drawn"]) for row in years if row["year"] == year],
        "gaps": numbering.gaps(series, year) if series else [],
        "page": page,
        "rows": [(number, purpose_of(number)) for number in page],
        "reserve_form": reserve_form or ReserveForm(initial={"series": series, "agreement": agreement}),
        "agreement": agreement,
        "query": f"tahun={year}" + (f"&seri={series}" if series else ""),
        "cancel_form": CancelForm(),
    }
    return render(request, "pages/numbers.html", shown, status=422 if reserve_form else 200)


@allow(*NUMBER_READERS)
def download(request):
    """The book as a table for a spreadsheet."""
    year, series = chosen(request)
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="buku-nomor-{year}.csv"'
    writer = csv.writer(response, delimiter=";")
    writer.writerow(COLUMNS)
    for number in numbers_of(year, series):
        day, title = timezone.localdate(number.at).isoformat(), number.agreement.title if number.agreement else ""
        cells = (number.text, str(number.series), number.year, number.urut, number.get_state_display(), purpose_of(number), title)
        writer.writerow(map(_cell, (*cells, number.theirs or "", day, number.by or "", number.reason)))
    return response


def _cell(value: object) -> str:
    """As text that no spreadsheet takes for a formula."""
    text = str(value)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t")) else text


@allow(*NUMBER_KEEPERS)
@require_POST
def reserve(request):
    form = ReserveForm(request.POST)
    if not form.is_valid():
        return book(request, form)
    data = form.cleaned_data
    return _answer(
        request,
        lambda: numbering.reserve(data["series"], request.user, data["purpose"], data["agreement"]),
        "Nomor {} dipesan.",
    )


@allow(*NUMBER_KEEPERS)
@require_POST
def mark_used(request, pk):
    get_object_or_404(Number, pk=pk)
    return _answer(request, lambda: numbering.mark_used(pk, request.user), "Nomor {} tercatat sudah dipakai.")


@allow(*NUMBER_KEEPERS)
@require_POST
def cancel(request, pk):
    get_object_or_404(Number, pk=pk)
    reason = CancelForm(request.POST)
    why = reason.cleaned_data["reason"] if reason.is_valid() else ""
    return _answer(request, lambda: numbering.cancel(pk, request.user, why), "Nomor {} dibatalkan dan tidak akan dipakai lagi.")


def _answer(request, act, success: str):
    """Back to the series of the number, with what happened or why not."""
    try:
        number = act()
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("nomor")
    messages.success(request, success.format(number.text))
    return redirect(f"{reverse('nomor')}?tahun={number.year}&seri={number.series_id}")
