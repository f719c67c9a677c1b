"""Who knocks: the address, and the device that a person has signed in from before.

Wrong passwords are counted for a name at an address, never for a name alone, so that nobody locks
out another from elsewhere. Offices share one address, so a device that somebody has signed in from
is counted for itself: the colleague at the next desk cannot lock it out either.
"""

import secrets
from ipaddress import ip_address

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase

COOKIE = f"{settings.OF_INSTALLATION}perangkat"
SALT = "kerjasama.accounts.doors"
HALF_A_YEAR = 180 * 24 * 3600
MOST_PEOPLE = 6  # who share one browser


def client_address(request: HttpRequest) -> str:
    """Whoever stands before our proxies (the setting PROXY_COUNT); without one, whoever asks.
    0.0.0.0 for a socket of this machine, which has no address.
    """
    if settings.BEHIND_PROXY:
        forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
        hops = [hop.strip() for hop in forwarded.split(",") if hop.strip()]
        if len(hops) >= settings.PROXY_COUNT and _is_address(hops[-settings.PROXY_COUNT]):
            return _bare(hops[-settings.PROXY_COUNT])
    direct = request.META.get("REMOTE_ADDR", "")
    if _is_address(direct):
        return direct
    return "0.0.0.0"


def _is_address(text: str) -> bool:
    try:
        ip_address(_bare(text))
    except ValueError:
        return False
    return True


def _bare(text: str) -> str:
    """Without the port that some proxies add: 203.0.113.1:4711, [2001:db8::1]:4711."""
    if text.startswith("["):
        return text[1:].partition("]")[0]
    if text.count(":") == 1:
        return text.partition(":")[0]
    return text


def knows_device(request: HttpRequest, username: str) -> bool:
    """Whether this person signed in from this device before."""
    return bool(_device_of(request, username))


def place_of(request: HttpRequest, username: str) -> str:
    """Where somebody tries this name: the device known to its person, else the address."""
    return _device_of(request, username) or client_address(request)


def remember_device(request: HttpRequest, answer: HttpResponseBase, username: str) -> None:
    """Let the browser keep that this person signed in here, beside the last others who did."""
    known = {name: mark for name, mark in _known_here(request) if name != username.lower()}
    mark = _device_of(request, username) or secrets.token_urlsafe(16)
    newest_first = [[username.lower(), mark], *map(list, known.items())][:MOST_PEOPLE]
    value = signing.dumps(newest_first, salt=SALT)
    answer.set_cookie(
        COOKIE,
        value,
        HALF_A_YEAR,
        path=settings.SESSION_COOKIE_PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _known_here(request: HttpRequest) -> list[tuple[str, str]]:
    """Who signed in on this browser, with the mark of the device for each; nobody where it was
    tampered with.
    """
    try:
        kept = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=HALF_A_YEAR)
        return [(str(name), str(mark)) for name, mark in kept]
    except (signing.BadSignature, ValueError, TypeError):
        return []


def _device_of(request: HttpRequest, username: str) -> str:
    """The device's own mark for this person; empty when there is none."""
    return dict(_known_here(request)).get(username.lower(), "")
