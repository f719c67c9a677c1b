"""Pages of help: the manuals, and whom to ask."""

from django.http import Http404, HttpResponse
from django.shortcuts import render

from kerjasama.accounts.models import Role, Unit
from kerjasama.accounts.policy import EVERYBODY, allow
from kerjasama.web.requests import AuthenticatedRequest

from .manual import MANUALS, find_manual, manuals_of
from .pages import HelpPage, ManualPage


@allow(*EVERYBODY)
def show_help(request: AuthenticatedRequest) -> HttpResponse:
    """The manuals, one's own first, and whom to ask."""
    own = manuals_of(request.user.roles)
    others = [manual for manual in MANUALS if manual not in own]
    page = HelpPage(own, others, Unit.objects.seat_of(Role.SECTION_HEAD))
    return render(request, "pages/help.html", {"page": page})


@allow(*EVERYBODY)
def show_manual(request: AuthenticatedRequest, manual: str) -> HttpResponse:
    """One manual."""
    try:
        found = find_manual(manual)
    except KeyError:
        raise Http404 from None
    page = ManualPage(found, Unit.objects.seat_of(Role.SECTION_HEAD))
    return render(request, "pages/manual.html", {"page": page})
