"""A paper is ordered once, for a signer in office, numbered under a lock, rendered by the worker
and never changes again.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from agreements.documents import needs, numbering, outbox, remaking, repeating, store
from agreements.documents.archive import pdf_archive
from agreements.documents.archive.signatories import printed_official_of, signatories_to_keep
from agreements.documents.pages import plans_abroad
from agreements.documents.pages.paper_context import to_html
from agreements.documents.signatures import letter_seals
from agreements.documents.text.markup import drop_idle_space, let_long_words_break
from agreements.documents.wording import outside_texts, versions
from agreements.models import (
    Agreement,
    Document,
    DocumentState,
    LeadersSheet,
    MappingPaper,
    Meeting,
    Recap,
    Report,
    TaskHandover,
    TeamReportPaper,
)
from agreements.regulations.vocabulary import Requirement
from agreements.workflow import permitting
from agreements.workflow.evaluation import Check, Situation, evaluate_case
from agreements.workflow.guarding import (
    Refused,
    lock_in_any_state,
    lock_running_case,
    refuse_if,
)
from agreements.workflow.meeting_requirements import require_turn
from agreements.workflow.settling import settle_case
from kerjasama.accounts.models import Role, User
from kerjasama.files.faults import Unreachable
from kerjasama.notices.models import Kind
from kerjasama.notices.posting import send_notice

from .kinds import KINDS
from .repeating import AlreadyMade, Wish

if TYPE_CHECKING:
    from weasyprint.text.fonts import FontConfiguration

MadeInTheQueue = Document | Recap | LeadersSheet | MappingPaper | TeamReportPaper | TaskHandover
log = logging.getLogger(__name__)
FAILED_IN_STAGE = (
    "Dokumen ini gagal dibuat. Coba lagi dokumen itu, atau batalkan nomornya dalam buku nomor."
)
NOT_OF_STAGE = "Dokumen ini bukan bagian dari tahap yang sedang berjalan."


@dataclass(frozen=True)
class Order:
    """A paper of the current stage that may be made: on which day, of which content, under the
    number of which one before it.
    """

    agreement: Agreement
    situation: Situation
    need: Requirement
    day: date
    before: Document | None


def require_orderable(
    agreement_id: int, user: User, kind: str, day: date | None = None, wish: Wish | None = None
) -> Order:
    """What `order_document` asks before it makes the paper, in the transaction of the caller.
    Raises as that does.
    """
    agreement = lock_running_case(agreement_id)
    situation = evaluate_case(agreement)
    check = _check_asking_for(situation, kind)
    refuse_while_made(agreement.documents.filter(kind=kind))
    if wish is not None and check.document and _still_holds(situation, user, check):
        raise AlreadyMade(check.document, ())
    need = require_turn(situation, user, check.requirement.code).requirement
    failed = check.document is not None and check.document.state == DocumentState.FAILED
    refuse_if(failed, FAILED_IN_STAGE)
    day = _day_to_bear(agreement, need, day)
    needs.require_complete(kind, agreement, day, draft=need.draft)
    same = agreement.documents.filter(kind=kind, draft=need.draft)
    before = repeating.paper_to_repeat(wish, same, day)
    return Order(agreement, situation, need, day, before)


@transaction.atomic
def order_document(
    agreement_id: int,
    user: User,
    kind: str,
    day: date | None = None,
    wish: Wish | None = None,
    more: Mapping[str, Any] | None = None,
) -> Document:
    """Ask for a paper of the current stage, dated today; a naskah to be signed, on the `day` of its
    signing. `more` is kept with it and printed: what was edited in a letter.

    Raises Refused when it is not its turn or the role is wrong, AlreadyMade where the `wish`
    does not say how to repeat it.
    """
    order = require_orderable(agreement_id, user, kind, day, wish)
    agreement, need = order.agreement, order.need
    content_hash = order.situation.content_hash
    context = {**plans_abroad.chosen_at_order(kind, agreement, order.day), **(more or {})}
    if versions.has_versions(kind):
        context["version"] = versions.version_to_print(
            agreement, kind, user, content_hash, draft=need.draft
        )
    document = create_document(
        agreement,
        user,
        kind,
        order.day,
        content_hash,
        draft=need.draft,
        context=context | outside_texts.chosen_at_order(kind, agreement),
        before=order.before,
        stage_code=agreement.stage_code,
    )
    settle_case(agreement)
    return document


def _check_asking_for(situation: Situation, kind: str) -> Check:
    """The one that waits for the paper: a stage may ask for the draft and later for the final of
    one naskah.
    """
    asking = [check for check in situation.checks if check.requirement.document == kind]
    refuse_if(not asking, NOT_OF_STAGE)
    return next((check for check in asking if check.is_open), asking[0])


def _still_holds(situation: Situation, user: User, check: Check) -> bool:
    why = permitting.why_not_meet(user, situation, check.requirement.code)
    return why == permitting.ALREADY_MET


def _day_to_bear(agreement: Agreement, need: Requirement, day: date | None) -> date:
    """A final that is signed in this stage bears the day of its signing; all others today."""
    signed_here = [other.signs for other in agreement.stage.requirements]
    if day is None or need.draft or need.document not in signed_here:
        return timezone.localdate()
    return day


def refuse_while_made(papers: QuerySet[Document]) -> None:
    """Raises Refused while one of them is with the worker."""
    is_made = papers.filter(state=DocumentState.QUEUED).exists()
    refuse_if(is_made, "Dokumen ini sedang dibuat.")


def order_report(report: Report, user: User, *, draft: bool) -> Document:
    """Ask for the paper of a report, which belongs to no stage. Expects the row lock of its
    agreement and that the caller may.
    """
    kind, day, agreement = report.duty.document, timezone.localdate(), report.agreement
    needs.require_complete(kind, agreement, day, draft=draft)
    return create_document(
        agreement, user, kind, day, report.content_hash, draft=draft, report=report
    )


def create_document(
    agreement: Agreement,
    user: User,
    kind: str,
    day: date,
    content_hash: str,
    *,
    draft: bool,
    context: Mapping[str, Any] | None = None,
    before: Document | None = None,
    stage_code: str = "",
    report: Report | None = None,
    meeting: Meeting | None = None,
) -> Document:
    """A paper on its way to the worker: numbered if it is a final of a kind that bears numbers.
    Expects the row lock.

    It is made under the number of the one `before`, if one is named. It belongs to a stage, a
    report or a meeting, or to none of them.
    """
    document = Document.objects.create(
        agreement=agreement,
        kind=kind,
        draft=draft,
        ordered_by=user,
        revision=agreement.documents.filter(kind=kind).count() + 1,
        content_hash=content_hash,
        context={"date": day.isoformat(), **(context or {})},
        stage_code=stage_code,
        report=report,
        meeting=meeting,
    )
    if not draft and KINDS[kind].series:
        carries_on = before is not None and numbering.carry_on(before, document)
        if not carries_on:
            numbering.issue_number(document, user, day)
    transaction.on_commit(lambda: queue_document(document.pk))
    return document


def order_about(
    agreement: Agreement,
    user: User,
    kind: str,
    about: Mapping[str, Any],
    wish: Wish | None = None,
    more: Mapping[str, Any] | None = None,
) -> Document:
    """Ask for a paper of a locked case that belongs to no stage and tells of something else than
    its content. `about` says of what, `more` is printed with it.

    Raises as `order_document` does.
    """
    before = require_about(agreement, kind, about, wish)
    return create_document(
        agreement,
        user,
        kind,
        timezone.localdate(),
        "",
        draft=False,
        context={**about, **(more or {})},
        before=before,
    )


def require_about(
    agreement: Agreement, kind: str, about: Mapping[str, Any], wish: Wish | None
) -> Document | None:
    """What `order_about` asks first; the paper whose number the new one bears, if any."""
    refuse_while_made(agreement.documents.filter(kind=kind))
    day = timezone.localdate()
    needs.require_complete(kind, agreement, day, draft=False)
    same = agreement.documents.filter(kind=kind, context__contains=about)
    return repeating.paper_to_repeat(wish, same, day)


def ordered_by(kind: str) -> tuple[Role, ...]:
    """Who orders a paper that no stage waits for, and makes it again when it failed."""
    return KINDS[kind].ordered_by


JOBS: dict[type[MadeInTheQueue], outbox.Job] = {
    Document: outbox.Job.RENDER_DOCUMENT,
    Recap: outbox.Job.RENDER_RECAP,
    LeadersSheet: outbox.Job.RENDER_LEADERS_SHEET,
    MappingPaper: outbox.Job.RENDER_MAPPING_PAPER,
    TeamReportPaper: outbox.Job.RENDER_TEAM_REPORT,
    TaskHandover: outbox.Job.RENDER_TASK_HANDOVER,
}


def queue_document(document_id: int, model: type[MadeInTheQueue] = Document) -> bool:
    """Hand the paper to the worker. Whatever is wrong with the broker, the paper stays queued and
    the sweep sends it later.
    """
    if not outbox.hand_over_task(JOBS[model], document_id):
        return False
    model.objects.filter(pk=document_id).update(sent_at=timezone.now(), attempts=F("attempts") + 1)
    return True


def sweep_documents() -> None:
    """Send again what waits too long; give up what was sent often enough."""
    queued = Document.objects.filter(state=DocumentState.QUEUED)
    outbox.sweep_queue(
        queued,
        queue_document,
        lambda document: _finish(document, DocumentState.FAILED, error=outbox.NO_WORKER),
    )


def render_queued_document(document_id: int) -> None:
    """Render a queued paper. Run twice, or killed in the middle, it leaves one correct file."""
    rows = Document.objects.select_related(
        "agreement__owner__successor", "agreement__partner", "report", "meeting"
    )
    document = rows.prefetch_related("agreement__parties__signatories").get(pk=document_id)
    if document.state != DocumentState.QUEUED:
        return
    try:
        is_bound = document.content_hash != ""
        outdated = is_bound and document.source.content_hash != document.content_hash
        refuse_if(outdated, "Isi berubah sebelum dokumen selesai dibuat.")
        pdf, kept = to_pdf(document), {}
        if not document.draft:
            kept = {
                "seal": letter_seals.details_of_final(document.kind, pdf),
                "signatories": signatories_to_keep(document),
                "context": document.context | {"signer": printed_official_of(document)},
            }
        _finish(document, DocumentState.READY, pdf, **kept)
    except Refused as refusal:
        _finish(document, DocumentState.FAILED, error=str(refusal))
    except Unreachable as away:
        outbox.wait_for_files(away, f"document {document_id}")
    except Exception as fault:
        log.exception("document %s failed", document_id)
        _finish(document, DocumentState.FAILED, error=outbox.reason_of(fault))


@transaction.atomic
def _finish(document: Document, state: str, pdf: bytes = b"", **fields: Any) -> None:
    """Write the end of a rendering, unless another worker already did; only who writes it stores a
    file.
    """
    agreement = lock_in_any_state(document.agreement_id)
    waiting = Document.objects.filter(pk=document.pk, state=DocumentState.QUEUED)
    if not waiting.exists():
        return
    sha256 = ""
    if pdf:
        sha256 = store.store_bytes(pdf)
    waiting.update(state=state, sha256=sha256, **fields)
    if state == DocumentState.READY:
        _notify_who_ordered(document)
    if document.stage_code:
        settle_case(agreement)
    elif document.report_id and not document.draft:
        Report.objects.filter(pk=document.report_id).update(sha256=sha256)


def _notify_who_ordered(document: Document) -> None:
    """In the list of whoever asked for it; what could not be made is a task (task_sources)."""
    if document.ordered_by_id is None:
        return
    case, what = document.agreement, "Dokumen"
    if document.draft:
        what = "Rancangan"
    send_notice(
        [document.ordered_by_id],
        Kind.NEWS,
        f"dokumen-siap/{document.pk}",
        f"{what} siap: {KINDS[document.kind].title}, {case.title}",
        document.number,
        reverse("kerja-sama", args=[case.pk]),
    )


def to_pdf(document: Document) -> bytes:
    """The finished paper; a final bears the region's seal, a letter once it is signed."""
    page = to_html(document)
    if document.draft:
        return lay_out(page, **pdf_archive.plain_options())
    return letter_seals.seal_final(document.kind, remaking.lay_out_final(document, page))


def pdf_of(template: str, context: Mapping[str, Any]) -> bytes:
    """A page that is no paper of a case: a plain PDF, without number and archive."""
    return plain_pdf(render_to_string(template, dict(context)))


def plain_pdf(html: str) -> bytes:
    """A finished page as a plain PDF, without number and archive."""
    return lay_out(html, **pdf_archive.plain_options())


def lay_out(html: str, **options: Any) -> bytes:
    """The page as PDF, as WeasyPrint is told by the options."""
    from weasyprint import HTML  # slow to import, and only the worker needs it

    from agreements.documents.locked_fetcher import LockedFetcher

    page = HTML(
        string=let_long_words_break(drop_idle_space(html)),
        base_url=str(settings.BASE_DIR),
        url_fetcher=LockedFetcher(),
    )
    return page.write_pdf(font_config=_fonts(), **options)


@cache
def _fonts() -> "FontConfiguration":
    """The installed fonts, which a process looks up once. No paper brings fonts of its own, so none
    sees another's.
    """
    from weasyprint.text.fonts import FontConfiguration

    return FontConfiguration()
