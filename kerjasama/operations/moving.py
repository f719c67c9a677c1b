"""From the pilot's embedded servers to given ones: its database, its stored files, the heads of its
log. What is moved stays where it was, untouched.
"""

import shutil
import tempfile
from pathlib import Path

from kerjasama.operations.backups import Source, stored_files
from kerjasama.operations.installation import Home, bring_up
from kerjasama.operations.postgres import dump_database, load_database, refuse_unless_empty
from kerjasama.operations.refusing import Refused
from kerjasama.operations.restoring import put_stored
from kerjasama.operations.sets import digest_of_file


def move_in(source: Source, home: Home) -> int:
    """Move it; returns how many files were copied. Raises Refused where something is there already,
    and where a file that is needed is damaged.
    """
    refuse_unless_empty(home.target.database)
    damaged: list[str] = []
    copied = 0
    for file in stored_files(source.media):
        if digest_of_file(file) != file.name:
            damaged.append(file.name)
            continue
        to = home.target.media / file.name[:2] / file.name
        if not (to.is_file() and digest_of_file(to) == file.name):
            put_stored(file, to)
            copied += 1
    if needed := sorted(set(damaged) & set(source.names())):
        raise Refused(
            f"{len(needed)} berkas rusak di tempat asalnya ({', '.join(needed[:5])}). Pulihkan dari"
            " cadangan lebih dahulu; basis data belum dipindahkan."
        )
    with tempfile.TemporaryDirectory() as work:
        dump = Path(work) / "basis-data.dump"
        written_by = dump_database(source.database, dump)
        load_database(home.target.database, dump, written_by)
    if source.witness.is_file() and not home.target.witness.exists():
        home.target.witness.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source.witness, home.target.witness)
    bring_up(home)
    return copied
