from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kerjasama.accounts.models import User
from kerjasama.signin import factor, telling


class Command(BaseCommand):
    help = (
        "Takes the second factor of one account off, where no two administrators are left to do it."
        " The person and those who administer are told."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")

    def handle(self, *, username: str, **options: Any) -> None:
        user = User.objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"no account is called {username}")
        factor.take_off(user)
        subject = f"Faktor kedua {user} dilepas dari server"
        telling.tell_person(user, subject, "Dengan perintah lift_factor.")
        people = factor.managers_besides(user)
        telling.tell_managers(people, subject, "Dengan perintah lift_factor.")
        self.stdout.write(f"{username} sets up a new second factor at the next sign-in.")
