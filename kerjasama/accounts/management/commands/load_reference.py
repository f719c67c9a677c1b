from typing import Any

from django.core.management.base import BaseCommand

from kerjasama.reference import opd
from kerjasama.reference.loading import load_units


class Command(BaseCommand):
    help = "Creates the OPD of Kutai Kartanegara that are missing; harmless to repeat."

    def handle(self, **options: Any) -> None:
        self.stdout.write(f"OPD: {load_units()} new of {len(opd())}")
