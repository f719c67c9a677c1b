"""What was built once in a test database comes back by its rows, not by being built again.

A test starts from an empty world and builds: people, a case, its next stages. Who builds the same
on the same ground finds the rows, with the keys that they had, the files, the mails and what waits
for the commit.

Nothing is believed of the ground. A sum over the rows of every table tells whether the database
is, row for row, what it was when the thing had been built last; whatever else stands there, however
it came, has all built anew. So has a test that patched something, or that commits.
"""

import pickle
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from io import StringIO
from itertools import count
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.core import mail
from django.core.mail import EmailMessage
from django.db import connection, transaction
from django.utils import timezone

from agreements.documents import rendering
from agreements.documents.signatures import sealing

# What a test sets for itself alone and nothing built depends on.
OWN_SETTINGS = {"MEDIA_ROOT", "LOG_WITNESS", "PASSWORD_HASHERS"} | {
    "default_settings",
    "SETTINGS_MODULE",
}
# Patched, they decide how something is built, and the same function builds the same.
MAY_BE_PATCHED = ((rendering, "to_pdf"), (sealing, "has_seal"))
# So long an act stays new: what may be taken back for ten minutes may be so in every test.
FRESH = timedelta(minutes=6).total_seconds()

Rows = dict[str, tuple[str, ...]]  # lines of COPY, by table
Sums = tuple[Decimal | None, ...]  # one a table; None for an empty one
Writings = tuple[tuple[int, ...], int]  # rows of each table; going back to a savepoint
Files = dict[str, bytes]
Waiting = tuple[tuple[Callable[[], object], bool], ...]  # what a commit does, and whether robustly


@dataclass
class Ground:
    """What there was before something was built on it."""

    serial: int
    rows: Rows
    sums: Sums
    paths: set[str]
    mails: int
    waiting: int


@dataclass
class Built:
    """What came and went while something was built, and all there was after it."""

    came: Rows
    went: Rows
    files: Files
    mails: tuple[EmailMessage, ...]
    waiting: Waiting
    after: Rows
    sums: Sums
    result: object
    at: float = field(default_factory=monotonic)
    serial: int = field(default_factory=count(1).__next__)


@dataclass
class Lasting:
    """What a module stands on, that another module built on the same ground."""

    ground: Sums
    came: Rows
    went: Rows
    files: Files
    sums: Sums
    result: bytes  # pickled


class Kept:
    is_on = True  # `bin/test --anew` builds all in every test

    def __init__(self) -> None:
        self.known: dict[Hashable, Built] = {}
        self.ground: int | None = 0  # serial of what was built last; None: something else was
        self.rows: Rows = {}
        self.sums: Sums = ()
        self.writings: Writings | None = None  # how many there had been when the ground was known
        self.goings_back = 0
        self._last: tuple[Writings, Sums] | None = None  # when sums were taken
        self.patches: pytest.MonkeyPatch | None = None
        self.usual_patches = 0
        self.lays_out = False  # the papers on the way to where a test begins
        self._grounds: list[Ground] = []  # of what is being built, one within another
        self._lasting: dict[str, Lasting] = {}
        self._empty: Rows = {}
        self._empty_sums: Sums = ()
        self._columns: dict[str, tuple[str, int]] = {}
        self._prepared_on: object = None

    def begin(self, patches: pytest.MonkeyPatch, lays_out: bool) -> None:
        """A test begins, with what it will patch; what is patched already is so in every test."""
        self.ground, self.patches, self.lays_out = 0, patches, lays_out
        self._grounds = []
        self.usual_patches = len(patches._setattr)
        self.rows, self.sums, self.writings = self._empty, self._empty_sums, None

    def once(self, name: Hashable, build: Callable[[], object]) -> object:
        """What `build` answers, which says in plain values what was built."""
        if self.ground is None or not self.is_on or not self._is_usual():
            return build()
        if not self._stands_on_its_ground():
            self.ground = None
            return build()
        found = self._known_as(name)
        if found:
            self._bring_back(found)
        else:
            key = (self.ground, name, self._circumstances())
            found = self.known[key] = self._build(build)
        self.ground, self.rows, self.sums = found.serial, found.after, found.sums
        self.writings = self.count_writings()
        return found.result

    def for_a_module(self, name: str, build: Callable[[], object]) -> object:
        """What `build` answers where it stands as long as a module. The answer may hold rows as
        objects: each module has its own.
        """
        ground = self.sums_of_rows()
        found = self._lasting.get(name)
        if found and found.ground == ground and self.is_on:
            self._change_rows(found.came, found.went)
            assert self.sums_of_rows() == found.sums, "the rows are not those that had been built"
            self._write_files(found.files)
            return pickle.loads(found.result)  # noqa: S301 - our own
        before, result = self.read({}), build()
        sums = self.sums_of_rows()
        came, went = _difference(before, self.read(before, ground, sums))
        of_result = pickle.dumps(result)
        self._lasting[name] = Lasting(ground, came, went, files_of_test(), sums, of_result)
        return result

    def knows(self, name: Hashable) -> bool:
        """Whether what stands under this name would come back by its rows."""
        return self._known_as(name) is not None

    def _known_as(self, name: Hashable) -> Built | None:
        found = self.known.get((self.ground, name, self._circumstances()))
        return found if found and monotonic() - found.at < FRESH else None

    def halfway(self, name: Hashable, result: object) -> None:
        """What stands after the last step is also what would be built under this name, on the
        ground of what is being built now.
        """
        if self.ground is not None and self._grounds:
            ground = self._grounds[-1]
            key = (ground.serial, name, self._circumstances())
            self.known[key] = self._built_on(ground, self.rows, self.sums, result, self.ground)

    def _stands_on_its_ground(self) -> bool:
        """Whether the whole database is that of the ground. The empty world is what stands there
        while there are no accounts; when it was emptied and filled anew, nothing is known. Sums
        need not be taken again where nothing was written since.
        """
        if self.writings is not None and self.writings == self.count_writings():
            return True
        now = self.sums_of_rows()
        if self.ground == 0 and now != self._empty_sums and self.sees_empty_world():
            self.known.clear()
            self._empty, self._empty_sums = self.read(self._empty, self._empty_sums, now), now
            self.rows, self.sums = self._empty, now
        return now == self.sums

    def sees_empty_world(self) -> bool:
        """Whether nobody has an account yet and there is no case."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT NOT EXISTS (SELECT FROM accounts_user)"
                " AND NOT EXISTS (SELECT FROM accounts_unit)"
                " AND NOT EXISTS (SELECT FROM agreements_agreement)"
            )
            return cursor.fetchone()[0]

    def may_change_rows(self) -> bool:
        """Whether the account of the database may change rows without their triggers."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
            return cursor.fetchone()[0]

    def _is_usual(self) -> bool:
        """Whether the test is one that the rows of another fit: none that commits, or has patched
        more than how papers are laid out and scans sealed.
        """
        patched = self.patches
        if not connection.in_atomic_block or patched is None or patched._setitem:
            return False
        own = patched._setattr[self.usual_patches :]
        return all((what, name) in MAY_BE_PATCHED for what, name, _ in own)

    def _circumstances(self) -> tuple:
        """What else decides how something is built."""
        now = timezone.now() if time_machine.escape_hatch.is_travelling() else timezone.localdate()
        own, layer = [], settings._wrapped
        while hasattr(layer, "default_settings"):
            own += [name for name in vars(layer) if name.isupper() and name not in OWN_SETTINGS]
            layer = layer.default_settings
        patched = (getattr(what, name) for what, name in MAY_BE_PATCHED)
        return now, *patched, self.lays_out, *((n, repr(getattr(settings, n))) for n in own)

    def _build(self, build: Callable[[], object]) -> Built:
        """Building may itself take up what was built, which moves the ground of `self`."""
        waits, mails = len(connection.run_on_commit), len(mail.outbox)
        ground = Ground(self.ground or 0, self.rows, self.sums, paths_of_test(), mails, waits)
        self._grounds.append(ground)
        try:
            result = build()
        finally:
            self._grounds.pop()
        sums = self.sums_of_rows()
        stands = self.ground is not None and self.ground != ground.serial and sums == self.sums
        after = self.rows if stands else self.read(ground.rows, ground.sums, sums)
        return self._built_on(ground, after, sums, result, self.ground if stands else None)

    def _built_on(
        self, ground: Ground, after: Rows, sums: Sums, result: object, serial: int | None
    ) -> Built:
        """What came and went since; with its serial where the same stands under another name."""
        came, went = _difference(ground.rows, after)
        new = paths_of_test() - ground.paths
        files = {path: (self.media() / path).read_bytes() for path in new}
        waits = connection.run_on_commit[ground.waiting :]
        waiting = tuple((act, is_robust) for _, act, is_robust in waits)
        sent = tuple(mail.outbox[ground.mails :])
        built = Built(came, went, files, sent, waiting, after, sums, result)
        built.serial = serial or built.serial
        return built

    def _bring_back(self, found: Built) -> None:
        self._change_rows(found.came, found.went)
        assert self.sums_of_rows() == found.sums, "the rows are not those that had been built"
        self._write_files(found.files)
        mail.outbox += found.mails
        for act, is_robust in found.waiting:
            transaction.on_commit(act, robust=is_robust)

    def _write_files(self, files: Files) -> None:
        for path, content in files.items():
            file = self.media() / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)

    def put(self, rows: Rows, sums: Sums = ()) -> None:
        """These rows and no others, for tests that commit; those of known sums, where they are."""
        now = self.read(rows, sums, self.sums_of_rows())
        self._change_rows(*_difference(now, rows))

    def sums_of_rows(self) -> Sums:
        """For each table a number that every row changes, wherever it stands. Taken are those of
        tables that were written since the last time in the same transaction, or that have a page:
        to plan a sum for each of 150 tables takes the database ten times as long.
        """
        written = self.count_writings()
        if self._last and self._last[0][1] == written[1] and self._last[0][0][0] == written[0][0]:
            before, sums = self._last[0][0][1:], list(self._last[1])
            rows = enumerate(zip(before, written[0][1:], strict=True))
            places = [place for place, (old, new) in rows if old != new]
        else:
            sums = [None] * len(self._tables())
            places = [
                place for place, is_empty in enumerate(self._ask("empty_tables")) if not is_empty
            ]
        for place, total in self._sums_of(places):
            sums[place] = total
        self._last = written, tuple(sums)
        return self._last[1]

    def _sums_of(self, places: list[int]) -> list[tuple[int, Decimal | None]]:
        """Of the tables at these places."""
        if not places:
            return []
        names = list(self._tables())
        sums = " UNION ALL ".join(
            f'SELECT {place}, sum(hashtextextended(t::text, 0)) FROM "{names[place]}" t'
            for place in places
        )
        with connection.cursor() as cursor:
            cursor.cursor.execute(sums)
            return cursor.fetchall()

    def count_writings(self) -> Writings:
        """When this transaction began, and how many rows of each table were written in it, as the
        database counts them, also those that were taken back; and how often it went back to a
        savepoint, which it does not count.
        """
        return tuple(self._ask("count_writings")), self.goings_back

    def _ask(self, question: str) -> Any:
        """The answer to a question that is planned once for the connection."""
        with connection.cursor() as cursor:
            raw = cursor.cursor
            if self._prepared_on is not connection.connection:
                self._prepare(raw)
                self._prepared_on = connection.connection
            raw.execute(f"EXECUTE {question}")
            return raw.fetchone()[0]

    def _prepare(self, raw: Any) -> None:
        tables = ", ".join(f"'{table}'::regclass" for table in self._tables())
        of_all = f"FROM unnest(ARRAY[{tables}]::oid[]) WITH ORDINALITY all_of (t, place)"
        raw.execute(
            "PREPARE empty_tables AS"
            f" SELECT array_agg(pg_relation_size(t) = 0 ORDER BY place) {of_all}"
        )
        counts = " + ".join(
            f"pg_stat_get_xact_tuples_{how}(t)" for how in ("inserted", "updated", "deleted")
        )
        raw.execute(
            "PREPARE count_writings AS"
            " SELECT (extract(epoch FROM transaction_timestamp()) * 1000000)::bigint"
            f" || array_agg({counts} ORDER BY place) {of_all}"
        )

    def read(self, before: Rows, sums_before: Sums = (), sums: Sums = ()) -> Rows:
        """All rows there are; of a table whose sum stayed as it was, the same object."""
        changed = [True] * len(self._tables())
        if before and sums_before:
            changed = [old != new for old, new in zip(sums_before, sums, strict=True)]
        found = dict(before)
        with connection.cursor() as cursor:
            for (table, (columns, _)), is_other in zip(
                self._tables().items(), changed, strict=True
            ):
                if is_other:
                    into = StringIO()
                    cursor.cursor.copy_expert(f'COPY "{table}" ({columns}) TO STDOUT', into)
                    found[table] = tuple(into.getvalue().split("\n")[:-1])
        return found

    def _change_rows(self, came: Rows, went: Rows) -> None:
        """Without triggers: what they did is among the rows."""
        with transaction.atomic(), connection.cursor() as cursor:
            raw = cursor.cursor
            raw.execute("SET LOCAL session_replication_role = replica")
            for table, lines in went.items():
                place = self._tables()[table][1]
                key = self._tables()[table][0].split(", ")[place]
                gone = [line.split("\t")[place] for line in lines]
                if gone:
                    raw.execute(f'DELETE FROM "{table}" WHERE {key}::text = ANY(%s)', [gone])
            for table, lines in came.items():
                if lines:
                    columns = self._tables()[table][0]
                    text = StringIO("\n".join(lines) + "\n")
                    raw.copy_expert(f'COPY "{table}" ({columns}) FROM STDIN', text)
            raw.execute("SET LOCAL session_replication_role = origin")

    def media(self) -> Path:
        return Path(settings.MEDIA_ROOT)

    def _tables(self) -> dict[str, tuple[str, int]]:
        """The columns of each table that are written, and the place of its key among them."""
        if not self._columns:
            with connection.cursor() as cursor:
                cursor.execute(COLUMNS)
                for table, names, key in cursor.fetchall():
                    self._columns[table] = ", ".join(f'"{n}"' for n in names), names.index(key)
        return self._columns


COLUMNS = """
SELECT c.relname, array_agg(a.attname::text ORDER BY a.attnum),
       max(a.attname::text) FILTER (WHERE a.attnum = i.indkey[0])
FROM pg_class c
JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
  AND a.attgenerated = '' AND c.relname <> 'django_migrations'
GROUP BY c.relname ORDER BY c.relname
"""


def _difference(before: Rows, after: Rows) -> tuple[Rows, Rows]:
    """What came and what went."""
    came, went = {}, {}
    for table, lines in after.items():
        if lines is not before[table]:
            old, new = set(before[table]), set(lines)
            came[table] = tuple(line for line in lines if line not in old)
            went[table] = tuple(line for line in before[table] if line not in new)
    return came, went


def paths_of_test() -> set[str]:
    root = kept.media()
    return {str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()}


def files_of_test() -> Files:
    return {path: (kept.media() / path).read_bytes() for path in paths_of_test()}


kept = Kept()
