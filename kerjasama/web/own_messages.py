"""What a page says once of the act before it, kept for this installation alone."""

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage


class OwnCookie(CookieStorage):
    """Another installation of the same host has a cookie of another name."""

    cookie_name = f"{settings.OF_INSTALLATION}messages"


class OwnMessages(FallbackStorage):
    """In the cookie, and in the session what has no room there."""

    storage_classes = (OwnCookie, SessionStorage)
