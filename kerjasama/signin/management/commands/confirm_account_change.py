from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kerjasama.accounts.confirming import GrantRefused
from kerjasama.accounts.merging import UnitMergeRefused
from kerjasama.signin import at_the_server


class Command(BaseCommand):
    help = (
        "Decides what waits for a second person where nobody else is left to do it; without a key"
        " it lists what waits. The log keeps the name, and all who administer get a mail."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("key", nargs="?", help="as the list shows it, for example peran/12")
        parser.add_argument("--name", default="", help="who sits at the keyboard")
        parser.add_argument("--reason", default="")
        parser.add_argument("--refuse", action="store_true")
        parser.add_argument(
            "--though-others-could",
            action="store_true",
            help="decide it though somebody could do so on the page",
        )

    def handle(self, *, key: str | None, name: str, reason: str, **options: Any) -> None:
        waiting = at_the_server.what_waits()
        if key is None:
            for known, row in waiting.items():
                self.stdout.write(f"{known}\t{at_the_server.describe(row)}")
            return
        if not (name.strip() and reason.strip()):
            raise CommandError("--name and --reason are needed")
        others = at_the_server.who_could(waiting[key]) if key in waiting else []
        if others and not options["though_others_could"]:
            named = ", ".join(user.username for user in others)
            raise CommandError(f"on the page it can be decided by {named}")
        try:
            mails = at_the_server.decide_here(key, name, reason, is_given=not options["refuse"])
        except (GrantRefused, UnitMergeRefused) as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{key} is decided; {mails} mails tell of it.")
