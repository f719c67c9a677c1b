"""A paper whose making failed is tried again, under the number that it has."""

from django.db import transaction

from agreements.documents.rendering import NOT_OF_STAGE, ordered_by, queue_document
from agreements.models import Agreement, Document, DocumentState
from agreements.workflow.evaluation import evaluate_case
from agreements.workflow.guarding import lock_running_case, refuse_if, require_or_refuse
from agreements.workflow.meeting_requirements import require_turn
from kerjasama.accounts import policy
from kerjasama.accounts.models import User

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
    agreement = Agreement.objects.select_for_update().get(documents=document_id)
    document = (
        Document.objects.select_for_update(of=("self",))
        .select_related("report", "meeting")
        .get(pk=document_id)
    )
    refuse_if(document.state != DocumentState.FAILED, "Dokumen ini tidak gagal dibuat.")
    if document.stage_code:
        anew = _hash_of_stage(document, lock_running_case(agreement.pk), user)
    else:
        anew = _hash_of_source(document, user)
    refuse_if("letter" in document.context and anew != document.content_hash, WORDED_BEFORE)
    document.state, document.content_hash = DocumentState.QUEUED, anew
    document.error, document.attempts = "", 0
    document.save(update_fields=["state", "error", "content_hash", "attempts"])
    transaction.on_commit(lambda: queue_document(document.pk))
    return document


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
