"""Whether the installation is whole: its migrations, the log of all writes, the history of each
case, every stored file, its settings. Nothing is written. The checks are those of the program.
"""

import os
from collections.abc import Callable, Iterator

from django.conf import settings
from django.core.checks import ERROR, run_checks
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from kerjasama.database.rights import owns_tables
from kerjasama.logbook.models import LogEntry
from kerjasama.logbook.noticing import acknowledged_keys
from kerjasama.logbook.verifying import verify_log
from kerjasama.operations.knowing import Part, installed_checks, wrong_settings


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
    yield from wrong_settings()


def checks() -> dict[str, Callable[[], Part]]:
    """All of them by their names, in the order in which they are made."""
    return {
        "migrasi": verify_migrations,
        "catatan": verify_writes,
        **installed_checks(),
        "pengaturan": verify_settings,
    }


def verify_installation(*names: str) -> list[Part]:
    """These parts of it, or all. Where the tables are not those of this release, no more is asked
    of them.
    """
    parts: list[Part] = []
    known = checks()
    for name in names or known:
        parts.append(known[name]())
        if name == "migrasi" and not parts[-1].is_good:
            break
    return parts
