"""A form that was taken leaves no draft behind."""

from typing import cast
from urllib.parse import quote

from django.conf import settings
from django.contrib.messages import ERROR, get_messages
from django.http import HttpRequest
from django.shortcuts import resolve_url

from kerjasama.web.requests import AuthenticatedRequest

from . import files, keeping
from .current import note_save, request_now
from .earlier_values import SEEN

NAME = "_isian"  # the hidden field in which static/js/drafts.js says which form it is
SENT = "isian_terkirim"  # the cookie that tells static/js/drafts.js to forget its own copy


class DraftsMiddleware:
    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest):
        token = request_now.set(request)
        try:
            response = self.get_response(request)
        finally:
            request_now.reset(token)
        if getattr(request, "has_faults", False) and response.status_code == 200:
            response.status_code = 422
        if request.method == "POST" and is_taken(request, response):
            for row in getattr(request, "kept_files", ()):
                row.delete()
        if request.method == "POST" and request.user.is_authenticated:
            taken = is_taken(request, response)
            if taken:
                self.forget(request, response)
            if (taken or getattr(request, "saved_partly", False)) and sends_earlier_values(request):
                note_save(cast(AuthenticatedRequest, request))
        return response

    def process_view(self, request: HttpRequest, view, args, kwargs):
        """Views know nothing of drafts: the name of the form is taken out before they look."""
        if request.method != "POST" or request.content_type == "application/json":
            return
        vars(request)["kept_files"] = files.give_back_files(request)
        if NAME in request.POST:
            named = keeping.storable_text(request.POST[NAME])[: keeping.LONGEST_FORM]
            vars(request)["draft_form"] = named
            files.drop_posted(request, [NAME])

    @staticmethod
    def forget(request: HttpRequest, response) -> None:
        form = getattr(request, "draft_form", None)
        keeping.forget_sent(request.user, request.path, form, request.POST)
        if form is not None:
            response.set_cookie(
                SENT,
                quote(f"{request.path}#{form}"),
                max_age=120,
                samesite="Lax",
                secure=settings.SESSION_COOKIE_SECURE,
            )


def sends_earlier_values(request: HttpRequest) -> bool:
    return request.content_type != "application/json" and any(
        name.endswith(SEEN) for name in request.POST
    )


def is_taken(request: HttpRequest, response) -> bool:
    """Whether the form did what it was sent for: it leads on, and nothing was refused."""
    if response.status_code not in (301, 302, 303):
        return False
    if response.url.startswith(resolve_url(settings.LOGIN_URL)):
        return False
    return not any(
        message.level >= ERROR for message in getattr(get_messages(request), "_queued_messages", ())
    )
