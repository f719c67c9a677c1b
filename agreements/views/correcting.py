"""Koreksi: every record of a case in one place, each with the way to put it right, and what waits
for a second person.
"""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from agreements.documents import content_removal, renewals
from agreements.documents.archive import integrity
from agreements.documents.kinds import KINDS
from agreements.forms.correcting import AnswerForm, EvidenceCorrectionForm
from agreements.models import (
    Agreement,
    ContentRemoval,
    Document,
    Evidence,
    ProposalState,
    ProposedCorrection,
)
from agreements.workflow import confirming, correcting
from agreements.workflow.guarding import Refused
from kerjasama.accounts.models import User
from kerjasama.accounts.policy import EVERYBODY, allow
from kerjasama.web.requests import AuthenticatedRequest

from .common import answer_refusal, run_act, visible_or_404


@allow(*EVERYBODY)
def show_records(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """All that was recorded and uploaded, by stage, with what was corrected and what waits to be."""  # noqa: E501
    return _records(request, visible_or_404(request.user, pk))


def _records(
    request: AuthenticatedRequest,
    agreement: Agreement,
    rejected: dict[int, AnswerForm] | None = None,
    status: int = 200,
):
    rows = list(agreement.evidence.select_related("by").order_by("-pk"))
    corrected = {row.corrects_id for row in rows}
    for row in rows:
        row.agreement, row.is_corrected = agreement, row.void and row.pk in corrected  # type: ignore[attr-defined]
    integrity.mark_damaged_rows(rows)
    removals = list(
        agreement.removals.exclude(
            state__in=(ProposalState.REFUSED, ProposalState.WITHDRAWN)
        ).select_related("by")
    )
    shown = {
        "agreement": agreement,
        "removed": {
            row.row for row in removals if row.is_done and row.model == Evidence._meta.model_name
        },
        "removals": [(row, _word(row)) for row in removals if not row.is_done],
        "may_remove": content_removal.may_propose(request.user),
        "others": (
            content_removal.others_of(agreement)
            if content_removal.may_propose(request.user)
            else []
        ),
        "stages": _by_stage(request.user, agreement, rows),
        "proposals": proposals_of(request.user, agreement, rejected or {}),
    }
    return render(request, "pages/records.html", shown, status=status)


def _word(removal: ContentRemoval) -> str:
    return next(
        word
        for word, model in content_removal.KEEPERS.items()
        if model._meta.model_name == removal.model
    )


def _by_stage(user: User, agreement: Agreement, rows: list[Evidence]) -> list[tuple]:
    """The stages in their order, each with its records, the newest first: (record, what it is,
    whether this person may correct it).
    """
    names = {stage.code: stage.name for stage in agreement.track.stages}
    known: dict[str, list] = {code: [] for code in names}
    for row in rows:
        text = row.need.text if row.need else row.requirement_code
        known.setdefault(row.stage_code, []).append(
            (row, text, correcting.may_correct_record(user, agreement, row))
        )
    return [(names.get(code, code), lines) for code, lines in known.items() if lines]


def proposals_of(user: User, agreement: Agreement, rejected: dict[int, AnswerForm]) -> list[dict]:
    """What waits for a second person, with what this one may do about it."""
    pending = agreement.proposed_corrections.filter(state=ProposalState.PENDING).select_related(
        "evidence", "by"
    )
    shown = []
    for proposal in pending:
        may_confirm = confirming.may_confirm_correction(user, proposal)
        form = rejected.get(proposal.pk) or AnswerForm(auto_id=f"id_{proposal.pk}_%s")
        shown.append(
            {
                "proposal": proposal,
                "changes": _changes_of(agreement, proposal),
                "may_confirm": may_confirm,
                "is_mine": user.is_same_person(proposal.by),
                "answer_form": form if may_confirm else None,
                "who": " atau ".join(
                    role.label for role in confirming.CONFIRMED_BY[proposal.by_role]
                ),
            }
        )
    return shown


def _changes_of(agreement: Agreement, proposal: ProposedCorrection) -> dict[str, list[str]]:
    """What stands there and what shall; of a record as it stands now."""
    if proposal.evidence is None:
        return proposal.changes
    proposal.evidence.agreement = agreement
    return correcting.changes_to_record(proposal.evidence, correcting.values_of(proposal))


@allow(*EVERYBODY)
def correct_record_view(request: AuthenticatedRequest, pk: int, row) -> HttpResponse:
    """The record as it stands, to be put right."""
    agreement = visible_or_404(request.user, pk)
    record = get_object_or_404(agreement.evidence.select_related("by"), pk=row)
    record.agreement = agreement
    if record.need is None:
        raise Http404
    if not correcting.may_correct_record(request.user, agreement, record):
        messages.error(request, correcting.ALREADY if record.void else correcting.NOT_YOURS)
        return redirect("catatan", pk)
    form = EvidenceCorrectionForm(request.POST or None, request.FILES or None, row=record)
    if request.method == "POST" and form.is_valid():
        try:
            done = _keep(form, record, request.user)
        except Refused as refusal:
            form.add_error(None, list(refusal.reasons))
        else:
            waits = isinstance(done, ProposedCorrection)
            messages.success(request, confirming.WAITS if waits else "Koreksi tercatat.")
            return redirect("catatan", pk)
    shown = {
        "agreement": agreement,
        "record": record,
        "form": form,
        "rule": correcting.rule_of(agreement, record),
        **_built_on(record),
    }
    return render(
        request, "pages/correction.html", shown, status=422 if request.method == "POST" else 200
    )


@transaction.atomic
def _keep(
    form: EvidenceCorrectionForm, record: Evidence, user: User
) -> Evidence | ProposedCorrection:
    """Correct, or propose to; the file is stored only when nothing was refused."""
    done = correcting.correct_record(record.pk, user, form.cleaned_data["reason"], **form.values())
    form.keep_file()
    return done


def _built_on(record: Evidence) -> dict:
    """What rests on the record, named before it is changed."""
    papers = [
        f"{KINDS[paper.kind].title}{f' nomor {paper.number}' if paper.number else ''}"
        for paper in renewals.resting_on(record)
    ]
    rows = [other.need.text for other in correcting.later_records_of(record) if other.need]
    track = record.agreement.track
    stages = [stage.name for stage in track.stages]
    here = next(
        (place for place, stage in enumerate(track.stages) if stage.code == record.stage_code),
        len(stages),
    )
    passed = stages[here + 1 : track.position(record.agreement.stage_code) + 1]
    signs = bool(record.need and record.need.signs)
    return {
        "papers": papers,
        "rows": rows,
        "passed": passed,
        "moves_term": signs and not record.agreement.is_legacy,
    }


@allow(*EVERYBODY)
@require_POST
def decide_correction(request: AuthenticatedRequest, pk: int, proposal, verdict) -> HttpResponse:
    """Confirm, decline or take back a proposed correction."""
    agreement = visible_or_404(request.user, pk)
    row = get_object_or_404(agreement.proposed_corrections.all(), pk=proposal)
    if verdict == "tolak":
        form = AnswerForm(request.POST, auto_id=f"id_{row.pk}_%s")
        if not form.is_valid():
            return _records(request, agreement, {row.pk: form}, 422)
        why = form.cleaned_data["jawaban"]
        return _decided(
            request,
            pk,
            lambda: confirming.refuse_correction(row.pk, request.user, why),
            "Usulan koreksi ditolak.",
        )
    if verdict == "setujui":
        return _decided(
            request,
            pk,
            lambda: confirming.confirm_correction(row.pk, request.user),
            "Koreksi disetujui dan berlaku.",
        )
    if verdict == "tarik":
        return _decided(
            request,
            pk,
            lambda: confirming.withdraw_correction(row.pk, request.user),
            "Usulan koreksi ditarik.",
        )
    raise Http404


def _decided(request: AuthenticatedRequest, pk: int, act, success: str):
    try:
        act()
    except Refused as refusal:
        for reason in refusal.reasons:
            messages.error(request, reason)
    else:
        messages.success(request, success)
    return redirect("catatan", pk)


@allow(*EVERYBODY)
@require_POST
def renew_document_view(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Make a paper anew that still says what was corrected."""
    paper = get_object_or_404(Document, pk=pk)
    return run_act(
        request,
        paper.agreement_id,
        lambda: renewals.renew_document(pk, request.user),
        "Dokumen sedang dibuat ulang.",
        answer_refusal,
    )
