from django.core.management.base import BaseCommand
from django.db import transaction

from agreements import demo


class Command(BaseCommand):
    help = "Loads the demo once and prints its accounts."

    @transaction.atomic
    def handle(self, **options):
        demo.load()
        self.stdout.write(f"Demo accounts: {', '.join(demo.ACCOUNTS)}; password {demo.PASSWORD}")
