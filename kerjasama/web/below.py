"""Addresses where the program does not stand at the root of its host (SUB_PATH)."""

from django.urls import ResolverMatch, get_script_prefix, resolve


def root() -> str:
    """The address below which everything stands; ends with a slash."""
    return get_script_prefix()


def below_root(path: str) -> str:
    """The address as urls.py knows it."""
    return f"/{path.removeprefix(root())}"


def match_of(path: str) -> ResolverMatch:
    """What answers at the address. Raises Resolver404."""
    return resolve(below_root(path))
