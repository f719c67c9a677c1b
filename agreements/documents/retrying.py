"""A paper whose making failed is tried again, under the number that it has."""

import logging

from django.db import transaction

from agreements.documents.rendering import NOT_OF_STAGE, ordered_by, queue_document
from agreements.models import Agreement, Document, DocumentState, State
from agreements.workflow.evaluation import evaluate_case
from agreements.workflow.guarding import (
    lock_running_case,
    refuse_if,
    require_or_refuse,
    require_still_there,
)
from agreements.workflow.meeting_requirements import require_turn
from agreements.workflow.settling import settle_case
from kerjasama.accounts import policy
from kerjasama.accounts.models import User

log = logging.getLogger(__name__)
NOT_FAILED = "Dokumen ini tidak gagal dibuat."
MAY_RETRY_REPORT = (*policy.OPD_ROLES, *policy.OFFICE)
WORDED_BEFORE = (
    "Isi kerja sama berubah sejak kalimat surat ini diubah. Batalkan nomornya dalam buku nomor,"
    " lalu susun suratnya lagi."
)


@transaction.atomic
def retry_document(document_id: int, user: User) -> Document:
    """Try a failed paper again under its number. Raises Refused when it did not fail or the role is
    wrong.
    """
    agreement, document = _lock_failed(document_id)
    if document.stage_code:
        anew = _hash_of_stage(document, lock_running_case(agreement.pk), user)
    else:
        anew = _hash_of_source(document, user)
    refuse_if("letter" in document.context and anew != document.content_hash, WORDED_BEFORE)
    _queue_again(document, anew)
    return document


@transaction.atomic
def retry_unchanged(document_id: int, user: User) -> Document:
    """As `retry_document`, by whoever keeps the machine running, who decides nothing: the paper is
    made of the very content that it was ordered for. Raises Refused when that is no more.
    """
    agreement, document = _lock_failed(document_id)
    expected = document.stage_code or None
    if expected:
        require_still_there(agreement, expected)
    content = document.source.content_hash
    is_other = document.content_hash not in ("", content)
    refuse_if(is_other, "Isinya berubah sejak dokumen ini diminta; yang memintanya mengulanginya.")
    newer = agreement.documents.filter(kind=document.kind, pk__gt=document.pk).filter(
        report=document.report, meeting=document.meeting
    )
    refuse_if(newer.exists(), "Dokumen yang lebih baru sudah diminta.")
    _queue_again(document, document.content_hash)
    log.warning("document %s is tried again by user %s", document.pk, user.pk)
    return document


@transaction.atomic
def give_up_unnumbered(document_id: int, user: User) -> None:
    """A failed paper without a number counts no more, so that another may be ordered. One with a
    number is given up in the book of numbers. Raises Refused.
    """
    agreement, document = _lock_failed(document_id)
    refuse_if(document.number != "", "Dokumen bernomor dihentikan di Buku nomor.")
    document.state = DocumentState.CANCELLED
    document.save(update_fields=["state"])
    log.warning("document %s is given up by user %s", document.pk, user.pk)
    if document.stage_code and agreement.state == State.RUNNING:
        settle_case(agreement)


def _lock_failed(document_id: int) -> tuple[Agreement, Document]:
    """The case and its paper under their locks. Raises Refused when the paper did not fail."""
    held = Document.objects.filter(pk=document_id).values_list("agreement", flat=True).first()
    agreement = Agreement.objects.select_for_update().get(pk=require_or_refuse(held, NOT_FAILED))
    rows = Document.objects.select_for_update(of=("self",)).select_related("report", "meeting")
    document = rows.get(pk=document_id)
    refuse_if(document.state != DocumentState.FAILED, NOT_FAILED)
    return agreement, document


def _queue_again(document: Document, content_hash: str) -> None:
    document.state, document.content_hash = DocumentState.QUEUED, content_hash
    document.error, document.attempts = "", 0
    document.save(update_fields=["state", "error", "content_hash", "attempts"])
    transaction.on_commit(lambda: queue_document(document.pk))


def _hash_of_stage(document: Document, agreement: Agreement, user: User) -> str:
    situation = evaluate_case(agreement)
    check = require_or_refuse(
        next((c for c in situation.checks if c.document == document), None), NOT_OF_STAGE
    )
    require_turn(situation, user, check.requirement.code)
    return situation.content_hash


def _hash_of_source(document: Document, user: User) -> str:
    """Of a report, a meeting or the case, for whoever may order such a paper; none for a paper that
    tells of something else.
    """
    roles = ordered_by(document.kind)
    if document.report_id:
        roles = MAY_RETRY_REPORT
    may = policy.may_act_as_any(user, roles, document.agreement)
    refuse_if(not may, "Membuat ulang dokumen ini bukan wewenang Anda.")
    newer = document.agreement.documents.filter(
        kind=document.kind, report=document.report, meeting=document.meeting, pk__gt=document.pk
    )
    refuse_if(newer.exists(), "Dokumen yang lebih baru sudah diminta.")
    return document.content_hash and document.source.content_hash
