"""Koreksi: every record of a case in one place, each with the way to put it right, and what waits
for a second person.
"""

from dataclasses import dataclass
from functools import partial

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
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
from agreements.views.common import (
    PageContext,
    page_status,
    run_act,
    run_case_act,
    run_form_act,
    visible_or_404,
)
from agreements.workflow import confirming, corrected_values, correcting
from kerjasama.accounts.models import User
from kerjasama.accounts.policy import EVERYBODY, allow
from kerjasama.signin.fresh import fresh
from kerjasama.web.requests import AuthenticatedRequest


@allow(*EVERYBODY)
def show_records(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """All that was recorded and uploaded, by stage, with what was corrected and what waits to
    be.
    """
    return _records(request, visible_or_404(request.user, pk))


def _records(
    request: AuthenticatedRequest,
    agreement: Agreement,
    rejected: dict[int, AnswerForm] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The records and proposals. `rejected` holds forms to show again, by key of the proposal."""
    rows = list(agreement.evidence.select_related("by").order_by("-pk"))
    corrected = {row.corrects_id for row in rows}
    for row in rows:
        row.agreement = agreement
        row.is_corrected = row.void and row.pk in corrected  # type: ignore[attr-defined]
    integrity.mark_damaged_rows(rows)
    shown = {
        "agreement": agreement,
        "stages": _by_stage(request.user, agreement, rows),
        "proposals": proposals_of(request.user, agreement, rejected or {}),
        **_removals_of(request.user, agreement),
    }
    return render(request, "pages/records.html", shown, status=status)


def _removals_of(user: User, agreement: Agreement) -> PageContext:
    """Records whose content was removed, removals that wait, and what this person may propose to
    remove besides records.
    """
    ended = (ProposalState.REFUSED, ProposalState.WITHDRAWN)
    removals = list(agreement.removals.exclude(state__in=ended).select_related("by"))
    may_propose = content_removal.may_propose(user)
    return {
        "removed": {
            row.row for row in removals if row.is_done and row.model == Evidence._meta.model_name
        },
        "removals": [(row, _word(row)) for row in removals if not row.is_done],
        "may_remove": may_propose,
        "others": content_removal.others_of(agreement) if may_propose else [],
    }


def _word(removal: ContentRemoval) -> str:
    """The word that stands for the kind of row in the address of its removal."""
    return next(
        word
        for word, model in content_removal.KEEPERS.items()
        if model._meta.model_name == removal.model
    )


# A record, what it is, and whether this person may correct it.
RecordRow = tuple[Evidence, str, bool]


def _by_stage(
    user: User, agreement: Agreement, rows: list[Evidence]
) -> list[tuple[str, list[RecordRow]]]:
    """The stages in their order, by name, each with its records, the newest first."""
    names = {stage.code: stage.name for stage in agreement.track.stages}
    known: dict[str, list[RecordRow]] = {code: [] for code in names}
    for row in rows:
        text = row.need.text if row.need else row.requirement_code
        known.setdefault(row.stage_code, []).append(
            (row, text, correcting.may_correct_record(user, agreement, row))
        )
    return [(names.get(code, code), lines) for code, lines in known.items() if lines]


@dataclass(frozen=True)
class WaitingCorrection:
    """A proposed correction with what this person may do about it, and `who` may confirm it."""

    proposal: ProposedCorrection
    changes: dict[str, list[str]]
    may_confirm: bool
    is_mine: bool
    answer_form: AnswerForm | None
    who: str


def proposals_of(
    user: User, agreement: Agreement, rejected: dict[int, AnswerForm]
) -> list[WaitingCorrection]:
    """What waits for a second person. `rejected` holds forms to show again, by key."""
    pending = agreement.proposed_corrections.filter(state=ProposalState.PENDING)
    waiting = []
    for proposal in pending.select_related("evidence", "by"):
        form = None
        may_confirm = confirming.may_confirm_correction(user, proposal)
        if may_confirm:
            form = rejected.get(proposal.pk) or AnswerForm(auto_id=f"id_{proposal.pk}_%s")
        seconds = confirming.CONFIRMED_BY[proposal.by_role]
        waiting.append(
            WaitingCorrection(
                proposal=proposal,
                changes=_changes_of(agreement, proposal),
                may_confirm=may_confirm,
                is_mine=user.is_same_person(proposal.by),
                answer_form=form,
                who=" atau ".join(role.label for role in seconds),
            )
        )
    return waiting


def _changes_of(agreement: Agreement, proposal: ProposedCorrection) -> dict[str, list[str]]:
    """What stands there and what shall; of a record as it stands now."""
    if proposal.evidence is None:
        return proposal.changes
    proposal.evidence.agreement = agreement
    return corrected_values.changes_to_record(
        proposal.evidence, corrected_values.values_of(proposal)
    )


@allow(*EVERYBODY)
@fresh
def correct_record_view(request: AuthenticatedRequest, pk: int, row: int) -> HttpResponse:
    """The record as it stands, to be put right; `row` is its key."""
    agreement = visible_or_404(request.user, pk)
    record = get_object_or_404(agreement.evidence.select_related("by"), pk=row)
    record.agreement = agreement
    if record.need is None:
        raise Http404
    if not correcting.may_correct_record(request.user, agreement, record):
        messages.error(request, correcting.ALREADY if record.void else correcting.NOT_YOURS)
        return redirect("catatan", pk)
    form = EvidenceCorrectionForm(request.POST or None, request.FILES or None, row=record)
    if request.method == "POST" and _is_kept(request, form, record):
        return redirect("catatan", pk)
    shown = {
        "agreement": agreement,
        "record": record,
        "form": form,
        "rule": correcting.rule_of(agreement, record),
        **_built_on(record),
    }
    status = page_status(is_refused=request.method == "POST")
    return render(request, "pages/correction.html", shown, status=status)


def _is_kept(request: AuthenticatedRequest, form: EvidenceCorrectionForm, record: Evidence) -> bool:
    """Whether the correction was taken; if not, the form says why."""
    done: list[Evidence | ProposedCorrection] = []

    def say() -> str:
        return confirming.WAITS if isinstance(done[0], ProposedCorrection) else "Koreksi tercatat."

    return run_form_act(request, form, lambda: done.append(_keep(form, record, request.user)), say)


@transaction.atomic
def _keep(
    form: EvidenceCorrectionForm, record: Evidence, user: User
) -> Evidence | ProposedCorrection:
    """Correct, or propose to; the file is stored only when nothing was refused."""
    done = correcting.correct_record(record.pk, user, form.cleaned_data["reason"], **form.values())
    form.keep_file()
    return done


def _built_on(record: Evidence) -> PageContext:
    """What rests on the record, named before it is changed."""
    signs = bool(record.need and record.need.signs)
    return {
        "papers": [_name_with_number(paper) for paper in renewals.resting_on(record)],
        "rows": [
            other.need.text for other in corrected_values.later_records_of(record) if other.need
        ],
        "passed": _stages_passed_since(record),
        "moves_term": signs and not record.agreement.is_legacy,
    }


def _name_with_number(paper: Document) -> str:
    title = KINDS[paper.kind].title
    return f"{title} nomor {paper.number}" if paper.number else title


def _stages_passed_since(record: Evidence) -> list[str]:
    """The stages reached after that of the record, up to the present one."""
    track = record.agreement.track
    codes = [stage.code for stage in track.stages]
    if record.stage_code not in codes:
        return []
    first = codes.index(record.stage_code) + 1
    last = track.position(record.agreement.stage_code)
    return [stage.name for stage in track.stages[first : last + 1]]


@allow(*EVERYBODY)
@require_POST
@fresh
def decide_correction(
    request: AuthenticatedRequest, pk: int, proposal: int, verdict: str
) -> HttpResponse:
    """Confirm ("setujui"), decline ("tolak") or take back ("tarik") a proposed correction."""
    agreement = visible_or_404(request.user, pk)
    row = get_object_or_404(agreement.proposed_corrections.all(), pk=proposal)
    back = reverse("catatan", args=[pk])
    if verdict == "tolak":
        form = AnswerForm(request.POST, auto_id=f"id_{row.pk}_%s")
        if not form.is_valid():
            return _records(request, agreement, {row.pk: form}, 422)
        why = form.cleaned_data["jawaban"]
        act = partial(confirming.refuse_correction, row.pk, request.user, why)
        return run_act(request, act, "Usulan koreksi ditolak.", back)
    if verdict == "setujui":
        act = partial(confirming.confirm_correction, row.pk, request.user)
        return run_act(request, act, "Koreksi disetujui dan berlaku.", back)
    if verdict == "tarik":
        act = partial(confirming.withdraw_correction, row.pk, request.user)
        return run_act(request, act, "Usulan koreksi ditarik.", back)
    raise Http404


@allow(*EVERYBODY)
@require_POST
def renew_document_view(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Make a paper anew that still says what was corrected."""
    paper = get_object_or_404(Document, pk=pk)
    act = partial(renewals.renew_document, pk, request.user)
    return run_case_act(request, paper.agreement_id, act, "Dokumen sedang dibuat ulang.")
