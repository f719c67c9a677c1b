"""Buku nomor: every number of every series and year, what became of it, and whether any is
missing.
"""

from collections.abc import Callable

from django.contrib import messages
from django.db.models import Case, OuterRef, QuerySet, Subquery, Value, When
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from agreements.documents import numbering
from agreements.forms.numbers import CancelForm, ReserveForm
from agreements.models import Agreement, Evidence, Number
from agreements.pages.office.numbers import build_number_book
from agreements.regulations import catalogue
from agreements.views.common import page_status
from agreements.workflow.guarding import Refused
from kerjasama.accounts.policy import NUMBER_KEEPERS, NUMBER_READERS, allow
from kerjasama.parameters import primary_key_in
from kerjasama.web import lists
from kerjasama.web.requests import AuthenticatedRequest

PAGE = 50
SHOWN = (
    "text year urut state reserved_for at reason cancelled_at series__code series__unit__name"
    " document__kind document__state document__revision agreement__title by__username"
    " by__first_name by__last_name cancelled_by__username cancelled_by__first_name"
    " cancelled_by__last_name"
).split()
SUMMARY = lists.make_listing(
    "seri-tahunan",
    {
        "Seri": lambda row: " ".join(
            filter(None, (row.counts["series__code"], row.counts["series__unit__name"]))
        ),
        "Untuk": lambda row: row.counts["series__title"],
        "Nomor terakhir": lambda row: row.counts["last"],
        "Terbit": lambda row: row.counts["issued"],
        "Dipesan": lambda row: row.counts["reserved"],
        "Batal": lambda row: row.counts["cancelled"],
        "Celah": lambda row: row.missing,
    },
)
BOOK = lists.make_listing(
    "buku-nomor",
    {
        "Nomor": lambda row: row.number.text,
        "Seri": lambda row: row.number.series,
        "Tahun": lambda row: row.number.year,
        "Urut": lambda row: row.number.urut,
        "Status": lambda row: row.number.get_state_display(),
        "Untuk": lambda row: row.purpose,
        "Kerja sama": lambda row: getattr(row.number.agreement, "title", ""),
        "Nomor pihak lain": lambda row: row.number.theirs,
        "Tanggal": lambda row: timezone.localdate(row.number.at),
        "Oleh": lambda row: row.number.by,
        "Alasan batal": lambda row: row.number.reason,
    },
)
# The record of the signing, by the kind of the naskah.
NEEDS = [
    need for track in catalogue.TRACKS for stage in track.stages for need in stage.requirements
]
SIGNINGS = {need.signs: need.code for need in NEEDS if need.signs}
SIGNING = Case(
    *(When(document__kind=kind, then=Value(code)) for kind, code in SIGNINGS.items()),
    default=Value(""),
)


def chosen_year_and_series(request: AuthenticatedRequest) -> tuple[int, int]:
    """(year, series) asked for; this year and all series unless said otherwise."""
    asked = request.GET.get("tahun", "")
    year = timezone.localdate().year
    if asked.isdecimal() and len(asked) == 4:
        year = int(asked)
    return year, primary_key_in(request.GET.get("seri", ""))


def numbers_of(year: int, series: int) -> QuerySet[Number]:
    """The numbers of a year and series (0 for all), each with the number that the other party gave
    when the naskah was signed.
    """
    signing = Evidence.objects.filter(
        agreement=OuterRef("document__agreement"), requirement_code=OuterRef("signing"), void=False
    )
    rows = Number.objects.filter(year=year)
    if series:
        rows = rows.filter(series=series)
    rows = rows.annotate(signing=SIGNING).only(*SHOWN)
    rows = rows.select_related("series__unit", "document", "agreement", "by", "cancelled_by")
    return rows.annotate(theirs=Subquery(signing.values("number")[:1])).order_by(
        "series__code", "series__unit__name", "-urut"
    )


@allow(*NUMBER_READERS)
def show_number_book(
    request: AuthenticatedRequest, reserve_form: ReserveForm | None = None
) -> HttpResponse:
    """The numbers of one year by series, with the gaps; `reserve_form` is one to show again."""
    year, series = chosen_year_and_series(request)
    status = page_status(is_refused=bool(reserve_form))
    asked = primary_key_in(request.GET.get("kerja-sama", ""))
    agreement = Agreement.objects.only("title").filter(pk=asked).first()
    form = reserve_form or ReserveForm(initial={"series": series, "agreement": agreement})
    pages = lists.page_of_rows(request, numbers_of(year, series), PAGE)
    shows_summary = lists.asked_part(request) == "seri"
    page = build_number_book(year, series, pages, form, agreement, shows_summary=shows_summary)
    listing = SUMMARY if shows_summary else BOOK
    return lists.show_page(request, "pages/numbers.html", page, listing, status)


@allow(*NUMBER_READERS)
def redirect_to_number_file(request: AuthenticatedRequest) -> HttpResponse:
    """The address under which the book was downloaded before."""
    query = request.GET.copy()
    query["unduh"] = "csv"
    return redirect(f"{reverse('nomor')}?{query.urlencode()}")


@allow(*NUMBER_KEEPERS)
@require_POST
def reserve_number_view(request: AuthenticatedRequest) -> HttpResponse:
    """Reserve the next number of a series."""
    form = ReserveForm(request.POST)
    if not form.is_valid():
        return show_number_book(request, form)
    data = form.cleaned_data
    return _answer(
        request,
        lambda: numbering.reserve_number(
            data["series"], request.user, data["purpose"], data["agreement"]
        ),
        "Nomor {} dipesan.",
    )


@allow(*NUMBER_KEEPERS)
@require_POST
def mark_number_used_view(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Record that a reserved number is used outside this system."""
    get_object_or_404(Number, pk=pk)
    return _answer(
        request,
        lambda: numbering.mark_number_used(pk, request.user),
        "Nomor {} tercatat sudah dipakai.",
    )


@allow(*NUMBER_KEEPERS)
@require_POST
def cancel_number_view(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Cancel a number, with a reason; it is not given again."""
    get_object_or_404(Number, pk=pk)
    form = CancelForm(request.POST)
    why = form.cleaned_data["reason"] if form.is_valid() else ""
    return _answer(
        request,
        lambda: numbering.cancel_number(pk, request.user, why),
        "Nomor {} dibatalkan dan tidak akan dipakai lagi.",
    )


def _answer(request: AuthenticatedRequest, act: Callable[[], Number], success: str) -> HttpResponse:
    """Back to the series of the number, with what happened or why not."""
    try:
        number = act()
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("nomor")
    messages.success(request, success.format(number.text))
    return redirect(f"{reverse('nomor')}?tahun={number.year}&seri={number.series_id}")
