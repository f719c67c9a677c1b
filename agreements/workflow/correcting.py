"""Koreksi: any record or upload of any stage is replaced by the right one; the wrong one stays,
marked and with its file.

The reason is said to readers of the log and printed in no paper. Approvals are not corrected:
they are undone or sent back.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Unpack

from agreements.models import Agreement, Evidence, ProposalState, ProposedCorrection, State, Thing
from agreements.models.event import LogAction, LogDetail
from agreements.regulations.limits import INTENT
from agreements.regulations.vocabulary import Change, Requirement, RequirementKind
from agreements.workflow import (
    change_effects,
    confirming,
    correcting_term,
    meeting_requirements,
    settling,
)
from agreements.workflow.case_log import note_act
from agreements.workflow.guarding import Refused, refuse_for, refuse_if
from kerjasama.accounts import policy
from kerjasama.accounts.models import Role, User
from kerjasama.writing.asking import confirmed_as_detail

from .consequences import follow_evidence, watch_correction
from .corrected_values import DAYS, FIELDS, RecordValues, changes_to_record, values_of
from .evaluation import evaluate_case, is_unfavourable, roles_of
from .permitting import CORRECTABLE
from .remembering import make_undoable
from .removals import carry_over
from .signing_order import fault_of_day

NOT_YOURS = "Mengoreksi catatan ini bukan wewenang Anda."
STAGE_LEFT = "Tahap catatan ini sudah lewat; catatannya dikoreksi, tidak ditarik."
ALREADY = "Catatan ini sudah dikoreksi. Muat ulang halaman."
FILE = {"sha256", "file_name", "signatures"}
PROPOSED_BY = (Role.SECTION_HEAD, Role.VERIFIER)


@dataclass(frozen=True)
class CorrectionRule:
    """Who may correct a record, and whether somebody else must confirm it."""

    roles: tuple[str, ...]
    second: bool
    said: str


def rule_of(agreement: Agreement, row: Evidence) -> CorrectionRule:
    """The one place that says who may correct a record, by how far its case has come."""
    need = row.need
    if is_of_running_stage(agreement, row) and need is not None:
        return CorrectionRule(
            (*roles_of(need), Role.VERIFIER),
            second=False,
            said="Tahapnya masih berjalan: pencatat dan verifikator dapat mengoreksi.",
        )
    if confirming.needs_second_person(agreement):
        return CorrectionRule(PROPOSED_BY, second=True, said=confirming.SAID)
    return CorrectionRule(
        (Role.VERIFIER,), second=False, said="Tahapnya sudah selesai: verifikator dapat mengoreksi."
    )


def is_of_running_stage(agreement: Agreement, row: Evidence) -> bool:
    """Whether the record belongs to the stage in which the case is now."""
    return agreement.state == State.RUNNING and row.stage_code == agreement.stage_code


def is_correctable(row: Evidence) -> bool:
    """Whether it is a record or an upload that stands."""
    need = row.need
    return not row.void and need is not None and need.kind in CORRECTABLE


def may_correct_record(user: User, agreement: Agreement, row: Evidence) -> bool:
    """Whether this person may correct that record, or propose its correction."""
    if not is_correctable(row):
        return False
    return policy.may_act_as_any(user, rule_of(agreement, row).roles, agreement)


def _case_of_record(evidence_id: int) -> int:
    return Evidence.objects.values_list("agreement", flat=True).get(pk=evidence_id)


@make_undoable(_case_of_record)
def correct_record(
    evidence_id: int,
    user: User,
    reason: str,
    confirmed: Sequence[str] = (),
    **values: Unpack[RecordValues],
) -> Evidence | ProposedCorrection:
    """Replace a record by these values, or propose that where the rule asks for a second person.

    `confirmed` are the questions about the values that the person answered.

    Raises Refused when the role is wrong, nothing changes, the reason is missing, or somebody
    corrected it meanwhile.
    """
    agreement, row = _lock(evidence_id)
    refuse_if(row.void, ALREADY)
    refuse_if(not may_correct_record(user, agreement, row), NOT_YOURS)
    refuse_if(not reason.strip(), "Alasan koreksi wajib diisi.")
    refuse_if(
        row.proposals.filter(state=ProposalState.PENDING).exists(), confirming.ALREADY_PROPOSED
    )
    _require_sound(agreement, row, values)
    asked = confirmed_as_detail(confirmed)
    if rule_of(agreement, row).second:
        return _propose(agreement, row, user, reason.strip(), values, asked)
    return _replace(agreement, row, user, reason.strip(), values, asked)


@confirming.takes_effect(Thing.RECORD)
def _take_effect(agreement: Agreement, proposal: ProposedCorrection, user: User) -> None:
    row = proposal.evidence
    assert row is not None
    refuse_if(row.void, ALREADY)
    new = _replace(agreement, row, user, proposal.reason, values_of(proposal), {}, proposal.by)
    carry_over(proposal, new)


def take_back_record(agreement: Agreement, user: User, row: Evidence, reason: str) -> None:
    """Let a record of the running stage count no more, so that it is asked for again. Expects the
    row lock.

    Raises Refused once its stage was left: from then on it is corrected.
    """
    row.agreement = agreement
    refuse_if(not is_of_running_stage(agreement, row), STAGE_LEFT)
    Evidence.objects.filter(pk=row.pk).update(void=True)
    words = changes_to_record(
        row, {"outcome": "", "number": "", "decided_on": None, "note": "", "sha256": ""}
    )
    text = row.need.text if row.need else row.requirement_code
    detail = {
        "what": f"{text} ditarik",
        "code": row.requirement_code,
        "old": row.pk,
        "changes": words,
    }
    note_act(agreement, user, LogAction.CORRECTED, detail, reason)
    settling.settle_case(agreement)


def _lock(evidence_id: int) -> tuple[Agreement, Evidence]:
    """The case under its row lock, closed or not, and its record as it is then."""
    agreement = Agreement.objects.select_for_update().get(evidence=evidence_id)
    row = Evidence.objects.get(pk=evidence_id)
    row.agreement = agreement
    return agreement, row


def _require_sound(agreement: Agreement, row: Evidence, values: Mapping[str, Any]) -> None:
    need = row.need
    if need is None or need.kind not in CORRECTABLE:
        raise Refused("Persetujuan tidak dikoreksi; batalkan atau kembalikan untuk perbaikan.")
    unknown = set(values) - set(FIELDS)
    if correcting_term.is_stated(row):
        unknown -= set(correcting_term.NAMES)
    refuse_if(bool(unknown), f"Tidak dapat dikoreksi: {', '.join(sorted(unknown))}.")
    if need.kind is RequirementKind.RECORD:
        day_unknown = bool(need.signs) and not agreement.signing_day_known
        has_none = row.decided_on is None and day_unknown
        day = values.get("decided_on", row.decided_on)
        refuse_if(not day and not has_none, "Tanggal wajib diisi.")
        _require_outcome(agreement, row, need, values.get("outcome", row.outcome))
    refuse_if(not changes_to_record(row, values), "Tidak ada yang berubah.")
    _require_order(row, values)


def _require_outcome(agreement: Agreement, row: Evidence, need: Requirement, outcome: str) -> None:
    refuse_if(outcome not in need.outcomes, "Pilih hasil yang tersedia.")
    if row.stage_code != agreement.stage_code or outcome == row.outcome:
        return
    situation = evaluate_case(agreement)
    check = situation.check(need.code)
    if check:
        meeting_requirements.refuse_outcome(situation, check, outcome)


def _require_order(row: Evidence, values: Mapping[str, Any]) -> None:
    """A naskah is signed after what it rests on, and begins and ends in this order."""
    day = values.get("decided_on")
    if row.need and row.need.signs and day and day != row.decided_on:
        refuse_for(fault_of_day(row.agreement, row.need, day))
    if correcting_term.is_stated(row):
        faults = correcting_term.faults_of(row, values)
        refuse_if(bool(faults), *faults.values())


def _propose(
    agreement: Agreement,
    row: Evidence,
    user: User,
    reason: str,
    values: Mapping[str, Any],
    asked: LogDetail,
) -> ProposedCorrection:
    proposal = ProposedCorrection(
        agreement=agreement, evidence=row, values=_plain_values_of(values), reason=reason, by=user
    )
    for name in FILE & set(values):
        setattr(proposal, name, values[name])
    detail = {"changes": changes_to_record(row, values), "old": row.pk, **asked}
    return confirming.submit_proposal(proposal, detail)


def _plain_values_of(values: Mapping[str, Any]) -> dict[str, Any]:
    """What is proposed without its file, with days as text."""
    kept = {name: value for name, value in values.items() if name not in FILE}
    for name in DAYS & set(kept):
        kept[name] = kept[name].isoformat() if kept[name] else None
    return kept


def _replace(
    agreement: Agreement,
    row: Evidence,
    user: User,
    reason: str,
    values: Mapping[str, Any],
    asked: LogDetail,
    proposed_by: User | None = None,
) -> Evidence:
    """Void the old record, write the new one, and let what follows from it follow. Expects the row
    lock.
    """
    need = row.need
    assert need is not None
    _require_order(row, values)
    after = watch_correction(row)
    Evidence.objects.filter(pk=row.pk).update(void=True)
    kept = {name: values.get(name, getattr(row, name)) for name in FIELDS}
    new = Evidence.objects.create(
        agreement=agreement,
        stage_code=row.stage_code,
        requirement_code=row.requirement_code,
        content_hash=row.content_hash,
        fulfilment=row.fulfilment,
        by=proposed_by or user,
        corrects=row,
        reason=reason,
        **kept,
    )
    follow_evidence(new)
    carry_over(row, new)
    detail = {
        "what": need.text,
        "code": need.code,
        "old": row.pk,
        "new": new.pk,
        "changes": changes_to_record(row, values),
    }
    if proposed_by:
        detail["proposed_by"] = str(proposed_by)
    note_act(agreement, user, LogAction.CORRECTED, {**detail, **asked}, reason)
    if correcting_term.is_stated(row):
        written = correcting_term.take_over(agreement, new, values)
        _require_later_changes(agreement, change_effects.governing_kind_of(agreement))
        agreement.save(update_fields=written)
    elif need.signs and new.decided_on != row.decided_on:
        _take_effect_anew(agreement, user, need, new)
    for follow in after:
        follow(new)
    _go_on(agreement, user, need, row, new)
    return new


def _take_effect_anew(agreement: Agreement, user: User, need: Requirement, row: Evidence) -> None:
    """The term runs from the corrected day of the signing, by the same rules as from the day that
    stood there.
    """
    if row.decided_on is None:
        raise Refused("Tanggal wajib diisi.")
    if agreement.track.changes:
        _change_anew(agreement, user, need, row.decided_on)
        return
    if need.signs == INTENT:
        meeting_requirements.start_term_of(agreement, user, INTENT, row.decided_on)
        return
    signed = change_effects.signings_of_naskah(agreement)
    naskah = change_effects.governing_kind_of(agreement)
    day = signed[naskah].decided_on
    if not agreement.term_of(naskah).is_complete or day is None:
        raise Refused("Jangka waktu belum diisi.")
    refuse_for(change_effects.fault_of_signing_day(agreement, naskah, day))
    change_effects.run_term(agreement, naskah, day)
    _require_later_changes(agreement, naskah)
    agreement.save(update_fields=change_effects.RUNNING_TERM)


def _require_later_changes(agreement: Agreement, naskah: str) -> None:
    """What was signed later must still come later: an extension lengthens the term, an end lies
    within it.
    """
    for change in change_effects.signed_changes(agreement, Change.EXTENDS, Change.ENDS):
        end, first = change.berakhir_baru, agreement.effective_on
        if end is None or first is None:
            continue
        extends = change.track.does is Change.EXTENDS and change.naskah_diubah == naskah
        too_short = extends and agreement.expires_on is not None and end <= agreement.expires_on
        refuse_if(
            too_short or end < first,
            f"“{change.title}” mengakhiri kerja sama pada {change_effects.format_day_or_dash(end)};"
            " koreksi itu lebih dahulu.",
        )


def _change_anew(agreement: Agreement, user: User, need: Requirement, day: date) -> None:
    parent = Agreement.objects.select_for_update().get(pk=agreement.above.pk)
    refuse_for(change_effects.take_effect(agreement, parent, day))
    note_act(
        parent,
        user,
        LogAction.CORRECTED,
        {"what": need.text, "case": agreement.pk, "signed_on": str(day)},
        agreement.title,
    )


def _go_on(
    agreement: Agreement, user: User, need: Requirement, old: Evidence, new: Evidence
) -> None:
    """A running case goes back where the corrected outcome sends it; what was signed or closed
    stays where it is.
    """
    target = _sent_back_to(agreement, need, old, new)
    if not target:
        settling.settle_case(agreement)
        return
    why = f"{need.text}: hasilnya dikoreksi menjadi “{new.outcome}”."
    settling.return_case_to(agreement, user, target, why, [why])


def _sent_back_to(agreement: Agreement, need: Requirement, old: Evidence, new: Evidence) -> str:
    """The stage to which the corrected outcome sends the case; empty when it stays."""
    turned = new.outcome != old.outcome and is_unfavourable(need, new.outcome)
    if agreement.state != State.RUNNING or not turned:
        return ""
    leads_to = need.stage_after(new.outcome)
    if new.stage_code == agreement.stage_code:
        return leads_to
    if confirming.has_signed_naskah(agreement):
        return ""
    return leads_to or new.stage_code
