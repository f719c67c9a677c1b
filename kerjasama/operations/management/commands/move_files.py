from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kerjasama.operations.installation import these_files, this_source
from kerjasama.operations.moving import copy_files
from kerjasama.operations.places import place_at
from kerjasama.operations.refusing import Refused

EVERY = 500


class Command(BaseCommand):
    help = (
        "Menyalin semua berkas ke tempat lain (s3://bucket/awalan, atau folder) dan membaca setiap"
        " salinan sampai cocok dengan sidiknya. Boleh diulang: yang sudah ada tidak disalin lagi."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("to", help="s3://bucket/awalan, atau folder yang sudah ada")

    def handle(self, *, to: str, **options: Any) -> None:
        """Copy, verify, and say what to set; ends with 1 where a file that is needed is damaged."""
        try:
            place = place_at(to)
            if str(place) == str(these_files()):
                raise Refused("Itu tempat berkas yang sekarang.")
            moved = copy_files(these_files(), place, self._tell)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{moved.copied} berkas disalin dan dibaca, {moved.there} sudah ada.")
        if unneeded := set(moved.damaged) - set(this_source().names()):
            self.stdout.write(f"{len(unneeded)} berkas rusak yang tidak dipakai lagi dilewati.")
        missing = sorted({*moved.broken} | ({*moved.damaged} - unneeded))
        for sha256 in missing:
            self.stderr.write(f"  {sha256}")
        if missing:
            raise CommandError(f"{len(missing)} berkas belum sampai utuh; jangan pindah dahulu.")
        setting = "FILES_AT" if to.startswith("s3://") else "FILES_AT= dan MEDIA_ROOT"
        self.stdout.write(
            f"Hentikan web dan worker, jalankan perintah ini sekali lagi (hanya yang baru disalin),"
            f" isi {setting}={to}, lalu mulai lagi dan jalankan verify."
        )

    def _tell(self, done: int, many: int) -> None:
        if done % EVERY == 0:
            self.stdout.write(f"{done} dari {many}")
