"""The global search."""

from django.http import HttpResponse
from django.shortcuts import render

from agreements.pages.search.page import build_search_page
from kerjasama.accounts.policy import EVERYBODY, allow
from kerjasama.web.requests import AuthenticatedRequest


@allow(*EVERYBODY)
def show_search(request: AuthenticatedRequest) -> HttpResponse:
    """What was found for the words in the address."""
    page = build_search_page(request.user, request.GET.get("q", ""), request.GET.get("bagian", ""))
    return render(request, "pages/search.html", {"page": page})
