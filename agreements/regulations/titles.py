"""How our region reads the law as typed, which says "Bupati" for the head of a region.

P22 and P25 write "Bupati/Wali Kota"; an installation serves one region, which has one of them.
"""

from collections.abc import Callable

AS_TYPED = "Bupati"


class _Reader:
    """Who knows the titles; the law itself knows of no region."""

    read: Callable[[str], str] = staticmethod(str)


def install_titles(reader: Callable[[str], str]) -> None:
    """Let this turn a text of the law into the words of the region."""
    _Reader.read = staticmethod(reader)  # type: ignore[assignment]


def with_titles(text: str) -> str:
    """A text of the law as typed, in the words of our region."""
    return _Reader.read(text)


def head_of_region() -> str:
    """ "Bupati" or "Wali Kota"."""
    return with_titles(AS_TYPED)
