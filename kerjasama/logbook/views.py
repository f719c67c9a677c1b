"""The pages of the log: who did what, and the heads that anybody may compare."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kerjasama.accounts.confirming import GrantRefused
from kerjasama.accounts.policy import ANY_METHOD, MANAGERS, allow, at_most
from kerjasama.accounts.roles import CONFIRMERS
from kerjasama.logbook import acknowledging
from kerjasama.logbook.faults_page import read_faults
from kerjasama.logbook.forms import ExplanationForm, LogForm
from kerjasama.logbook.log_page import readable_entries
from kerjasama.logbook.models import LogHead
from kerjasama.logbook.pages import HeadsPage, build_log_page
from kerjasama.parameters import primary_key_in
from kerjasama.signin.fresh import fresh
from kerjasama.web import lists
from kerjasama.web.requests import AuthenticatedRequest

PAGE = 50
HEADS_SHOWN = 31
ENTRIES = lists.make_listing(
    "catatan",
    {
        "Waktu": lambda row: row.at,
        "Oleh": lambda row: row.who,
        "Perbuatan": lambda row: row.deed,
        "Jenis": lambda row: row.kind,
        "Data": lambda row: row.record,
        "Perubahan": lambda row: row.changes_in_words,
    },
)


@allow(*MANAGERS)
def show_log(request: AuthenticatedRequest) -> HttpResponse:
    """Who did what to accounts, settings and the registry, and what was read gravely."""
    form = LogForm(request.GET)
    pages = lists.page_of_rows(request, form.narrowed(readable_entries()), PAGE)
    page = build_log_page(form, pages)
    return lists.show_page(request, "pages/log.html", page, ENTRIES)


@allow(*CONFIRMERS)
@fresh
def show_faults(request: AuthenticatedRequest) -> HttpResponse:
    """What the check found wrong; who explains it, and who agrees."""
    if "putusan" in request.POST:
        return _decide(request)
    form = ExplanationForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _ask(request, form):
        return redirect("keutuhan-catatan")
    page = read_faults(request.user, request.GET.dict())
    ticked = {primary_key_in(key) for key in request.POST.getlist("hal")}
    shown = {"page": page, "form": form, "ticked": ticked, "all": "semua" in request.POST}
    return render(request, "pages/log_faults.html", shown)


def _ask(request: AuthenticatedRequest, form: ExplanationForm) -> bool:
    chosen = None
    if "semua" not in request.POST:
        chosen = [primary_key_in(key) for key in request.POST.getlist("hal")]
    try:
        acknowledging.ask_to_acknowledge(request.user, form.cleaned_data["reason"], chosen)
    except GrantRefused as refusal:
        messages.error(request, str(refusal))
        return False
    messages.success(request, "Penjelasan tercatat; orang kedua yang memutus.")
    return True


def _decide(request: AuthenticatedRequest) -> HttpResponse:
    is_given = request.POST["putusan"] == "setujui"
    asked = primary_key_in(request.POST.get("penjelasan", ""))
    note = request.POST.get("catatan", "")
    try:
        acknowledging.decide(asked, request.user, is_given=is_given, note=note)
    except GrantRefused as refusal:
        messages.error(request, str(refusal))
    else:
        said = "Diakui; tidak disebut lagi setiap malam." if is_given else "Ditolak; tetap terbuka."
        messages.success(request, said)
    return redirect("keutuhan-catatan")


def _show_heads(request: HttpRequest) -> HttpResponse:
    heads = LogHead.objects.defer("seal")[:HEADS_SHOWN]
    return render(request, "pages/log_heads.html", {"page": HeadsPage(list(heads))})


show_log_heads = allow(public=True)(at_most("60/m", _show_heads, ANY_METHOD))
