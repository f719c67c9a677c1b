"""Which addresses may have a draft, and whether this person still sees what stands behind one."""

from collections.abc import Callable

from django.urls import Resolver404, ResolverMatch

from kerjasama.accounts.models import User
from kerjasama.web.below import match_of

# (user, match) -> whether the person may see the thing of that address. Apps add theirs when they
# are ready.
SIGHT: list[Callable] = []
# match -> the page to which an address that only takes forms belongs, or None.
PAGE_OF: list[Callable] = []


def may_see_address(user: User, subject: str) -> bool:
    """Whether the address is a page of ours that this person may use, and shows a thing that this
    person may see.
    """
    try:
        match: ResolverMatch = match_of(subject)
    except Resolver404:
        return False
    if not user.roles & getattr(match.func, "allowed_roles", frozenset()):
        return False
    return all(may_see(user, match) for may_see in SIGHT)
