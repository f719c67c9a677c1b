"""The regulations and each of their articles, to read."""

from django.http import Http404, HttpResponse
from django.shortcuts import render

from agreements.pages.articles import RegulationsPage, build_article_page, regulation_rows
from kerjasama.accounts.policy import EVERYBODY, allow
from kerjasama.web.requests import AuthenticatedRequest


@allow(*EVERYBODY)
def show_regulations(request: AuthenticatedRequest) -> HttpResponse:
    """Every regulation that the product cites, with its articles."""
    page = RegulationsPage(regulation_rows())
    return render(request, "pages/regulations.html", {"page": page})


@allow(*EVERYBODY)
def show_article(request: AuthenticatedRequest, regulation: str, number: str) -> HttpResponse:
    """One article: its wording, our words on it, and what rests on it."""
    try:
        page = build_article_page(regulation, number)
    except KeyError:
        raise Http404 from None
    return render(request, "pages/article.html", {"page": page})
