import json

from django.core.management.base import BaseCommand, CommandError

from agreements.regulations import catalogue, printing


class Command(BaseCommand):
    help = "Prints a track, or all of them, with its articles. Needs no database."
    requires_system_checks: list = []

    def add_arguments(self, parser) -> None:
        parser.add_argument("track", nargs="?")
        parser.add_argument("--json", action="store_true")

    def handle(self, track, json: bool, **options) -> None:
        chosen = [t for t in catalogue.TRACKS if track in (None, t.code)]
        if not chosen:
            raise CommandError(
                f"Tidak ada alur {track}. Yang ada: {', '.join(t.code for t in catalogue.TRACKS)}"
            )
        self.stdout.write(as_json(chosen) if json else "\n\n".join(map(printing.as_table, chosen)))


def as_json(tracks) -> str:
    return json.dumps([printing.as_data(track) for track in tracks], ensure_ascii=False, indent=2)
