"""How long somebody stays signed in: as long as something is done, up to a limit, and never beyond
the day's work.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from allauth.account.internal.stagekit import get_pending_stage
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.utils import timezone

from kerjasama.signin.models import SignInRules

from .policy import allow

BEGAN, LAST = "session_began", "session_last"
AGAIN = "X-Again"  # what a page sends once more because it was refused before
RENEWAL = "X-Renewal"  # with it a page asks for itself anew, by itself (static/js/renew.js)
EACH = timedelta(minutes=1)  # so often at most is it written down that somebody is there


class SlidingSession:
    """Renews the session with what people do. What a page asks for by itself (htmx, the session's
    own state) is no doing.

    What it keeps of what is typed is a doing once it is taken; refused, or only tried again, it
    is none.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = timezone.now()
            if ends_unless_used(request, now) <= now:
                logout(request)
            elif is_doing(request):
                renew_session(request, now)
        response = self.get_response(request)
        if is_keeping(request) and response.status_code < 400 and request.user.is_authenticated:
            renew_session(request, timezone.now())
        return response


def is_doing(request: HttpRequest) -> bool:
    """Whether a person asks: they open a page or send a form, and no script of the page asks."""
    if is_for_script(request) or is_renewal(request):
        return False
    return request.method == "POST" or not request.headers.get("HX-Request")


def is_for_script(request: HttpRequest) -> bool:
    """Whether a script of a page asks, for an answer that nobody reads."""
    return request.headers.get("Accept") == "application/json"


def is_renewal(request: HttpRequest) -> bool:
    """Whether an open page reads itself anew, of which its reader sees only what changed."""
    return RENEWAL in request.headers


def is_keeping(request: HttpRequest) -> bool:
    """Whether a page sends what is being typed, for the first time (static/js/drafts.js)."""
    return request.method == "POST" and is_for_script(request) and AGAIN not in request.headers


class LeavesNothing:
    """What somebody sees who is signed in stays in no cache: "back" after signing out shows
    nothing, and neither page nor file stays on a disk.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if "Cache-Control" not in response and request.user.is_authenticated:
            response["Cache-Control"] = "no-store, private"
        return response


def begin_session(request: HttpRequest, **_: Any) -> None:
    """Note when the person signed in; called by the signal of Django."""
    now = timezone.now().isoformat()
    request.session[BEGAN] = request.session[LAST] = now
    SignInRules.current()  # known for the pages that follow


def renew_session(request: HttpRequest, now: datetime) -> None:
    """Note that somebody is there; saving the session sends its cookie anew."""
    request.session.setdefault(BEGAN, now.isoformat())
    if now - session_moment(request, LAST, now - 2 * EACH) >= EACH:
        request.session[LAST] = now.isoformat()


def session_moment(request: HttpRequest, name: str, otherwise: datetime) -> datetime:
    """The moment that the session keeps under that name; `otherwise` when it keeps none."""
    if name not in request.session:
        return otherwise
    return datetime.fromisoformat(request.session[name])


def ends_for_good(request: HttpRequest, now: datetime) -> datetime:
    """When the session ends whatever is done: so long after signing in as the region's rules say,
    and the server at most allows.
    """
    hours = SignInRules.current().longest_hours
    return session_moment(request, BEGAN, now) + timedelta(hours=hours)


def ends_unless_used(request: HttpRequest, now: datetime) -> datetime:
    """When the session ends if nothing more is done."""
    idle = timedelta(seconds=SignInRules.current().idle_seconds)
    return min(session_moment(request, LAST, now) + idle, ends_for_good(request, now))


def seconds_left(request: HttpRequest) -> int:
    """Until the session ends if nothing more is done."""
    now = timezone.now()
    return max(0, int((ends_unless_used(request, now) - now).total_seconds()))


@allow(public=True)
def show_session(request: HttpRequest) -> HttpResponse:
    """Who is signed in and for how long; sent as a form, it keeps the person signed in. Tells
    nobody else's state.
    """
    if not request.user.is_authenticated:
        # The password was right, and a code is still asked for.
        awaited = get_pending_stage(request) is not None
        return JsonResponse(
            {"person": None, "left": 0, "code": awaited, "csrf": get_token(request)}
        )
    if request.method == "POST":
        request.session[LAST] = timezone.now().isoformat()
    return JsonResponse(
        {"person": request.user.pk, "left": seconds_left(request), "csrf": get_token(request)}
    )
