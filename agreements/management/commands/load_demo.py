import logging
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from agreements import demo
from agreements.demo import loading, tasks
from kerjasama.accounts.models import RegionProfile
from kerjasama.celery import app

log = logging.getLogger(__name__)


class Command(BaseCommand):
    help = (
        "Loads the demo once and prints its accounts; the worker then adds the cases that have"
        " papers."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--few", action="store_true", help="only a few cases, nothing for the worker"
        )

    def handle(self, *, few: bool, **options: Any) -> None:
        loading.load_examples(few=few)
        if RegionProfile.current().awaits_examples:
            self._start_the_worker()
        accounts = ", ".join([*demo.ACCOUNTS, *demo.SECOND_OPD])
        self.stdout.write(f"Demo accounts: {accounts}; password {demo.PASSWORD}")

    def _start_the_worker(self) -> None:
        try:
            app.send_task(tasks.NAME, [0])
            app.send_task(tasks.SAMPLES)
            self.stdout.write("The worker adds the other example cases during the next minutes.")
        except Exception:
            log.warning("broker unreachable, the other example cases wait for the next start")
