from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kerjasama.logbook.models import LogEntry, LogHead
from kerjasama.logbook.noticing import acknowledged_keys, check_log


class Command(BaseCommand):
    help = (
        "Check the log of all writes: chains, heads, seals, and the tables against it. What is"
        " found is kept and told to those who administer, as by the check of each night."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print what is wrong and since when; ends with 1 where anything is that two people have
        not acknowledged.
        """
        faults, known = check_log(), acknowledged_keys()
        opened = [fault for fault in faults if fault.key not in known]
        for fault in opened:
            self.stdout.write(str(fault))
        if opened:
            raise CommandError(f"{len(opened)} hal tidak cocok dengan catatan.")
        entries, heads = LogEntry.objects.count(), LogHead.objects.count()
        told = f"; {len(faults)} hal diakui dua orang" if faults else ""
        self.stdout.write(f"Catatan utuh: {entries} entri, {heads} kepala{told}.")
