"""How a requirement of a stage is met: by an approval, a record, a file, or a duty that asked for
the same.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any, TypedDict, Unpack

from agreements.models import Agreement, Evidence, Fulfilment, State
from agreements.models.event import LogAction
from agreements.regulations.limits import INTENT
from agreements.regulations.vocabulary import Requirement, RequirementKind
from agreements.workflow import (
    apart,
    change_effects,
    consequences,
    outside_naskah,
    parties,
    permitting,
    sharing,
)
from agreements.workflow.case_log import note_act
from agreements.workflow.guarding import STALE, lock_running_case, refuse_for, refuse_if
from agreements.workflow.settling import return_case_to, settle_case
from agreements.workflow.signing_order import lapse_of_right
from kerjasama.accounts import policy
from kerjasama.accounts.models import User
from kerjasama.writing.asking import confirmed_as_detail

from .evaluation import Check, Situation, evaluate_case, roles_of
from .remembering import make_undoable

MET_BY_EVIDENCE = (RequirementKind.APPROVAL, RequirementKind.RECORD, RequirementKind.UPLOAD)


class EvidenceValues(TypedDict, total=False):
    """What an approval, a record or a file is told with."""

    outcome: str
    number: str
    decided_on: date | None
    note: str
    findings: list[dict[str, str]]
    sha256: str
    file_name: str
    signatures: dict[str, Any]


@make_undoable()
def meet_requirement(
    agreement_id: int,
    user: User,
    code: str,
    expected_stage: str,
    confirmed: Sequence[str] = (),
    seen: str = "",
    **evidence: Unpack[EvidenceValues],
) -> Evidence:
    """Give an approval, record a decision or attach a file for a requirement of the current stage.

    `confirmed` are the doubts that were asked about and answered, `seen` is the content hash of
    what was read before an approval.

    Raises Refused with the reasons when the stage moved on, the role is wrong, it is not its
    turn, it is already met or the content changed since it was read.
    """
    agreement = lock_running_case(agreement_id, expected_stage)
    situation = evaluate_case(agreement)
    check = require_turn(situation, user, code)
    need = check.requirement
    refuse_if(bool(seen) and seen != situation.content_hash, STALE)
    refuse_if(need.kind not in MET_BY_EVIDENCE, "Persyaratan ini dipenuhi dengan cara lain.")
    if need.kind is RequirementKind.RECORD:
        refuse_if(not evidence.get("decided_on"), "Tanggal wajib diisi.")
        refuse_outcome(situation, check, evidence.get("outcome"))
    refuse_for(*parties.reasons_to_wait(agreement, need))
    refuse_for(*outside_naskah.reasons_to_wait(agreement, need))
    exempt = _exemption_as_log_detail(situation, user, need)
    _void_evidence(agreement, code)
    row = Evidence.objects.create(
        agreement=agreement,
        stage_code=agreement.stage_code,
        requirement_code=code,
        by=user,
        content_hash=situation.content_hash,
        **evidence,
    )
    consequences.follow_evidence(row)
    if need.signs and row.decided_on:
        refuse_for(lapse_of_right(agreement, need, row.decided_on))
        start_term_of(agreement, user, need.signs, row.decided_on)
    detail = _evidence_as_log_detail(row) | confirmed_as_detail(confirmed) | exempt
    note_act(agreement, user, LogAction.REQUIREMENT_MET, detail, row.note)
    keep_signed_scan(agreement, user, need, row)
    target = need.stage_after(row.outcome)
    if target:
        why = f"{need.text}: {row.outcome}. {row.note}".strip()
        return_case_to(agreement, user, target, why, [why])
    else:
        settle_case(agreement)
    return row


def _void_evidence(agreement: Agreement, code: str) -> None:
    """What met that requirement of the present stage before counts no more."""
    agreement.evidence.filter(
        stage_code=agreement.stage_code, requirement_code=code, void=False
    ).update(void=True)


def _exemption_as_log_detail(situation: Situation, user: User, need: Requirement) -> dict[str, str]:
    """By whose exemption, and why, it is met by somebody who took another part in the content."""
    if not apart.parts_in_the_way(user, situation, need):
        return {}
    row = apart.exemption_for(user, situation, need)
    return {"exempt": f"{row.decided_by}: {row.answer}"} if row else {}


def _evidence_as_log_detail(row: Evidence) -> dict[str, Any]:
    return {
        "requirement": row.requirement_code,
        "outcome": row.outcome,
        "number": row.number,
        "file": row.sha256,
        "content": row.content_hash,
        "findings": row.findings,
        "decided_on": str(row.decided_on or ""),
    }


def keep_signed_scan(agreement: Agreement, user: User, need: Requirement, row: Evidence) -> None:
    """The file handed in with the record of a signing is the scan that the stage asks for next."""
    scan = sharing.scan_requirement_of(agreement.stage, need)
    if scan is None or not row.sha256 or not policy.may_act_as_any(user, roles_of(scan), agreement):
        return
    _void_evidence(agreement, scan.code)
    scanned = Evidence.objects.create(
        agreement=agreement,
        stage_code=agreement.stage_code,
        requirement_code=scan.code,
        sha256=row.sha256,
        file_name=row.file_name,
        signatures=row.signatures,
        by=user,
        content_hash=row.content_hash,
    )
    consequences.follow_evidence(scanned)
    detail = {"requirement": scan.code, "file": row.sha256, "content": row.content_hash}
    note_act(agreement, user, LogAction.REQUIREMENT_MET, detail)


def meet_by_duty(agreement: Agreement, user: User, code: str, row: Fulfilment) -> None:
    """Let what was recorded for a duty meet the requirement of the present stage that asks for the
    same, so that it is asked once.

    Expects the row lock; does nothing where the stage asks for no such thing, or has it.
    """
    if agreement.state != State.RUNNING or not code:
        return
    situation = evaluate_case(agreement)
    check = situation.check(code)
    if check is None or not check.is_open or check.requirement.kind not in permitting.CORRECTABLE:
        return
    outcome = "".join(check.requirement.outcomes[:1])
    evidence = Evidence.objects.create(
        agreement=agreement,
        stage_code=agreement.stage_code,
        requirement_code=code,
        number=row.number,
        decided_on=row.done_on,
        sha256=row.sha256,
        file_name=row.file_name,
        outcome=outcome,
        by=user,
        content_hash=situation.content_hash,
        fulfilment=row,
    )
    consequences.follow_evidence(evidence)
    detail = {
        "requirement": code,
        "outcome": outcome,
        "number": row.number,
        "file": row.sha256,
        "fulfilment": row.pk,
    }
    note_act(agreement, user, LogAction.REQUIREMENT_MET, detail)
    settle_case(agreement)


def require_turn(situation: Situation, user: User, code: str) -> Check:
    """The open check of that code. Raises Refused when it is not this stage's, not this person's or
    not its turn.

    After an unfavourable result a new one may be recorded; what was recorded wrongly is
    corrected (`workflow.correcting`).
    """
    refuse_for(permitting.why_not_meet(user, situation, code))
    check = situation.check(code)
    assert check is not None  # or it was refused
    return check


def refuse_outcome(situation: Situation, check: Check, outcome: str | None) -> None:
    """Raises Refused for an outcome that the requirement does not know, or that silence gives only
    later.
    """
    need = check.requirement
    refuse_if(outcome not in need.outcomes, "Pilih hasil yang tersedia.")
    too_early = outcome not in permitting.outcomes_open(situation, need.code)
    refuse_if(
        too_early,
        "Persetujuan baru dianggap diberikan setelah jangka waktu menurut ketentuan lewat tanpa"
        " sikap.",
    )


def start_term_of(agreement: Agreement, user: User, naskah: str, signed_on: date) -> None:
    """The term runs from the signing of the latest naskah, for as many months as it says; a mere
    intent starts none.

    A change takes effect on the agreement above it, and is told there too.
    """
    if agreement.track.changes:
        parent = Agreement.objects.select_for_update().get(pk=agreement.above.pk)
        fault = change_effects.take_effect(agreement, parent, signed_on)
        refuse_for(fault)
        until = str(agreement.berakhir_baru or "")
        told = {"case": agreement.pk, "signed_on": str(signed_on), "until": until}
        note_act(parent, user, LogAction(agreement.track.changes), told, agreement.title)
        return
    term = agreement.term_of(naskah)
    refuse_if(not term.is_complete, "Jangka waktu belum diisi.")
    too_long = agreement.why_too_long(naskah, signed_on)
    refuse_if(bool(too_long), f"Jangka waktu: {too_long}")
    if naskah == INTENT:
        agreement.loi_until = term.last_day(signed_on)
        agreement.save(update_fields=["loi_until"])
        return
    refuse_if(
        agreement.terminated,
        f"Kerja sama ini diakhiri pada {change_effects.format_day_or_dash(agreement.ends_on)}.",
    )
    fault = change_effects.fault_of_signing_day(agreement, naskah, signed_on)
    refuse_for(fault)
    change_effects.run_term(agreement, naskah, signed_on)
    agreement.save(update_fields=change_effects.RUNNING_TERM)
