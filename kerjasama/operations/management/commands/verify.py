from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kerjasama.operations.verifying import checks, verify_installation


class Command(BaseCommand):
    help = (
        "Memeriksa apakah pemasangan ini utuh: migrasi, catatan perubahan, riwayat kerja sama,"
        " berkas, dan pengaturan. Tidak mengubah apa pun."
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("parts", nargs="*", help=f"hanya bagian ini: {', '.join(checks())}")

    def handle(self, *, parts: list[str], **options: Any) -> None:
        """Print each part and what is wrong with it; ends with 1 where anything is."""
        if unknown := set(parts) - set(checks()):
            raise CommandError(
                f"Tidak ada bagian bernama {', '.join(unknown)}; yang ada: {', '.join(checks())}."
            )
        found = verify_installation(*parts)
        for part in found:
            verdict = "utuh" if part.is_good else f"{len(part.faults)} masalah"
            self.stdout.write(f"{part.name}: {verdict} ({part.looked_at})")
            for fault in part.faults:
                self.stdout.write(f"  {fault}")
        wrong = [part.name for part in found if not part.is_good]
        if wrong:
            raise CommandError(f"Belum utuh: {', '.join(wrong)}.")
