"""The code that the first page asks for, so that only who installed the program becomes
administrator.
"""

import hashlib
import hmac

from django.conf import settings
from django.utils.crypto import constant_time_compare

LENGTH = 12


def installation_code() -> str:
    """Derived from the secret key: the same in all processes, and nowhere stored."""
    digest = hmac.new(settings.SECRET_KEY.encode(), b"first administrator", hashlib.sha256)
    return digest.hexdigest()[:LENGTH].upper()


def is_code(typed: str) -> bool:
    """Whether somebody typed the code, in whatever case and with whatever spaces."""
    return constant_time_compare("".join(typed.split()).upper(), installation_code())
