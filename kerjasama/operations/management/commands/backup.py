from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from kerjasama.operations import keeping


class Command(BaseCommand):
    help = (
        "Mencadangkan basis data dan berkas ke sebuah folder; yang sudah ada di sana tidak disalin"
        " lagi. Lihat docs/panduan/operasi.md."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("to", nargs="?", default=settings.BACKUP_TO, help="folder cadangan")
        parser.add_argument(
            "--recipient",
            default=settings.BACKUP_RECIPIENT,
            help="kunci publik age (age1…), atau berkas kunci publik age atau GnuPG",
        )

        parser.add_argument(
            "--keep",
            type=int,
            default=settings.BACKUP_KEEP,
            help="simpan sekian cadangan terbaru dan hapus yang lebih lama; 0: semua",
        )

    def handle(self, *, to: str, recipient: str, keep: int, **options: Any) -> None:
        """Ends with 1 where there is no backup, and where files were damaged before it."""
        done = keeping.back_up(to, recipient, keep)
        if not done.is_good:
            raise CommandError(f"Cadangan {done.backup or 'tidak dibuat'}: {done.told}")
        self.stdout.write(f"Cadangan {done.backup} selesai.\n{done.told}")
