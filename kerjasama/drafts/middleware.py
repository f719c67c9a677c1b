"""A form that was taken leaves no draft behind."""

from collections.abc import Callable
from typing import Any, cast
from urllib.parse import quote

from django.conf import settings
from django.contrib.messages import ERROR, get_messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import resolve_url

from kerjasama.web.requests import AuthenticatedRequest

from . import files, keeping
from .current import note_save, request_now
from .earlier_values import SEEN

NAME = "_isian"  # the hidden field in which static/js/drafts.js says which form it is
SENT = "isian_terkirim"  # the cookie that tells static/js/drafts.js to forget its own copy


class DraftsMiddleware:
    """Keeps the request at hand for forms, and forgets drafts and files once a form was taken."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        token = request_now.set(request)
        try:
            response = self.get_response(request)
        finally:
            request_now.reset(token)
        if getattr(request, "has_faults", False) and response.status_code == 200:
            response.status_code = 422
        if request.method == "POST":
            self.settle_sent(request, response)
        return response

    def settle_sent(self, request: HttpRequest, response: HttpResponseBase) -> None:
        """Forget what was kept of a form that was taken, and note who saved at its address."""
        taken = is_taken(request, response)
        if taken:
            for row in getattr(request, "kept_files", ()):
                row.delete()
        if not request.user.is_authenticated:
            return
        if taken:
            self.forget(request, response)
        is_saved = taken or getattr(request, "saved_partly", False)
        if is_saved and sends_earlier_values(request):
            note_save(cast(AuthenticatedRequest, request))

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponseBase],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> None:
        """Views know nothing of drafts: the name of the form is taken out before they look."""
        if request.method != "POST" or request.content_type == "application/json":
            return
        vars(request)["kept_files"] = files.give_back_files(request)
        if NAME in request.POST:
            named = keeping.storable_text(request.POST[NAME])[: keeping.LONGEST_FORM]
            vars(request)["draft_form"] = named
            files.drop_posted(request, [NAME])

    @staticmethod
    def forget(request: HttpRequest, response: HttpResponseBase) -> None:
        """Forget the draft, and tell the page to forget its own copy."""
        form = getattr(request, "draft_form", None)
        person = cast(AuthenticatedRequest, request).user
        keeping.forget_sent(person, request.path, form, request.POST)
        if form is not None:
            response.set_cookie(
                SENT,
                quote(f"{request.path}#{form}"),
                max_age=120,
                path=settings.SESSION_COOKIE_PATH,
                samesite="Lax",
                secure=settings.SESSION_COOKIE_SECURE,
            )


def sends_earlier_values(request: HttpRequest) -> bool:
    """Whether the form says what its person saw, as forms of something stored do."""
    if request.content_type == "application/json":
        return False
    return any(name.endswith(SEEN) for name in request.POST)


def is_taken(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether the form did what it was sent for: it leads on, and nothing was refused."""
    if response.status_code not in (301, 302, 303):
        return False
    if response.headers["Location"].startswith(resolve_url(settings.LOGIN_URL)):
        return False
    queued = getattr(get_messages(request), "_queued_messages", ())
    return not any(message.level >= ERROR for message in queued)
