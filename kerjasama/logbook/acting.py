"""In whose name the database's triggers note what is written."""

import getpass
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import Any

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.http import HttpRequest, HttpResponse

from kerjasama.logbook.appending import append_entry
from kerjasama.logbook.models import Deed

PROGRAM = "program"
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")


def name_the_program(connection: BaseDatabaseWrapper, **_: Any) -> None:
    """A new connection says that it is the program's."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('kerjasama.origin', %s, false)", [PROGRAM])


@contextmanager
def acting_person(person_id: int | None) -> Iterator[None]:
    """What is written meanwhile is noted as this person's."""
    _set_person(str(person_id or ""))
    try:
        yield
    finally:
        if connection.is_usable() and not connection.needs_rollback:
            _set_person("")


def _set_person(person: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('kerjasama.person', %s, false)", [person])


class NamesTheActor:
    """Whatever a request writes is noted as its person's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in SAFE_METHODS or not request.user.is_authenticated:
            return self.get_response(request)
        with acting_person(request.user.pk):
            return self.get_response(request)


class Read(StrEnum):
    """What is read gravely; the entry stands under this word beside the tables."""

    FILE = "baca berkas"
    LIST = "baca ekspor"
    BUNDLE = "baca himpunan"
    PERSON = "baca data pribadi"
    MAIL = "baca surel"


# What is disposed of when it was kept long enough is told under this word.
DISPOSAL = "pemusnahan data"
# What somebody did at the server, past the pages, is told under this word.
AT_SERVER = "dari server"


def account_of_machine() -> str:
    """Who runs this process, as the system knows the person; a container may know nobody."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "tidak diketahui"


def note_read(person_id: int | None, what: Read, subject: str, **detail: str) -> None:
    """Note a grave read: of a file that people brought, of a list as a file, of a bundle."""
    append_entry(what, subject, Deed.READ, detail, person_id)
