"""What only one of several machines does: whoever holds its key in Redis, and shows within some
seconds that it still does.
"""

import logging
import os
import secrets
import socket

from django.core.cache import caches

log = logging.getLogger(__name__)
SECONDS = 30  # whoever is silent for so long holds it no more
_ME = f"{socket.gethostname()}/{os.getpid()}/{secrets.token_hex(4)}"


def is_mine(what: str, me: str = "") -> bool:
    """Whether this process is to do it now; that is said again within SECONDS. While Redis is away
    everybody is: nothing can be handed on then, and people are to be told.
    """
    key, me, shared = f"only-one/{what}", me or _ME, caches["shared"]
    try:
        if shared.add(key, me, SECONDS):
            log.warning("%s begins here (%s)", what, me)
            return True
        if shared.get(key) != me:
            return False
        return bool(shared.touch(key, SECONDS))
    except Exception:
        return True


def give_up(what: str, me: str = "") -> None:
    """Another one may begin."""
    key, me, shared = f"only-one/{what}", me or _ME, caches["shared"]
    try:
        if shared.get(key) == me:
            shared.delete(key)
    except Exception:
        log.warning("%s ends here, and Redis does not answer", what)
