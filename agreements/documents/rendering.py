"""A paper is ordered once, numbered under a lock, rendered by the worker and never changes again."""

import logging
from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from agreements.models import Agreement, Document, DocumentState, NumberSeries
from agreements.regulations.vocabulary import Kind
from agreements.workflow.engine import Refused, evaluate, role_of
from kerjasama.accounts import policy

from . import clauses, store, words
from .kinds import KINDS

log = logging.getLogger(__name__)


@transaction.atomic
def order(agreement_id: int, user, kind: str) -> Document:
    """Ask for a paper of the current stage. Raises Refused when its fields are missing or the role is wrong."""
    agreement = Agreement.objects.select_for_update().get(pk=agreement_id)
    situation = evaluate(agreement)
    needs = [c for c in situation.checks if c.requirement.document == kind and c.applies]
    if agreement.state != "berjalan" or not needs:
        raise Refused("Dokumen ini bukan bagian dari tahap yang sedang berjalan.")
    if not policy.may_act_as(user, role_of(needs[0].requirement.actor), agreement):
        raise Refused("Membuat dokumen ini bukan wewenang Anda.")
    gaps = [c.reason for c in situation.unmet if c.requirement.kind is Kind.FACT]
    if not agreement.partner_id:
        gaps.append("Mitra: belum dipilih.")
    if gaps:
        raise Refused(*gaps)
    if agreement.documents.filter(kind=kind, state=DocumentState.QUEUED).exists():
        raise Refused("Dokumen ini sedang dibuat.")
    document = Document.objects.create(
        agreement=agreement, stage_code=agreement.stage_code, kind=kind,
        revision=agreement.documents.filter(kind=kind).count() + 1,
        number=draw_number(KINDS[kind].series, timezone.localdate().year),
        context={"date": timezone.localdate().isoformat()},
    )
    transaction.on_commit(lambda: send(document.pk))
    return document


def draw_number(series: str, year: int) -> str:
    """The next number of the yearly series, without gaps: drawn in the caller's transaction, under a row lock."""
    NumberSeries.objects.get_or_create(series=series, year=year)
    row = NumberSeries.objects.select_for_update().get(series=series, year=year)
    row.last += 1
    row.save(update_fields=["last"])
    return f"{row.last}/{series}/{year}"


def send(document_id: int) -> None:
    """Hand the paper to the worker. When the broker is down it stays queued and the sweep sends it later."""
    from agreements.tasks import render_document

    try:
        render_document.delay(document_id)
    except Exception:
        log.warning("broker unreachable, document %s waits for the sweep", document_id)


def sweep() -> None:
    """Send again what was ordered over half a minute ago and is not there yet."""
    before = timezone.now() - timedelta(seconds=30)
    for pk in Document.objects.filter(state=DocumentState.QUEUED, requested_at__lt=before).values_list("pk", flat=True):
        send(pk)


def render(document_id: int) -> None:
    """Render a queued paper. Run twice, or killed in the middle, it leaves one correct file."""
    with transaction.atomic():
        document = Document.objects.select_for_update().get(pk=document_id)
        if document.state == DocumentState.READY:
            return
        try:
            document.sha256 = store.put(to_pdf(document))
            document.state, document.error = DocumentState.READY, ""
        except Exception as error:
            log.exception("document %s failed", document_id)
            document.state, document.error = DocumentState.FAILED, type(error).__name__
        document.save(update_fields=["sha256", "state", "error"])


def to_pdf(document: Document) -> bytes:
    from weasyprint import HTML  # slow to import, and only the worker needs it

    html = render_to_string(KINDS[document.kind].template, context_of(document))
    return HTML(string=html, base_url=str(settings.BASE_DIR)).write_pdf(pdf_tags=True)


def context_of(document: Document) -> dict:
    """Everything a template may print."""
    agreement = document.agreement
    day = date.fromisoformat(document.context["date"])
    months = agreement.jangka_waktu_bulan or 0
    outcomes = {row.requirement_code: row for row in agreement.evidence.filter(void=False)}
    return {
        "agreement": agreement, "kind": KINDS[document.kind], "region": settings.REGION, "number": document.number,
        "date_words": words.date_in_words(day), "short_date": words.short_date(day), "months_words": words.terbilang(months),
        "outcomes": outcomes, "demo": settings.DEMO, "parties": parties_of(agreement, document.kind),
        "clauses": clauses.clauses(agreement, document.kind),
    }


def parties_of(agreement: Agreement, kind: str) -> list[dict]:
    """PIHAK KESATU and KEDUA: the region first, but in a Nota Kesepakatan the ministry (P22 Lampiran)."""
    partner = agreement.partner
    ours = {"name": settings.REGION["name"], "signer": settings.REGION.get("head_name", ""), "capacity": settings.REGION["head_title"]}
    theirs = {
        "name": partner.name, "signer": partner.representative, "capacity": partner.representative_position, "basis": partner.legal_basis,
    }
    return [theirs, ours] if kind == "nota_kesepakatan" else [ours, theirs]
