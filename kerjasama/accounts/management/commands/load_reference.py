from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kerjasama.accounts.models import RegionProfile
from kerjasama.reference import is_first_home, opd
from kerjasama.reference.loading import load_units


class Command(BaseCommand):
    help = "Creates the OPD of Kutai Kartanegara that are missing; harmless to repeat."

    def handle(self, **options: Any) -> None:
        """Raises CommandError where the profile is of another region, whose OPD are its own."""
        known = RegionProfile.objects.filter(pk=1).first()
        if known and not is_first_home(known.short_name):
            raise CommandError(
                f"Daftar OPD ini bukan milik {known.name}; catat unit di Pengaturan."
            )
        self.stdout.write(f"OPD: {load_units()} new of {len(opd())}")
