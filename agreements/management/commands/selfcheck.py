import time

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from agreements import demo
from agreements.documents import rendering, store
from agreements.models import Agreement, DocumentState
from agreements.workflow.evaluation import evaluate_case
from kerjasama.notices import catcher, tasks


class Command(BaseCommand):
    help = (
        "Proves on demo data that the database round-trips, that a worker renders a PDF and that"
        " mails leave."
    )

    def handle(self, **options) -> None:
        agreement = next(filter(awaits_kak, Agreement.objects.running()))
        paper = rendering.order_document(
            agreement.pk, demo.person_for("OPD", agreement.owner), "kak"
        )
        self.stdout.write("database: a case was read and a paper ordered")
        for _ in range(120):
            paper.refresh_from_db()
            if paper.state != DocumentState.QUEUED:
                break
            time.sleep(0.25)
        if paper.state != DocumentState.READY or not store.read_stored(paper.sha256).startswith(
            b"%PDF-"
        ):
            raise CommandError(f"worker: no PDF ({paper.state} {paper.error})")
        self.stdout.write(f"worker: rendered a PDF, {paper.sha256[:12]}")
        if settings.MAIL_CATCHER:
            self._prove_mail()

    def _prove_mail(self) -> None:
        tasks.notify()
        mails = catcher.newest_caught_mail()
        if not mails:
            raise CommandError("mail: nothing arrived")
        self.stdout.write(f"mail: {len(mails)} arrived at the catcher")


def awaits_kak(agreement: Agreement) -> bool:
    return any(
        check.requirement.document == "kak" for check in evaluate_case(agreement).open_checks
    )
