"""Who knocks: the address, and the device that a person has signed in from before.

Wrong passwords are counted for a name at an address (django-axes), never for a name alone, so
that nobody locks out another from elsewhere. Offices share one address, so a device that somebody
has signed in from is counted for itself: the colleague at the next desk cannot lock it out either.
"""

import logging
import secrets
from collections.abc import Mapping
from contextlib import suppress
from ipaddress import ip_address

from django.conf import settings
from django.core import signing
from django.core.cache import caches
from django.http import HttpRequest, HttpResponseBase
from redis.exceptions import RedisError

log = logging.getLogger(__name__)
COOKIE = "perangkat"
SALT = "kerjasama.accounts.doors"
HALF_A_YEAR = 180 * 24 * 3600
A_WHILE = 15 * 60


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


def knows_device(request: HttpRequest, credentials: Mapping | None = None) -> bool:
    """Whether this person signed in from this device before, and has not failed too often on it
    since.
    """
    name = (credentials or {}).get("username") or request.POST.get("username", "")
    device = _device_of(request, name)
    if not device:
        return False
    try:
        return caches["shared"].get(_key(device), 0) < settings.AXES_FAILURE_LIMIT
    except RedisError:
        return False


def count_failure(request: HttpRequest) -> None:
    """One more wrong password on a known device; others are counted by django-axes."""
    device = _device_of(request, request.POST.get("username", ""))
    if not device:
        return
    with suppress(RedisError, ValueError):  # ValueError: the while is over just now
        caches["shared"].add(_key(device), 0, A_WHILE)
        caches["shared"].incr(_key(device))


def remember_device(request: HttpRequest, answer: HttpResponseBase, username: str) -> None:
    """Let the browser keep that this person signed in here."""
    device = _device_of(request, username) or secrets.token_urlsafe(16)
    value = signing.dumps([username, device], salt=SALT)
    secure = settings.SESSION_COOKIE_SECURE
    answer.set_cookie(COOKIE, value, HALF_A_YEAR, secure=secure, httponly=True, samesite="Lax")


def _device_of(request: HttpRequest, username: str) -> str:
    """The device's own mark if it is this person's; empty when it is not or was tampered with."""
    try:
        owner, device = signing.loads(
            request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=HALF_A_YEAR
        )
    except (signing.BadSignature, ValueError, TypeError):
        return ""
    if owner != username:
        return ""
    return device


def _key(device: str) -> str:
    return f"masuk-{device}"
