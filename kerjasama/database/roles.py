"""As which role of the database a process connects. Plain data and no Django: settings ask here."""

from collections.abc import Mapping, Sequence
from urllib.parse import unquote, urlsplit

# The commands of manage.py that make and change tables, and therefore run as their owner.
OWNER_COMMANDS = frozenset({"migrate"})
ELSE = "postgres://localhost/kerjasama"


def choose_url(env: Mapping[str, str], words: Sequence[str]) -> str:
    """Where this process connects: the words are those of its command line."""
    owner = env.get("DATABASE_OWNER_URL", "")
    if owner and OWNER_COMMANDS.intersection(words[1:2]):
        return owner
    return env.get("DATABASE_URL", "") or ELSE


def program_role(env: Mapping[str, str]) -> str:
    """The role that serves and owns nothing; empty where there is no owner beside it."""
    owner = _user(env.get("DATABASE_OWNER_URL", ""))
    program = _user(env.get("DATABASE_URL", ""))
    return program if owner and program != owner else ""


def _user(url: str) -> str:
    return unquote(urlsplit(url).username or "")
