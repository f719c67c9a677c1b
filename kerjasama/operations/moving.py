"""From the pilot's embedded servers to given ones: its database, its stored files, the heads of its
log. And stored files alone, from a folder to a bucket or back. What is moved stays where it was,
untouched.
"""

import shutil
import tempfile
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path

from kerjasama.operations.backups import Source, name_of, stored_files
from kerjasama.operations.installation import Home, bring_up
from kerjasama.operations.places import Place
from kerjasama.operations.postgres import dump_database, load_database, refuse_unless_empty
from kerjasama.operations.refusing import Refused
from kerjasama.operations.restoring import lies_whole
from kerjasama.operations.sets import digest_of_file

Tell = Callable[[int, int], None]


@dataclass(frozen=True)
class Moved:
    """How many files were copied, how many lay there whole already, which are damaged where they
    came from, which arrived as something else.
    """

    copied: int
    there: int
    damaged: tuple[str, ...]
    broken: tuple[str, ...]


def copy_files(files: Place, to: Place, tell: Tell = lambda _done, _all: None) -> Moved:
    """Copy every stored file, and read each where it arrived. Broken off, it goes on where it was
    when it is called again.
    """
    copied, there, damaged, broken = 0, 0, [], []
    names = stored_files(files)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        for done, sha256 in enumerate(names):
            tell(done, len(names))
            if lies_whole(to, sha256, work):
                there += 1
                continue
            try:
                file = files.at_hand(name_of(sha256), work / "berkas")
                is_whole = digest_of_file(file) == sha256
            except FileNotFoundError:
                continue  # taken away meanwhile, by right
            if not is_whole:
                damaged.append(sha256)
                continue
            to.put(name_of(sha256), file)
            copied += 1
            if not lies_whole(to, sha256, work):
                broken.append(sha256)
    return Moved(copied, there, tuple(damaged), tuple(broken))


def refuse_damaged(moved: Moved, names: Collection[str]) -> None:
    """Raises Refused where a file that rows name could not be moved whole."""
    if needed := sorted(set(moved.damaged) & set(names)):
        raise Refused(
            f"{len(needed)} berkas rusak di tempat asalnya ({', '.join(needed[:5])}). Pulihkan dari"
            " cadangan lebih dahulu; basis data belum dipindahkan."
        )
    if moved.broken:
        raise Refused(
            f"{len(moved.broken)} berkas tidak sampai utuh ({', '.join(moved.broken[:5])}). Periksa"
            " tempat tujuannya, lalu ulangi."
        )


def move_in(source: Source, home: Home) -> int:
    """Move it; returns how many files were copied. Raises Refused where something is there already,
    and where a file that is needed is damaged.
    """
    refuse_unless_empty(home.target.database)
    moved = copy_files(source.files, home.target.files)
    refuse_damaged(moved, source.names())
    with tempfile.TemporaryDirectory() as work:
        dump = Path(work) / "basis-data.dump"
        written_by = dump_database(source.database, dump)
        load_database(home.target.database, dump, written_by)
    if source.witness.is_file() and not home.target.witness.exists():
        home.target.witness.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source.witness, home.target.witness)
    bring_up(home)
    return moved.copied
