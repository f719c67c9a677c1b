"""A paper is ordered once, numbered under a lock, rendered by the worker and never changes again."""

import logging
from datetime import date, timedelta

from celery import current_app
from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import timezone

from agreements.models import Agreement, Document, DocumentState, NumberSeries
from agreements.workflow.engine import Refused, lock, refuse_if, require_turn, settle
from agreements.workflow.evaluation import evaluate
from kerjasama.accounts.models import RegionProfile

from . import store, versions
from .context import context_of
from .kinds import KINDS

log = logging.getLogger(__name__)
PATIENCE = timedelta(seconds=30)
MOST_ATTEMPTS = 6
NO_WORKER = "Pembuat dokumen tidak menjawab. Coba lagi atau hubungi administrator."
BROKEN = "Gagal dibuat karena gangguan sistem. Coba lagi atau hubungi administrator."


@transaction.atomic
def order(agreement_id: int, user, kind: str, day: date | None = None) -> Document:
    """Ask for a paper of the current stage, dated today; a naskah to be signed, on the `day` of its signing.

    Raises Refused when it is not its turn or the role is wrong.
    """
    agreement = lock(agreement_id)
    situation = evaluate(agreement)
    asking = [c for c in situation.checks if c.requirement.document == kind]
    # A stage may ask for the draft and later for the final of one naskah.
    check = next((c for c in asking if c.is_open), asking[0] if asking else None)
    refuse_if(check is None, "Dokumen ini bukan bagian dari tahap yang sedang berjalan.")
    refuse_if(agreement.documents.filter(kind=kind, state=DocumentState.QUEUED).exists(), "Dokumen ini sedang dibuat.")
    need = require_turn(situation, user, check.requirement.code).requirement
    failed = check.document is not None and check.document.state == DocumentState.FAILED
    refuse_if(failed, "Dokumen ini gagal dibuat. Coba lagi dokumen itu, agar nomornya tidak terlewat.")
    refuse_if(agreement.partner_id is None, "Mitra: belum dipilih.")
    is_signed = not need.draft and any(other.signs == kind for other in agreement.stage.requirements)
    day = (is_signed and day) or timezone.localdate()
    document = Document.objects.create(
        agreement=agreement,
        stage_code=agreement.stage_code,
        kind=kind,
        draft=need.draft,
        revision=agreement.documents.filter(kind=kind).count() + 1,
        number="" if need.draft or not KINDS[kind].series else draw_number(KINDS[kind].series, day.year),
        content_hash=situation.content_hash,
        context={"date": day.isoformat()},
    )
    if versions.has_versions(kind):
        versions.keep(agreement, kind, user)
    settle(agreement)
    transaction.on_commit(lambda: send(document.pk))
    return document


def draw_number(series: str, year: int) -> str:
    """The next number of the yearly series, without gaps: drawn in the caller's transaction, under a row lock."""
    NumberSeries.objects.get_or_create(series=series, year=year)
    row = NumberSeries.objects.select_for_update().get(series=series, year=year)
    row.last += 1
    row.save(update_fields=["last"])
    return RegionProfile.current().number_pattern.format(urut=row.last, jenis=series, tahun=year)


def send(document_id: int) -> bool:
    """Hand the paper to the worker. Whatever is wrong with the broker, the paper stays queued and the sweep sends it later."""
    try:
        current_app.send_task("agreements.tasks.render_document", [document_id])
    except Exception:
        log.warning("broker unreachable, document %s waits for the sweep", document_id)
        return False
    Document.objects.filter(pk=document_id).update(sent_at=timezone.now(), attempts=F("attempts") + 1)
    return True


def sweep() -> None:
    """Send again what is not there yet, each time after a longer wait; give up after MOST_ATTEMPTS.

    A broker that did not take one paper is not asked to take the others, so that the sweep ends in time.
    """
    broker_answers = True
    for document in Document.objects.filter(state=DocumentState.QUEUED):
        waited = timezone.now() - (document.sent_at or document.requested_at)
        if document.attempts >= MOST_ATTEMPTS and waited > PATIENCE * 2**document.attempts:
            _finish(document, DocumentState.FAILED, error=NO_WORKER)
        elif broker_answers and waited > PATIENCE * 2**document.attempts / 2:
            broker_answers = send(document.pk)


@transaction.atomic
def retry(document_id: int, user) -> Document:
    """Try a failed paper again under its number. Raises Refused when it did not fail or the role is wrong."""
    agreement = lock(Document.objects.values_list("agreement_id", flat=True).get(pk=document_id))
    document = Document.objects.select_for_update().get(pk=document_id)
    refuse_if(document.state != DocumentState.FAILED, "Dokumen ini tidak gagal dibuat.")
    situation = evaluate(agreement)
    check = next((c for c in situation.checks if c.document == document), None)
    refuse_if(check is None, "Dokumen ini bukan bagian dari tahap yang sedang berjalan.")
    require_turn(situation, user, check.requirement.code)
    document.state, document.error, document.content_hash, document.attempts = DocumentState.QUEUED, "", situation.content_hash, 0
    document.save(update_fields=["state", "error", "content_hash", "attempts"])
    transaction.on_commit(lambda: send(document.pk))
    return document


def render(document_id: int) -> None:
    """Render a queued paper. Run twice, or killed in the middle, it leaves one correct file."""
    document = Document.objects.select_related("agreement__owner__successor", "agreement__partner").get(pk=document_id)
    if document.state != DocumentState.QUEUED:
        return
    try:
        refuse_if(document.agreement.content_hash != document.content_hash, "Isi berubah sebelum dokumen selesai dibuat.")
        _finish(document, DocumentState.READY, sha256=store.put(to_pdf(document)))
    except Refused as refusal:
        _finish(document, DocumentState.FAILED, error=str(refusal))
    except Exception:
        log.exception("document %s failed", document_id)
        _finish(document, DocumentState.FAILED, error=BROKEN)


@transaction.atomic
def _finish(document: Document, state: str, **fields) -> None:
    """Write the end of a rendering, unless another worker already did."""
    agreement = Agreement.objects.select_for_update().get(pk=document.agreement_id)
    if Document.objects.filter(pk=document.pk, state=DocumentState.QUEUED).update(state=state, **fields):
        settle(agreement)


def to_pdf(document: Document) -> bytes:
    from weasyprint import HTML  # slow to import, and only the worker needs it

    html = render_to_string(KINDS[document.kind].template, context_of(document))
    return HTML(string=html, base_url=str(settings.BASE_DIR)).write_pdf(pdf_tags=True)
