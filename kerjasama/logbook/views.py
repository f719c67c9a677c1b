"""The pages of the log: who did what, and the heads that anybody may compare."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kerjasama.accounts.policy import ANY_METHOD, MANAGERS, allow, at_most
from kerjasama.logbook.forms import LogForm
from kerjasama.logbook.log_page import readable_entries, rows_in_words
from kerjasama.logbook.models import LogCheck, LogHead
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
    page = lists.page_of_rows(request, form.narrowed(readable_entries()), PAGE)
    shown = {
        "form": form,
        "page": page,
        "rows": rows_in_words(page.object_list),
        "check": LogCheck.objects.first(),
        "head": LogHead.objects.first(),
    }
    return lists.show_list(request, "pages/log.html", shown, ENTRIES)


def _show_heads(request: HttpRequest) -> HttpResponse:
    heads = LogHead.objects.defer("seal")[:HEADS_SHOWN]
    return render(request, "pages/log_heads.html", {"heads": heads})


show_log_heads = allow(public=True)(at_most("60/m", _show_heads, ANY_METHOD))
