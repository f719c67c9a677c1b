"""Web and worker do not serve as the owner of the tables, unless a setting says so."""

import logging
import sys
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

from kerjasama.database.rights import owns_tables

log = logging.getLogger(__name__)
REFUSED = (
    "DATABASE_URL connects as the owner of the tables, so a hole in the program could change or"
    " empty the records themselves. Give the program a role of its own and name the owner in"
    " DATABASE_OWNER_URL, which manage.py migrate uses alone (README, Two roles); or set"
    " SERVE_AS_OWNER=1 to serve so all the same."
)


def refuse_owner() -> None:
    """Ask at the first connection of this process whose it is; raises ImproperlyConfigured where it
    is the owner's. Whoever works on the program (DEBUG, runserver) may serve as owner.
    """
    if settings.DEBUG or settings.SERVE_AS_OWNER or sys.argv[1:2] == ["runserver"]:
        return
    connection_created.connect(_ask, dispatch_uid="serving_as_whom")
    try:
        connection.ensure_connection()
    except OperationalError as fault:
        log.warning("the database does not answer yet; whose role it is is asked later: %s", fault)
    else:
        connection.close()


def _ask(connection: BaseDatabaseWrapper, **_: Any) -> None:
    if owns_tables():
        connection.close()  # or the next request would be served by it, unasked
        raise ImproperlyConfigured(REFUSED)
    connection_created.disconnect(dispatch_uid="serving_as_whom")
