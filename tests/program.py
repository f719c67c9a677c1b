"""The role as which web and worker serve, which owns nothing; tests themselves are the owner."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread
from urllib.parse import urlencode, urlsplit

import pytest
from django.db import connection
from django.db.backends.postgresql.base import DatabaseWrapper

from kerjasama.database.rights import grant_rights


@contextmanager
def lesser_role() -> Iterator[tuple[str, str]]:
    """Its name, and where it connects to this test database alone."""
    told = connection.settings_dict
    role, password = f"{told['NAME']}_program", secrets.token_hex(8)
    with connection.cursor() as cursor:
        cursor.execute("SELECT FROM pg_roles WHERE rolname = %s", [role])
        if not cursor.rowcount:
            cursor.execute(f'CREATE ROLE "{role}"')
        cursor.execute(f"ALTER ROLE \"{role}\" LOGIN PASSWORD '{password}'")
    grant_rights(role)
    place = {"host": told["HOST"], "port": told["PORT"]}
    asked = urlencode({name: value for name, value in place.items() if value})
    yield role, f"postgresql://{role}:{password}@/{told['NAME']}?{asked}"
    with connection.cursor() as cursor:
        cursor.execute(f'DROP OWNED BY "{role}"')
        cursor.execute(f'DROP ROLE "{role}"')


def serve_as(program: tuple[str, str], patches: pytest.MonkeyPatch) -> None:
    """Threads of a live server connect as that role; the test beside them stays the owner."""
    usual = DatabaseWrapper.get_connection_params
    role, password = program[0], urlsplit(program[1]).password

    def of_thread(wrapper: DatabaseWrapper) -> dict:
        told = usual(wrapper)
        if current_thread() is main_thread():
            return told
        return {**told, "user": role, "password": password}

    patches.setattr(DatabaseWrapper, "get_connection_params", of_thread)
