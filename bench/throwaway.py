"""The servers a measurement runs on: its own, so that nothing is ever written into a database that
is in use.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from services import as_owner, start_services


def setup() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "kerjasama.settings"
    import django

    django.setup()


@contextmanager
def throwaway() -> Iterator[None]:
    """The project on an empty, migrated database, also for processes that are started meanwhile."""
    for name in ("DATABASE_URL", "REDIS_URL"):
        os.environ.pop(name, None)
    with tempfile.TemporaryDirectory() as data, start_services(Path(data)) as env:
        os.environ.update(as_owner(env))
        setup()
        from django.core.management import call_command
        from django.db import connection

        call_command("migrate", verbosity=0)
        try:
            yield
        finally:
            connection.close()
