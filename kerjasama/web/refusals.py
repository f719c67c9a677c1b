"""Each refusal is a line of JSON in the output of the process: who was refused what, from where.

It holds no words that people typed: neither the query of an address nor what a form sent, and of a
link that opens something only what it is called.
"""

import json
import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from kerjasama.accounts.doors import client_address

log = logging.getLogger(__name__)
REFUSALS = (403, 429)
SECRET = ("token", "key", "uidb36")  # parts of an address that open something
NO_REFUSAL = "is_only_asked"  # on a request whose 403 is the question who somebody is


class NotesRefusals:
    """Stands below what tells who asks, and above all that refuses."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.status_code in REFUSALS and not hasattr(request, NO_REFUSAL):
            log.warning(json.dumps(refusal(request, response.status_code)))
        return response


def refusal(request: HttpRequest, status: int) -> dict[str, object]:
    """What the line tells."""
    user = getattr(request, "user", None)
    return {
        "refused": status,
        "account": user.pk if user is not None and user.is_authenticated else None,
        "method": request.method,
        "path": path_told(request),
        "from": client_address(request),
    }


def path_told(request: HttpRequest) -> str:
    """Its address without the parts that open something."""
    path, match = request.path, request.resolver_match
    for name, value in (match.kwargs if match else {}).items():
        if name in SECRET:
            path = path.replace(str(value), "…")
    return path
