"""The daftar of all cases, and the views that each keeps of it."""

from functools import cache

from django import forms
from django.contrib import messages
from django.core.paginator import Page
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from agreements.filters import AgreementFilter
from agreements.models import Agreement
from agreements.models.assignment import attach_handlers
from agreements.models.in_force import in_force_phrase_of
from agreements.pages import register
from agreements.pages.chosen_rows import chosen_keys, narrows_file
from agreements.pages.leadership.figures import listed
from agreements.pages.register import build_register_page
from agreements.views.leadership.reading import PAGE, prepare_rows, with_lights
from kerjasama.accounts.policy import EVERYBODY, allow
from kerjasama.accounts.saved_views import SavedView
from kerjasama.web import lists
from kerjasama.web.compiled import CompiledByKey
from kerjasama.web.requests import AuthenticatedRequest

REGISTER = lists.make_listing(
    "daftar-kerja-sama",
    {
        "Judul": lambda row: row[0].title,
        "Mitra": lambda row: "; ".join(row[0].partner_names),
        "OPD": lambda row: row[0].owner,
        "Jalur": lambda row: row[0].track.title,
        "Tahap": lambda row: row[0].stage.name,
        "Status": lambda row: row[0].status,
        "Bola di": lambda row: row[0].holder_names,
        "Tenggat tahap": lambda row: getattr(row[1], "due", None),
        "Nilai (Rp)": lambda row: row[0].nilai,
        "Nilai menurut naskah": lambda row: _stated_value_of(row[0]),
        "Mulai berlaku": lambda row: row[0].effective_on,
        "Berakhir": lambda row: row[0].ends_on,
        "Penangan": lambda row: register.name_handlers(row[0]),
        "Keadaan": lambda row: _force_of(row[0]),
        "Radar": lambda row: getattr(row[2], "tag", ""),
    },
)


def _force_of(agreement: Agreement) -> str:
    """How the naskah stands today; empty while it is not signed."""
    return in_force_phrase_of(agreement, timezone.localdate()) if agreement.has_term else ""


def _stated_value_of(agreement: Agreement) -> str:
    """The sum in another currency than rupiah, or what a register says that is no sum."""
    worth = agreement.worth
    if worth is not None and worth.is_foreign:
        return worth.money.in_figures
    return agreement.nilai_tertulis


def found_by(
    request: AuthenticatedRequest, *, alike: bool = False
) -> tuple[AgreementFilter, "Page[int]"]:
    """The filters as they were chosen, and the page of keys they find, on narrow indexes; `alike`
    finds also what only resembles the words.
    """
    seen = Agreement.objects.visible_to(request.user)
    if lists.asks_for_file(request) and narrows_file(request.GET):
        seen = seen.filter(pk__in=chosen_keys(request.GET))
    chosen = AgreementFilter(request.GET, queryset=seen, request=request, alike=alike)
    keys = chosen.qs.values_list("pk", flat=True)
    find = lists.page_of_found if request.GET.get("q", "").strip() else lists.page_of_rows
    return chosen, find(request, keys, PAGE)


@cache
def _rows_of_list() -> CompiledByKey[Agreement]:
    """What the list tells of a case; written once, for writing it costs more than asking it."""
    return CompiledByKey(prepare_rows(Agreement.objects.all()).with_ending())


@allow(*EVERYBODY)
def show_register(request: AuthenticatedRequest) -> HttpResponse:
    """The daftar; words that nothing holds find what resembles them."""
    chosen, page = found_by(request)
    if not page.paginator.count and request.GET.get("q", "").strip():
        chosen, page = found_by(request, alike=True)
    found = _rows_of_list().in_bulk(page.object_list)
    cases = [found[pk] for pk in page.object_list]
    if lists.asks_for_file(request) or register.shows_handlers(request.user, request.GET):
        attach_handlers(cases)
    rows = with_lights(cases, chosen.calendar)
    shown = {
        "filter": chosen,
        "page": page,
        "rows": rows,
        "shows_alike": chosen.is_alike and bool(rows),
        "register": build_register_page(request.user, request.GET, chosen, rows),
    }
    return lists.show_list(request, "pages/register.html", shown, REGISTER)


@allow(*EVERYBODY)
@require_POST
def save_view(request: AuthenticatedRequest) -> HttpResponse:
    """Keep the list as it is filtered and sorted now."""
    asked = QueryDict(request.POST.get("saringan", ""))
    try:
        view = register.save_view(request.user, request.POST.get("nama", ""), asked)
    except forms.ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, f"Tampilan “{view.name}” tersimpan.")
    return redirect(listed(register.known_query(asked)))


@allow(*EVERYBODY)
@require_POST
def remove_view(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Forget a view of one's own."""
    view = get_object_or_404(SavedView.objects.of_list(request.user.pk, register.LISTING), pk=pk)
    view.delete()
    messages.success(request, f"Tampilan “{view.name}” dihapus.")
    return redirect("daftar")
