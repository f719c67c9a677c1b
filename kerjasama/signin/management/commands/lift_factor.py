from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kerjasama.accounts.models import User
from kerjasama.signin import at_the_server


class Command(BaseCommand):
    help = (
        "Takes the second factor of one account off, where no two administrators are left to do it."
        " The person and those who administer are told by mail."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--name", required=True, help="who sits at the keyboard")
        parser.add_argument("--reason", required=True)

    def handle(self, *, username: str, name: str, reason: str, **options: Any) -> None:
        user = User.objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"no account is called {username}")
        if not (name.strip() and reason.strip()):
            raise CommandError("--name and --reason are needed")
        at_the_server.lift_factor(user, name, reason)
        self.stdout.write(f"{username} sets up a new second factor at the next sign-in.")
