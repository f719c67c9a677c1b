import json
from collections.abc import Iterable
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from agreements.regulations import catalogue, exporting, printing
from agreements.regulations.vocabulary import Track


class Command(BaseCommand):
    help = "Prints a track, or all of them, with its articles. Needs no database."
    requires_system_checks: list = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("track", nargs="?")
        parser.add_argument("--json", action="store_true")

    def handle(self, track: str | None, *, json: bool, **options: Any) -> None:
        chosen = [known for known in catalogue.TRACKS if track in (None, known.code)]
        if not chosen:
            codes = ", ".join(known.code for known in catalogue.TRACKS)
            raise CommandError(f"Tidak ada alur {track}. Yang ada: {codes}")
        if json:
            self.stdout.write(as_json(chosen))
        else:
            self.stdout.write("\n\n".join(printing.as_table(one) for one in chosen))


def as_json(tracks: Iterable[Track]) -> str:
    """The tracks for another program to read."""
    return json.dumps(
        [exporting.track_as_data(track) for track in tracks], ensure_ascii=False, indent=2
    )
