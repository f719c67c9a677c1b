"""NUL bytes, which PostgreSQL's text cannot hold, reach no view through an address."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.views.defaults import bad_request


class DropUnreadable:
    """An address with a NUL in its path is answered with 400; in its query the NUL is dropped."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path:
            return bad_request(request, ValueError("unreadable"))
        query = request.META.get("QUERY_STRING", "")
        if "%00" in query or "\0" in query:
            request.META["QUERY_STRING"] = query.replace("%00", "").replace("\0", "")
        return self.get_response(request)
