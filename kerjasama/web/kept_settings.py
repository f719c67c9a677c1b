"""What an office sets once and every page asks: read again only when somebody wrote to one of these
tables, which the log of all writes tells, as exactly as reading them would.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from copy import copy
from typing import Any, Generic, TypeVar

from django.db import connection
from django.http import HttpRequest, HttpResponse

Row = TypeVar("Row")

# The tables of which rows may be kept.
TABLES = (
    "accounts_regionprofile",
    "accounts_unit",
    "agreements_dayoff",
    "agreements_localnormchoice",
    "agreements_radarsetting",
    "agreements_termsetting",
)
# So many of the newest writes are summed, so that one counts too whose transaction ends after that
# of a later one.
SUMMED = 200
# Answered by the index `entries_of_settings`, whose condition reads the same.
CONDITION = "stream IN ({})".format(", ".join(f"'{table}'" for table in TABLES))
NEWEST = f"""
SELECT coalesce(sum(id), 0)::bigint FROM (
    SELECT id FROM logbook_logentry WHERE {CONDITION} ORDER BY id DESC LIMIT {SUMMED}
) newest
"""

# By what the kept rows are known in this page, once it asked; None where nothing may be kept.
_known_by: ContextVar[list[tuple[str, int]] | None] = ContextVar("settings_known_by", default=None)
_kept: dict[int, tuple[tuple[str, int], list[Any]]] = {}


class KeptRows(Generic[Row]):
    """The rows that `read` answers, all of them from one of `TABLES`."""

    def __init__(self, read: Callable[[], list[Row]]) -> None:
        self._read = read

    def rows(self) -> list[Row]:
        """As `read` would answer now; whoever asks gets rows of his own."""
        known_by = _newest_write()
        if known_by is None:
            return self._read()
        kept = _kept.get(id(self))
        if kept is None or kept[0] != known_by:
            kept = known_by, self._read()
            _kept[id(self)] = kept
        return [copy(row) for row in kept[1]]


@contextmanager
def settings_kept() -> Iterator[None]:
    """Within it kept rows are asked for by one question; it is for what only reads."""
    before = _known_by.set([])
    try:
        yield
    finally:
        _known_by.reset(before)


class KeepsSettings:
    """Lets pages that only read take kept rows."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        with settings_kept():
            return self.get_response(request)


def forget_settings() -> None:
    """Read all anew, as a process does that begins."""
    _kept.clear()


def _newest_write() -> tuple[str, int] | None:
    """The database and how its settings stand now, or stood when this page asked first."""
    known_by = _known_by.get()
    if known_by is None:
        return None
    if not known_by:
        with connection.cursor() as cursor:
            cursor.execute(NEWEST)
            known_by.append((connection.settings_dict["NAME"], cursor.fetchone()[0]))
    return known_by[0]
