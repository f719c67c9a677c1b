"""Requests that no database can read are answered plainly before any view sees them."""

from collections.abc import Callable
from urllib.parse import unquote_to_bytes

from django.http import HttpRequest, HttpResponse
from django.views.defaults import bad_request

LONGEST_QUERY = 8_000  # characters; the longest filter of a list needs a tenth of it


class RefuseUnreadable:
    """400 for addresses with a NUL, which PostgreSQL's text cannot hold, or with an endless query."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        query = request.META.get("QUERY_STRING", "")
        has_nul = "\0" in request.path or b"\0" in unquote_to_bytes(query.encode())
        if has_nul or len(query) > LONGEST_QUERY:
            return bad_request(request, ValueError("unreadable"))
        return self.get_response(request)
