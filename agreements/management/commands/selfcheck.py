import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from agreements import demo
from agreements.documents import rendering, store
from agreements.models import Agreement, Document, DocumentState
from agreements.regulations.document_codes import DocumentCode
from agreements.workflow.evaluation import evaluate_case
from kerjasama.notices import catcher, tasks


class Command(BaseCommand):
    help = (
        "Proves on demo data that the database round-trips, that a worker renders a PDF and that"
        " mails leave."
    )

    def handle(self, **options: Any) -> None:
        agreement = next(filter(awaits_kak, Agreement.objects.running()))
        person = demo.person_for("OPD", agreement.owner)
        paper = rendering.order_document(agreement.pk, person, "kak")
        self.stdout.write("database: a case was read and a paper ordered")
        wait_for_worker(paper)
        if not is_pdf(paper):
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


def wait_for_worker(paper: Document) -> None:
    """Wait until the worker has made the paper or failed to, half a minute at most."""
    for _ in range(120):
        paper.refresh_from_db()
        if paper.state != DocumentState.QUEUED:
            return
        time.sleep(0.25)


def is_pdf(paper: Document) -> bool:
    """Whether the paper was made and what is stored is a PDF."""
    if paper.state != DocumentState.READY:
        return False
    return store.read_stored(paper.sha256).startswith(b"%PDF-")


def awaits_kak(agreement: Agreement) -> bool:
    """Whether the Kerangka Acuan Kerja of the case can be ordered now."""
    checks = evaluate_case(agreement).open_checks
    return any(check.requirement.document == DocumentCode.KAK for check in checks)
