"""A NUL byte, which PostgreSQL's text cannot hold, reaches no view through a path."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.views.defaults import bad_request


class RefuseUnreadablePaths:
    """Such an address is answered with 400; what stands in a query is judged by the forms."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path:
            return bad_request(request, ValueError("unreadable"))
        return self.get_response(request)
