"""The list that a page shows, cut into pages, whichever value holds it."""

from django.core.paginator import Page


def pages_of(answer) -> Page:
    """The part of the list that was asked for."""
    page = answer.context["page"]
    return page if isinstance(page, Page) else page.pages
