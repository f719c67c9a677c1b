from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kerjasama.logbook.models import LogEntry, LogHead
from kerjasama.logbook.verifying import verify_log


class Command(BaseCommand):
    help = "Check the log of all writes: chains, heads, seals, and the tables against it."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print what is wrong and since when; ends with 1 where anything is."""
        faults = verify_log()
        for fault in faults:
            self.stdout.write(str(fault))
        if faults:
            raise CommandError(f"{len(faults)} hal tidak cocok dengan catatan.")
        entries, heads = LogEntry.objects.count(), LogHead.objects.count()
        self.stdout.write(f"Catatan utuh: {entries} entri, {heads} kepala.")
