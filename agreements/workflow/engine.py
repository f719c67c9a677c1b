"""The engine: pure in its decision (`evaluate`), strict in its one write (`_move`)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from agreements.models import Agreement, Correction, DocumentState, Evidence, StageEvent, State
from agreements.regulations.vocabulary import Actor, Basis, DayKind, Kind, Requirement, Stage
from kerjasama.accounts import policy
from kerjasama.accounts.models import Role

from .deadlines import days_left, due_on

NEGATIVE = frozenset({"ditolak", "tidak layak", "tidak memenuhi"})
OUTSIDE_IS_RECORDED_BY = Role.VERIFIER
MAY_HALT = (Role.SECTION_HEAD, Role.SEKDA)


class Refused(Exception):
    """The action may not happen; `reasons` says why, in Indonesian."""

    def __init__(self, *reasons: str):
        super().__init__(" ".join(reasons))
        self.reasons = reasons


@dataclass(frozen=True)
class Check:
    """One requirement of the current stage and how it stands."""

    requirement: Requirement
    met: bool
    reason: str = ""
    applies: bool = True
    evidence: Evidence | None = None


@dataclass(frozen=True)
class Situation:
    agreement: Agreement
    stage: Stage
    checks: tuple[Check, ...]
    open_corrections: tuple[Correction, ...]
    due: date | None
    left: int | None
    day_kind: str

    @property
    def unmet(self) -> tuple[Check, ...]:
        return tuple(check for check in self.checks if check.applies and not check.met)

    @property
    def may_complete(self) -> bool:
        return self.agreement.state == State.RUNNING and not self.unmet and not self.open_corrections

    @property
    def holder(self) -> str:
        """Who has the ball: the actor of the first unmet requirement, else of the stage."""
        return str(self.unmet[0].requirement.actor if self.unmet else self.stage.actor)

    def check(self, code: str) -> Check:
        """Raises Refused when the current stage has no such requirement."""
        for check in self.checks:
            if check.requirement.code == code:
                return check
        raise Refused("Persyaratan itu bukan bagian dari tahap yang sedang berjalan. Muat ulang halaman.")


def role_of(actor: Actor) -> str:
    return OUTSIDE_IS_RECORDED_BY if actor.is_outside else Role[actor.name]


def evaluate(agreement: Agreement) -> Situation:
    """Current stage, what is met and unmet and why, and the deadline."""
    stage = agreement.stage
    evidence = {
        row.requirement_code: row
        for row in agreement.evidence.filter(stage_code=stage.code, void=False).select_related("by")
    }
    ready = set(
        agreement.documents.filter(stage_code=stage.code, state=DocumentState.READY).values_list("kind", flat=True)
    )
    checks = tuple(_check(agreement, need, evidence.get(need.code), ready) for need in stage.requirements)
    corrections = tuple(agreement.corrections.filter(resolved_at=None))
    return Situation(agreement, stage, checks, corrections, *_deadline(agreement, stage))


def _check(agreement: Agreement, need: Requirement, evidence: Evidence | None, ready: set[str]) -> Check:
    if need.condition and not agreement.holds(need.condition.code):
        return Check(need, False, f"Tidak berlaku: {need.condition.text} ({need.condition.citation}).", applies=False)
    reason = _UNMET[need.kind](agreement, need, evidence, ready)
    return Check(need, not reason, reason, evidence=evidence)


def _fact_gap(agreement, need, evidence, ready) -> str:
    return "" if getattr(agreement, need.fact) else f"{need.text}: masih kosong."


def _document_gap(agreement, need, evidence, ready) -> str:
    return "" if need.document in ready else f"{need.text} belum dibuat."


def _evidence_gap(agreement, need, evidence, ready) -> str:
    if evidence is None:
        return f"{need.text}: belum ada."
    if evidence.outcome in NEGATIVE:
        return f"{need.text}: hasilnya “{evidence.outcome}”. Kembalikan untuk perbaikan atau hentikan dengan alasan."
    return ""


def _approval_gap(agreement, need, evidence, ready) -> str:
    if evidence and evidence.content_hash != agreement.content_hash:
        return f"{need.text}: isi usulan berubah setelah disetujui, perlu disetujui ulang."
    return _evidence_gap(agreement, need, evidence, ready)


_UNMET: dict[Kind, Callable] = {
    Kind.FACT: _fact_gap,
    Kind.DOCUMENT: _document_gap,
    Kind.APPROVAL: _approval_gap,
    Kind.RECORD: _evidence_gap,
    Kind.UPLOAD: _evidence_gap,
}


def _deadline(agreement: Agreement, stage: Stage) -> tuple[date | None, int | None, str]:
    term = stage.deadline
    if term is None:
        return None, None, ""
    kind = settings.P22_DAY_KIND if term.basis is Basis.LAW else term.kind
    due = due_on(timezone.localdate(agreement.stage_entered_at), term.days, kind)
    return due, days_left(timezone.localdate(), due, kind), str(DayKind(kind))


@transaction.atomic
def meet(agreement_id: int, user, code: str, expected_stage: str, **evidence) -> Evidence:
    """Give an approval, record a decision or attach a file for a requirement of the current stage.

    Raises Refused with the reasons when the stage moved on, the role is wrong or it is already met.
    """
    agreement = _lock(agreement_id, expected_stage)
    situation = evaluate(agreement)
    check = situation.check(code)
    _require_role(user, agreement, role_of(check.requirement.actor))
    _refuse_if(check.requirement.kind not in (Kind.APPROVAL, Kind.RECORD, Kind.UPLOAD), "Persyaratan ini dipenuhi dengan cara lain.")
    _refuse_if(not check.applies, check.reason)
    _refuse_if(check.met, "Persyaratan ini sudah dipenuhi.")
    if check.requirement.kind is Kind.RECORD:
        _refuse_if(evidence.get("outcome") not in check.requirement.outcomes, "Pilih hasil yang tersedia.")
    if check.requirement.kind is Kind.APPROVAL:
        gaps = [c.reason for c in situation.unmet if c.requirement.kind is Kind.FACT]
        _refuse_if(bool(gaps), *gaps)
    agreement.evidence.filter(stage_code=agreement.stage_code, requirement_code=code, void=False).update(void=True)
    row = Evidence.objects.create(
        agreement=agreement, stage_code=agreement.stage_code, requirement_code=code, by=user,
        content_hash=agreement.content_hash, **evidence,
    )
    if check.requirement.signs:
        _take_effect(agreement, row.decided_on)
    detail = {"requirement": code, "outcome": row.outcome, "number": row.number, "file": row.sha256, "content": row.content_hash}
    _log(agreement, user, "penuhi", agreement.stage_code, agreement.stage_code, row.note, detail)
    return row


def _take_effect(agreement: Agreement, signed_on: date) -> None:
    """The term runs from the signing of the latest naskah, for as many months as the proposal says."""
    months = agreement.jangka_waktu_bulan or 0
    agreement.effective_on, agreement.expires_on = signed_on, signed_on + relativedelta(months=months, days=-1)
    agreement.save(update_fields=["effective_on", "expires_on"])


@transaction.atomic
def complete(agreement_id: int, user, expected_stage: str) -> Agreement:
    """Leave the current stage for the next that applies; skipped stages are logged with their reason."""
    agreement = _lock(agreement_id, expected_stage)
    situation = evaluate(agreement)
    _require_role(user, agreement, role_of(situation.stage.actor), Role.VERIFIER)
    reasons = [check.reason for check in situation.unmet]
    reasons += [f"Perbaikan belum diselesaikan: {item.text}" for item in situation.open_corrections]
    _refuse_if(bool(reasons), *reasons)
    following = agreement.track.stages[agreement.track.position(situation.stage.code) + 1 :]
    for stage in following:
        if stage.condition is None or agreement.holds(stage.condition.code):
            return _move(agreement, user, "teruskan", stage.code)
        why = f"Tidak berlaku: {stage.condition.text} ({stage.condition.citation})."
        _log(agreement, user, "lewati", agreement.stage_code, stage.code, why, {})
    return _move(agreement, user, "selesaikan", situation.stage.code, state=State.DONE)


@transaction.atomic
def send_back(agreement_id: int, user, expected_stage: str, target: str, reason: str, items: list[str]) -> Agreement:
    """Return the case to an earlier stage with a list of corrections; its evidence from there on is void."""
    agreement = _lock(agreement_id, expected_stage)
    stage = agreement.stage
    _require_role(user, agreement, role_of(stage.actor), Role.VERIFIER, Role.SECTION_HEAD)
    _refuse_if(target not in (*stage.send_back_to, stage.code), "Tahap tujuan tidak diizinkan.")
    _refuse_if(not reason.strip(), "Alasan wajib diisi.")
    for text in items:
        Correction.objects.create(agreement=agreement, text=text, raised_at_stage=stage.code, by=user)
    redone = [s.code for s in agreement.track.stages[agreement.track.position(target) :]]
    agreement.evidence.filter(stage_code__in=redone, void=False).update(void=True)
    return _move(agreement, user, "kembalikan", target, reason)


@transaction.atomic
def resolve(agreement_id: int, user, correction_id: int) -> None:
    """Mark a correction as mended; only the proposing OPD may."""
    agreement = Agreement.objects.select_for_update().get(pk=agreement_id)
    _require_role(user, agreement, Role.OPD)
    item = agreement.corrections.get(pk=correction_id)
    _refuse_if(item.resolved_at is not None, "Perbaikan ini sudah ditandai selesai.")
    item.resolved_at, item.resolved_by = timezone.now(), user
    item.save(update_fields=["resolved_at", "resolved_by"])
    _log(agreement, user, "perbaiki", agreement.stage_code, agreement.stage_code, item.text, {"correction": item.pk})


@transaction.atomic
def halt(agreement_id: int, user, expected_stage: str, state: str, reason: str) -> Agreement:
    """Reject, withdraw or suspend. The OPD may only withdraw its own; the others are for MAY_HALT."""
    agreement = _lock(agreement_id, expected_stage)
    _refuse_if(state not in (State.REJECTED, State.WITHDRAWN, State.SUSPENDED), "Tindakan tidak dikenal.")
    _require_role(user, agreement, *([Role.OPD] if state == State.WITHDRAWN else MAY_HALT))
    _refuse_if(not reason.strip(), "Alasan wajib diisi.")
    return _move(agreement, user, State(state).value, agreement.stage_code, reason, state)


@transaction.atomic
def resume(agreement_id: int, user) -> Agreement:
    agreement = Agreement.objects.select_for_update().get(pk=agreement_id)
    _require_role(user, agreement, *MAY_HALT)
    _refuse_if(agreement.state != State.SUSPENDED, "Berkas ini tidak sedang ditangguhkan.")
    return _move(agreement, user, "lanjutkan", agreement.stage_code, state=State.RUNNING)


def begin(agreement: Agreement, user) -> Agreement:
    """Save a new case at the first stage of its track and open its log."""
    with transaction.atomic():
        agreement.stage_code = agreement.track.stages[0].code
        agreement.stage_entered_at = timezone.now()
        agreement.save()
        _log(agreement, user, "mulai", "", agreement.stage_code, "", {"track": agreement.track_code, "version": agreement.track_version})
    return agreement


def _lock(agreement_id: int, expected_stage: str) -> Agreement:
    agreement = Agreement.objects.select_for_update().get(pk=agreement_id)
    _refuse_if(agreement.stage_code != expected_stage, "Berkas sudah berpindah tahap. Muat ulang halaman.")
    _refuse_if(agreement.state != State.RUNNING, f"Berkas berstatus {agreement.get_state_display().lower()}.")
    return agreement


def _require_role(user, agreement: Agreement, *roles: str) -> None:
    if not any(policy.may_act_as(user, role, agreement) for role in roles):
        raise Refused("Tindakan ini bukan wewenang Anda.")


def _refuse_if(wrong: bool, *reasons: str) -> None:
    if wrong:
        raise Refused(*reasons)


def _move(agreement: Agreement, user, action: str, to_stage: str, reason: str = "", state: str = State.RUNNING) -> Agreement:
    """The only place where a stage or state changes. Expects the row lock to be held."""
    _log(agreement, user, action, agreement.stage_code, to_stage, reason, {"state": str(state)})
    if agreement.stage_code != to_stage or action == "kembalikan":
        agreement.stage_entered_at = timezone.now()
    agreement.stage_code, agreement.state = to_stage, state
    agreement.save(update_fields=["stage_code", "stage_entered_at", "state"])
    return agreement


def _log(agreement: Agreement, user, action: str, source: str, target: str, reason: str, detail: dict) -> None:
    last = agreement.events.order_by("-number").first()
    event = StageEvent(
        agreement=agreement, number=last.number + 1 if last else 1, action=action, from_stage=source,
        to_stage=target, reason=reason, detail=detail, by=user, at=timezone.now(),
        previous_hash=last.hash if last else "",
    )
    event.hash = event.sealed()
    event.save(force_insert=True)
