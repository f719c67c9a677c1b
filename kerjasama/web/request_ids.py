"""A name for each request, which goes along into the jobs that it orders: all lines that tell of
one press of a button bear it.
"""

import re
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from celery import Task
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string

HEADER = "X-Request-ID"
KEY = "request_id"  # in the headers of a job, and on a request
_WELL_FORMED = re.compile(r"[A-Za-z0-9-]{8,64}")
_current: ContextVar[str] = ContextVar("request_id", default="")


def current_request_id() -> str:
    """The request that this code works for; empty outside of any."""
    return _current.get()


def new_request_id() -> str:
    """One that no other has."""
    return secrets.token_hex(8)


@contextmanager
def working_for(request_id: str) -> Iterator[None]:
    """Within the block everything is done for that request."""
    token = _current.set(request_id)
    try:
        yield
    finally:
        _current.reset(token)


class NamesRequests:
    """Stands above everything. Only our own proxy may name a request; the answer tells the name."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with working_for(_given_by_proxy(request) or new_request_id()):
            setattr(request, KEY, current_request_id())
            response = self.get_response(request)
            response[HEADER] = current_request_id()
            return response


def _given_by_proxy(request: HttpRequest) -> str:
    told = request.headers.get(HEADER, "")
    if settings.BEHIND_PROXY and _WELL_FORMED.fullmatch(told):
        return told
    return ""


def send_along(headers: dict[str, Any]) -> None:
    """Give a job that is ordered the name of the request that orders it."""
    if current_request_id():
        headers.setdefault(KEY, current_request_id())


def take_over(job: Task) -> None:
    """Work for the request that ordered this job; for a new one where the calendar did."""
    headers = getattr(job, "request", None)
    _current.set(getattr(headers, KEY, None) or new_request_id())


def show_fault(request: HttpRequest) -> HttpResponse:
    """The page of a fault, with the name under which it stands in the output of the process."""
    told = {"request_id": current_request_id()}
    return HttpResponse(render_to_string("500.html", told), status=500)
