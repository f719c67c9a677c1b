from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from kerjasama.operations import restoring, sets
from kerjasama.operations.installation import bring_up, this_home, verify_home
from kerjasama.operations.places import Place, place_at
from kerjasama.operations.refusing import Refused


class Command(BaseCommand):
    help = (
        "Memulihkan cadangan ke basis data kosong dan MEDIA_ROOT, lalu memeriksanya. Lihat"
        " docs/panduan/operasi.md."
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("place", nargs="?", default=settings.BACKUP_TO, help="folder cadangan")
        parser.add_argument("--set", default="", help="nama cadangan; tanpa ini: yang terbaru")
        parser.add_argument("--list", action="store_true", help="hanya sebut cadangan yang ada")
        parser.add_argument("--check", action="store_true", help="hanya periksa cadangan itu")
        parser.add_argument(
            "--identity", default=settings.BACKUP_IDENTITY, help="berkas kunci rahasia"
        )
        parser.add_argument(
            "--despite-damage", action="store_true", help="pulihkan yang masih utuh"
        )
        parser.add_argument(
            "--replace", action="store_true", help="kosongkan dahulu basis data yang sudah berisi"
        )

    def handle(self, *, place: str, **options: Any) -> None:
        try:
            self._act(place_at(place), options)
        except (Refused, OSError) as refusal:
            raise CommandError(str(refusal)) from refusal

    def _act(self, place: Place, options: dict[str, Any]) -> None:
        if options["list"]:
            for name in sets.list_sets(place):
                self.stdout.write(name)
            return
        record = sets.choose_set(place, options["set"])
        if options["check"]:
            self._check(place, record)
            return
        home = this_home()
        stayed = restoring.restore_backup(
            place,
            record,
            home.target,
            options["identity"],
            despite_damage=options["despite_damage"],
            replace=options["replace"],
        )
        for line in (*stayed, *record.lost):
            self.stdout.write(f"tidak dipulihkan: {line}")
        bring_up(home)
        is_good, lines = verify_home(home)
        self.stdout.write("\n".join(lines))
        if not is_good:
            raise CommandError(f"Cadangan {record.name} dipulihkan, tetapi belum semuanya utuh.")
        self.stdout.write(f"Cadangan {record.name} ({record.at}) dipulihkan dan utuh.")

    def _check(self, place: Place, record: sets.Record) -> None:
        faults = restoring.check_backup(place, record)
        for fault in faults:
            self.stdout.write(fault)
        if faults:
            raise CommandError(f"Cadangan {record.name}: {len(faults)} bagian rusak.")
        self.stdout.write(f"Cadangan {record.name} utuh: {record.files} berkas dan basis data.")
