"""A place of files that does not answer is said plainly: nothing is half stored, and what was typed
is still there.
"""

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kerjasama.files.faults import Unreachable

log = logging.getLogger(__name__)


class SaysFilesAreAway:
    """Answers 503 meanwhile."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        """The page about it, where that is what went wrong."""
        if not isinstance(fault, Unreachable):
            return None
        log.error("the place of files does not answer: %s", fault)
        return render(request, "503.html", status=503)
