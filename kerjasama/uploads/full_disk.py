"""A full disk is said plainly: nothing is half stored, and what was typed is still there."""

import errno
import logging
from collections.abc import Callable

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

log = logging.getLogger(__name__)
NO_SPACE = (errno.ENOSPC, errno.EDQUOT)
NO_SPACE_IN_DATABASE = "53100"


class SaysDiskIsFull:
    """Answers 507 where the server's disk, or the database's, has no room."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        """The page about it, where that is what went wrong."""
        if not is_about_space(fault):
            return None
        log.error("no room on the disk: %s", fault)
        return render(request, "507.html", status=507)


def is_about_space(fault: Exception) -> bool:
    """Whether it went wrong because a disk is full."""
    if isinstance(fault, OperationalError):
        return getattr(fault.__cause__, "pgcode", "") == NO_SPACE_IN_DATABASE
    return isinstance(fault, OSError) and fault.errno in NO_SPACE
