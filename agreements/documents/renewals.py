"""Papers that printed a record which was corrected later: found by printing them with the one and
with the other, and made anew.
"""

import re
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from agreements.documents import signers
from agreements.documents.pages.annexes import WORDS_ONLY
from agreements.models import Agreement, Document, DocumentState, Evidence, UndoableAct
from agreements.models.event import LogAction
from agreements.workflow.case_log import note_act
from agreements.workflow.evaluation import roles_of
from agreements.workflow.guarding import refuse_if
from agreements.workflow.settling import settle_case
from kerjasama.accounts import policy
from kerjasama.accounts.models import User

from . import needs, rendering
from .kinds import KINDS

PROBE = "⟦catatan lain⟧"
NOT_OUTDATED = "Dokumen ini tidak perlu dibuat ulang."
SIGNED = "Naskah ini sudah ditandatangani dan tidak diubah lagi; ralatnya dengan adendum."


@dataclass(frozen=True)
class Renewal:
    """A paper says what was corrected: it is made anew, unless both parties signed it."""

    is_signed: bool


def follow_correction(old: Evidence) -> Callable[[Evidence], None]:
    """Keep how the papers made since read with the wrong record; once the right one stands, mark
    those that read otherwise.
    """
    before = _readings(old)

    def mark(new: Evidence) -> None:
        after = _readings(old)
        changed = [pk for pk, text in before.items() if after.get(pk) != text]
        Document.objects.filter(pk__in=changed).update(outdated_by=new)

    return mark


def resting_on(row: Evidence) -> list[Document]:
    """The papers that print something of this record, found without changing it."""
    before = _readings(row)
    with transaction.atomic():
        _probe(row)
        after = _readings(row)
        transaction.set_rollback(True)
    changed = [pk for pk, text in before.items() if after.get(pk) != text]
    return list(Document.objects.filter(pk__in=changed).order_by("pk"))


def _probe(row: Evidence) -> None:
    """Give the record other values, for as long as the transaction lasts."""
    outcomes: tuple[str, ...] = ()
    if need := row.need:
        outcomes = need.outcomes
        if need.signs:  # the case comes before its records, as in every act
            _probe_terms(row.agreement)
    others = (outcome for outcome in outcomes if outcome != row.outcome)
    Evidence.objects.filter(pk=row.pk).update(
        number=PROBE,
        note=PROBE,
        file_name=PROBE,
        decided_on=_day_before(row.decided_on),
        findings=[point | {"catatan": PROBE} for point in row.findings],
        outcome=next(others, row.outcome),
    )


def _probe_terms(agreement: Agreement) -> None:
    Agreement.objects.filter(pk=agreement.pk).update(
        effective_on=_day_before(agreement.effective_on),
        expires_on=_day_before(agreement.expires_on),
        ends_on=_day_before(agreement.ends_on),
    )


def _day_before(day: date | None) -> date | None:
    if day is None:
        return None
    return day - timedelta(1)


def _readings(row: Evidence) -> dict[int, str | None]:
    """What each paper made since the record says, by its key; nothing when it cannot be made as
    things stand.
    """
    return {paper.pk: _text_of(paper) for paper in _newest(_since(row))}


def _since(row: Evidence) -> QuerySet[Document]:
    """The finished papers of the case, and of those under it, ordered after the record."""
    of = Q(agreement=row.agreement_id) | Q(agreement__parent=row.agreement_id)
    rows = Document.objects.filter(of, state=DocumentState.READY, requested_at__gt=row.at)
    rows = rows.select_related(
        "agreement__owner__successor", "agreement__partner", "report", "meeting"
    )
    return rows.prefetch_related("agreement__parties__signatories").order_by("pk")


def _newest(papers: QuerySet[Document]) -> list[Document]:
    last = {
        (paper.agreement_id, paper.kind, paper.report_id, paper.meeting_id, paper.draft): paper
        for paper in papers
    }
    return list(last.values())


def _text_of(paper: Document) -> str | None:
    read = copy(paper)
    read.context = paper.context | {WORDS_ONLY: True}
    try:
        with transaction.atomic():
            html = rendering.to_html(read)
    except Exception:  # whatever keeps it from being printed now is its own order's to say
        return None
    return re.sub(r"data:[^\"')]+", "", html)


def is_paper_signed(paper: Document) -> bool:
    """Whether both parties signed it: then it stays as it is."""
    code = paper.agreement.track.signings.get(paper.kind)
    if code is None:
        return False
    standing = [row for row in paper.agreement.evidence.all() if not row.void]
    return any(row.requirement_code == code for row in standing)


def mark_outdated_papers(papers: list[Document]) -> None:
    """Give each paper its `renewal` where it still says what was corrected; None otherwise."""
    newest = {
        (paper.kind, paper.report_id, paper.meeting_id): paper.pk
        for paper in sorted(papers, key=lambda paper: paper.pk)
    }
    for paper in papers:
        is_last = newest[paper.kind, paper.report_id, paper.meeting_id] == paper.pk
        asks = paper.outdated_by_id is not None and is_last and paper.state == DocumentState.READY
        paper.renewal = None  # type: ignore[attr-defined]
        if asks:
            paper.renewal = Renewal(is_paper_signed(paper))  # type: ignore[attr-defined]


def may_renew(user: User, paper: Document) -> bool:
    """Whether this person may have it made anew: who ordered it in its stage, and the office."""
    roles: tuple[str, ...] = policy.OFFICE
    for stage in paper.agreement.track.stages:
        asking = [need for need in stage.requirements if need.document == paper.kind]
        if asking:
            roles = (*roles_of(asking[0]), *policy.OFFICE)
            break
    return policy.may_act_as_any(user, roles, paper.agreement)


@transaction.atomic
def renew_document(document_id: int, user: User) -> Document:
    """Make a paper anew that still says what was corrected, in whatever stage it belongs to. The
    old one stays as it was.
    """
    agreement = Agreement.objects.select_for_update().get(documents=document_id)
    paper = Document.objects.select_related("report", "meeting").get(pk=document_id)
    paper.agreement = agreement
    refuse_if(not may_renew(user, paper), "Membuat ulang dokumen ini bukan wewenang Anda.")
    refuse_if(paper.outdated_by_id is None, NOT_OUTDATED)
    refuse_if(is_paper_signed(paper), SIGNED)
    newer = agreement.documents.filter(
        kind=paper.kind, report=paper.report, meeting=paper.meeting, pk__gt=paper.pk
    )
    refuse_if(
        newer.exclude(state=DocumentState.CANCELLED).exists(),
        "Dokumen yang lebih baru sudah diminta.",
    )
    day = timezone.localdate()
    if paper.kind in agreement.track.signings and not paper.draft:
        day = signers.day_of(paper)
    needs.require_complete(paper.kind, agreement, day, draft=paper.draft)
    context = {name: value for name, value in paper.context.items() if name != "date"}
    anew = rendering.create_document(
        agreement,
        user,
        paper.kind,
        day,
        paper.content_hash and paper.source.content_hash,
        draft=paper.draft,
        context=context,
        stage_code=paper.stage_code,
        report=paper.report,
        meeting=paper.meeting,
    )
    note_act(
        agreement,
        user,
        LogAction.PAPER_ORDERED,
        {"duty": KINDS[paper.kind].title, "instead_of": paper.pk, "document": anew.pk},
    )
    settle_case(agreement)
    return anew


def forget_correction(agreement: Agreement, act: UndoableAct, user: User) -> None:
    """What a correction made outdated is up to date again when the correction is taken back."""
    made = [
        change["id"]
        for change in act.changes
        if change["table"] == "agreements_evidence" and change["old"] is None
    ]
    agreement.documents.filter(outdated_by__in=made).update(outdated_by=None)
