"""A NUL byte, which PostgreSQL's text cannot hold, ends no request with 500."""

from collections.abc import Callable

from django.db import DataError
from django.http import HttpRequest, HttpResponse
from django.views.defaults import bad_request

UNTRANSLATABLE = "22P05"  # PostgreSQL, of one within JSON


class RefuseUnreadable:
    """A path that holds one is answered with 400 and reaches no view. What stands in a query or was
    sent is judged by the forms, which say so at the field; where a view took it as it came, the
    answer is 400 too.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path:
            return bad_request(request, ValueError("unreadable"))
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        """The page about it, where that is what went wrong."""
        return bad_request(request, fault) if is_about_nul(fault) else None


def is_about_nul(fault: Exception) -> bool:
    """Whether the driver, the database or the file system would not take a NUL byte."""
    if isinstance(fault, DataError):
        return getattr(fault.__cause__, "pgcode", "") == UNTRANSLATABLE
    said = str(fault)
    return isinstance(fault, ValueError) and ("NUL (0x00)" in said or "null byte" in said)
