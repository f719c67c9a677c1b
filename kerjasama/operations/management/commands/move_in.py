from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kerjasama.operations.installation import Home, this_source, verify_home
from kerjasama.operations.moving import move_in
from kerjasama.operations.places import Folder
from kerjasama.operations.postgres import database_at, refuse_while_used
from kerjasama.operations.refusing import Refused
from kerjasama.operations.restoring import Target


class Command(BaseCommand):
    help = (
        "Memindahkan isi pemasangan percobaan ke PostgreSQL dan folder yang diberikan, lalu"
        " memeriksanya. Hentikan bin/start lebih dahulu. Lihat docs/panduan/operasi.md."
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--owner", required=True, help="postgres://pemilik:sandi@host/nama, basis data kosong"
        )
        parser.add_argument(
            "--program", default="", help="alamat yang sama dengan peran program (DATABASE_URL)"
        )
        parser.add_argument("--media", required=True, type=Path, help="folder MEDIA_ROOT yang baru")

    def handle(self, *, owner: str, program: str, media: Path, **options: Any) -> None:
        try:
            database = database_at(owner)
            target = Target(database, Folder(media.resolve()), media.resolve() / "log-heads.txt")
            home = Home(target, database_at(program) if program else database)
            source = this_source()
            refuse_while_used(source.database)
            copied = move_in(source, home)
            is_good, lines = verify_home(home, "migrasi", "catatan", "riwayat", "berkas")
        except (Refused, OSError) as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write("\n".join(lines))
        if not is_good:
            raise CommandError("Isi sudah dipindahkan, tetapi belum semuanya utuh.")
        self.stdout.write(
            f"Basis data dan {copied} berkas dipindahkan dan utuh. Jalankan program dengan"
            f" DATABASE_URL peran program, MEDIA_ROOT={media.resolve()}, dan SECRET_KEY isi"
            " var/secret_key. Isi var/ belum diubah; simpan sampai yang baru terbukti."
        )
