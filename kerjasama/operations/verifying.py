"""Whether the installation is whole: its migrations, the log of all writes, the history of each
case, every stored file, its settings. Nothing is written. The checks are those of the program.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.core.checks import ERROR, run_checks
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from agreements.documents.archive import integrity
from agreements.documents.signatures import sealing
from agreements.models import Agreement, FileState, chain_is_intact
from kerjasama.database.rights import owns_tables
from kerjasama.logbook.models import LogEntry
from kerjasama.logbook.noticing import acknowledged_keys
from kerjasama.logbook.verifying import verify_log


@dataclass(frozen=True)
class Part:
    """One part of the installation: how much was looked at, and what is wrong with it."""

    name: str
    looked_at: str
    faults: tuple[str, ...]

    @property
    def is_good(self) -> bool:
        return not self.faults


def verify_migrations() -> Part:
    """Whether the tables are those of this release, no older and no newer."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    faults = [f"{step} belum dijalankan (manage.py migrate)" for step, _ in plan]
    applied, known = executor.loader.applied_migrations or {}, executor.loader.disk_migrations
    replaced = {old for step in known.values() for old in step.replaces}
    faults += [
        f"{app}.{name} berasal dari rilis yang lebih baru"
        for app, name in sorted(set(applied) - set(known) - replaced)
        if app in executor.loader.migrated_apps
    ]
    return Part("Migrasi", f"{len(applied)} migrasi", tuple(faults))


def verify_writes() -> Part:
    """The log of all writes: its chains, heads and seals, and the tables against it."""
    known = acknowledged_keys()
    faults = [str(fault) for fault in verify_log() if fault.key not in known]
    faults += _callable_by_anybody()
    return Part("Catatan perubahan", f"{LogEntry.objects.count()} entri", tuple(faults))


def _callable_by_anybody() -> Iterator[str]:
    """A dump may leave out who may call what; then anybody could add entries to the log."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT oid::regprocedure::text FROM pg_proc WHERE proname = ANY(%s)"
            " AND pronamespace = 'public'::regnamespace"
            " AND has_function_privilege('public', oid, 'EXECUTE')",
            [["logbook_append", "logbook_note"]],
        )
        for (function,) in cursor.fetchall():
            yield f"{function} boleh dipanggil siapa saja (pulihkan dengan bin/manage restore)"


def verify_histories() -> Part:
    """The chain of events of each case."""
    cases = Agreement.objects.order_by("pk").defer("search")
    faults = [
        f"riwayat {case} terputus atau diubah"
        for case in cases.iterator()
        if not chain_is_intact(case)
    ]
    return Part("Riwayat kerja sama", f"{cases.count()} kerja sama", tuple(faults))


def verify_files() -> Part:
    """Every file that a row keeps is read through."""
    names = integrity.kept_files()
    states = ((sha256, integrity.state_of(sha256)) for sha256 in sorted(names))
    faults = [
        f"{sha256[:2]}/{sha256} {FileState(state).label.lower()}"
        for sha256, state in states
        if state != FileState.INTACT
    ]
    return Part("Berkas", f"{len(names)} berkas", tuple(faults))


def verify_settings() -> Part:
    """The settings of this process."""
    found = run_checks(include_deployment_checks=not settings.DEBUG)
    faults = [check.msg for check in found if check.level >= ERROR and not check.is_silenced()]
    return Part("Pengaturan", f"{len(found)} saran", (*faults, *_wrong_settings()))


def _wrong_settings() -> Iterator[str]:
    if not os.environ.get("SECRET_KEY"):
        yield "SECRET_KEY kosong: setiap proses memakai kunci sendiri dan semua orang keluar"
    if settings.DEBUG:
        yield "DEBUG=1 hanya untuk pengembang"
    if not os.access(settings.MEDIA_ROOT, os.W_OK):
        yield f"MEDIA_ROOT {settings.MEDIA_ROOT} tidak ada atau tidak dapat ditulis"
    if not settings.SERVE_AS_OWNER and owns_tables():
        yield "DATABASE_URL masuk sebagai pemilik tabel; beri peran program sendiri"
    try:
        sealing.load_seal()
    except sealing.Unusable as unusable:
        yield str(unusable)


CHECKS: dict[str, Callable[[], Part]] = {
    "migrasi": verify_migrations,
    "catatan": verify_writes,
    "riwayat": verify_histories,
    "berkas": verify_files,
    "pengaturan": verify_settings,
}


def verify_installation(*names: str) -> list[Part]:
    """These parts of it, or all. Where the tables are not those of this release, no more is asked
    of them.
    """
    parts: list[Part] = []
    for name in names or CHECKS:
        parts.append(CHECKS[name]())
        if name == "migrasi" and not parts[-1].is_good:
            break
    return parts
