from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from kerjasama.operations import keeping


class Command(BaseCommand):
    help = (
        "Latihan pemulihan: cadangan terbaru dipulihkan ke basis data sementara dan diperiksa."
        " Hasilnya tampil di Pengaturan, Arsip."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("place", nargs="?", default=settings.BACKUP_TO, help="folder cadangan")
        parser.add_argument(
            "--identity", default=settings.BACKUP_IDENTITY, help="berkas kunci rahasia"
        )
        parser.add_argument(
            "--scratch",
            default=settings.DRILL_DATABASE_URL,
            help="basis data yang boleh dikosongkan; tanpa ini dipakai peladen sementara",
        )

    def handle(self, *, place: str, identity: str, scratch: str, **options: Any) -> None:
        """Ends with 1 where the backup cannot be restored whole."""
        done = keeping.drill(place, identity, scratch)
        self.stdout.write(done.told)
        if not done.is_good:
            raise CommandError(f"Latihan pemulihan {done.backup} gagal.")
        self.stdout.write(f"Cadangan {done.backup} dapat dipulihkan dan utuh.")
