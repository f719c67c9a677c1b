from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from agreements.importing import from_pdf
from agreements.workflow.guarding import Refused
from kerjasama.accounts.models import Unit, User


class Command(BaseCommand):
    help = "Records naskah from their own PDF, which carries its data (docs/schemas/kerja-sama-3)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", type=Path)
        parser.add_argument("--by", required=True, help="who records them: a user name")
        parser.add_argument("--unit", help="the unit that owns them, if not the one they name")
        parser.add_argument(
            "--signed-on",
            type=date.fromisoformat,
            help="the day all parties signed, where the file was made before that was recorded",
        )
        parser.add_argument(
            "--scan",
            type=Path,
            help="the scan of the signed original, as the sheet of one file names it",
        )
        parser.add_argument(
            "--despite-seal",
            action="store_true",
            help="record a file whose seal does not prove where it comes from; the log keeps that",
        )

    def handle(self, **options: Any) -> None:
        user = User.objects.filter(username=options["by"]).first()
        if user is None:
            raise CommandError(f"nobody is called {options['by']}")
        unit = None
        if options["unit"]:
            unit = Unit.objects.filter(name=options["unit"], valid_to=None).first()
            if unit is None:
                raise CommandError(f"no unit is called {options['unit']}")
        scan = options["scan"].read_bytes() if options["scan"] else b""
        told = from_pdf.Told(unit, options["signed_on"], options["despite_seal"], scan)
        for file in options["files"]:
            try:
                recorded = from_pdf.record_from_pdf(file.read_bytes(), user, told)
            except Refused as refusal:
                raise CommandError(f"{file}: {refusal}") from refusal
            self.stdout.write(f"{file}: {recorded.naskah_number} {recorded.title}")
