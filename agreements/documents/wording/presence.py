"""Who has a naskah open to word it, and at which Pasal: told to the others who do, kept nowhere."""

import re
import time
from typing import NamedTuple

from django.core.cache import caches

from kerjasama.accounts.models import User

FRESH = 40  # seconds after which somebody who says nothing is gone; pages say it every 15
PART = re.compile(r"[a-z0-9_-]{0,100}")
MOST = 20


class Present(NamedTuple):
    """Somebody else, and the id of what is being typed in; empty where nothing is."""

    name: str
    part: str


def note_presence(case: int, kind: str, user: User, part: str) -> list[Present]:
    """Note that this person has the naskah open now, and tell who else does. Two who say so in the
    same moment may miss each other until they say it again.
    """
    part = part if PART.fullmatch(part) else ""
    key, now = f"redaksi:{case}:{kind}", time.time()
    there = {
        person: told
        for person, told in (caches["default"].get(key) or {}).items()
        if now - told[2] < FRESH
    }
    mine = str(user.pk)
    others = [Present(name, at) for person, (name, at, _) in there.items() if person != mine]
    there[mine] = (str(user), part, now)
    caches["default"].set(key, there, FRESH)
    return others[:MOST]
