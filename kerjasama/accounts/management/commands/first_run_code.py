from typing import Any

from django.core.management.base import BaseCommand

from kerjasama.accounts import first_run
from kerjasama.accounts.views import has_administrator


class Command(BaseCommand):
    help = "Print the code that the first page asks for; nothing once there is an administrator."

    def handle(self, **options: Any) -> None:
        if not has_administrator():
            self.stdout.write(first_run.installation_code())
