import time

from django.core.management.base import BaseCommand, CommandError

from agreements import demo
from agreements.documents import rendering, store
from agreements.models import Agreement, DocumentState


class Command(BaseCommand):
    help = "Proves on demo data that the database round-trips and that a worker renders a PDF."

    def handle(self, **options):
        agreement = Agreement.objects.filter(track_code="ksdd-sukarela").first()
        paper = rendering.order(agreement.pk, demo.person_for("OPD"), "kak")
        self.stdout.write("database: a case was read and a paper ordered")
        for _ in range(120):
            paper.refresh_from_db()
            if paper.state != DocumentState.QUEUED:
                break
            time.sleep(0.25)
        if paper.state != DocumentState.READY or not store.get(paper.sha256).startswith(b"%PDF-"):
            raise CommandError(f"worker: no PDF ({paper.state} {paper.error})")
        self.stdout.write(f"worker: rendered a PDF, {paper.sha256[:12]}")
